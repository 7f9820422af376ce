import django.db.models.deletion
import khcn.kernel.registers.model_fields
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('agencies', '0002_allow_rename_and_end'),
        ('directory', '0001_first'),
        ('programmes', '0001_first'),
        ('territory', '0002_allow_rename_and_end'),
    ]

    operations = [
        migrations.CreateModel(
            name='SupportGiven',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(editable=False, max_length=30, verbose_name='trạng thái')),
                ('standing', models.CharField(choices=[('pending', 'Đang xử lý'), ('active', 'Đang hiệu lực'), ('paused', 'Tạm dừng'), ('ended', 'Đã kết thúc'), ('void', 'Đã rút khỏi sổ')], editable=False, max_length=8)),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='hiệu lực từ')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='hiệu lực đến hết')),
                ('ended_on', models.DateField(blank=True, editable=False, null=True, verbose_name='kết thúc từ ngày')),
                ('visibility', models.CharField(choices=[('internal', 'Nội bộ'), ('shared', 'Chia sẻ'), ('public', 'Công khai')], default='shared', max_length=8, verbose_name='mức chia sẻ')),
                ('note', models.TextField(blank=True, verbose_name='ghi chú')),
                ('source', models.CharField(choices=[('typed', 'Nhập tay'), ('file', 'Nhập từ tệp'), ('api', 'Qua API'), ('register', 'Từ sổ khác')], default='typed', editable=False, max_length=8, verbose_name='nguồn')),
                ('artificial', models.BooleanField(default=False, editable=False, verbose_name='dữ liệu mẫu')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='ngày rà soát gần nhất')),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('folded', models.TextField(blank=True, default='', editable=False)),
                ('title_key', models.CharField(db_index=True, default='', editable=False, max_length=200)),
                ('order_key', models.CharField(default='', editable=False, max_length=160)),
                ('programme_name', models.CharField(max_length=300, verbose_name='chương trình, chính sách hỗ trợ')),
                ('content', models.CharField(choices=[('research', 'Nghiên cứu và phát triển'), ('technology', 'Đổi mới công nghệ, thiết bị'), ('transfer', 'Nhận chuyển giao công nghệ'), ('ip', 'Sở hữu trí tuệ'), ('quality', 'Tiêu chuẩn, năng suất, chất lượng'), ('trace', 'Truy xuất nguồn gốc, mã số mã vạch'), ('digital', 'Chuyển đổi số, nền tảng số'), ('training', 'Đào tạo, quản trị công nghệ'), ('consulting', 'Tư vấn công nghệ'), ('startup', 'Ươm tạo, khởi nghiệp sáng tạo'), ('market', 'Kết nối, xúc tiến thị trường'), ('credit', 'Lãi suất, bảo lãnh, vay vốn'), ('voucher', 'Phiếu hỗ trợ (voucher)'), ('other', 'Khác')], max_length=10, verbose_name='nội dung hỗ trợ')),
                ('description', models.TextField(blank=True, verbose_name='mô tả')),
                ('year', khcn.kernel.registers.model_fields.YearField(verbose_name='năm')),
                ('budget_source', models.CharField(choices=[('science', 'Sự nghiệp KH&CN của tỉnh'), ('central', 'Ngân sách trung ương'), ('industry', 'Khuyến công'), ('farming', 'Khuyến nông, nông thôn mới, OCOP'), ('sme', 'Hỗ trợ doanh nghiệp nhỏ và vừa'), ('digital', 'Chuyển đổi số'), ('fund', 'Quỹ phát triển KH&CN, quỹ khác của Nhà nước'), ('commune', 'Ngân sách cấp xã'), ('donor', 'Tài trợ, hợp tác quốc tế'), ('other', 'Khác')], max_length=8, verbose_name='nguồn kinh phí')),
                ('amount', khcn.kernel.registers.model_fields.MoneyField(blank=True, null=True, verbose_name='số tiền hỗ trợ')),
                ('own_money', khcn.kernel.registers.model_fields.MoneyField(blank=True, null=True, verbose_name='vốn đối ứng của doanh nghiệp')),
                ('decision', models.CharField(blank=True, max_length=120, verbose_name='quyết định hỗ trợ')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                ('finished_on', models.DateField(blank=True, null=True, verbose_name='ngày hoàn thành, nghiệm thu')),
                ('result', models.TextField(blank=True, verbose_name='kết quả')),
                ('review', models.CharField(choices=[('open', 'Chưa rà soát trùng'), ('different', 'Đã rà soát: không trùng'), ('settled', 'Đã rà soát: trùng, đã xử lý')], default='open', max_length=9, verbose_name='rà soát trùng')),
                ('review_note', models.CharField(blank=True, max_length=300, verbose_name='kết luận rà soát')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation', verbose_name='doanh nghiệp, hợp tác xã')),
                ('merged_into', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='enterprise_support.supportgiven')),
                ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.linkedprogramme', verbose_name='chương trình trong sổ')),
                ('responsible', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan phụ trách')),
                ('territory', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit', verbose_name='địa bàn')),
            ],
            options={
                'verbose_name': 'khoản hỗ trợ',
                'verbose_name_plural': 'hỗ trợ doanh nghiệp',
                'ordering': ['order_key', 'pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['order_key', 'id'], name='supportgiven_ok'), models.Index(fields=['valid_from', 'id'], name='supportgiven_vf'), models.Index(fields=['valid_to', 'id'], name='supportgiven_vt'), models.Index(fields=['standing', 'state'], name='supportgiven_st'), models.Index(fields=['year', 'id'], name='supportgiven_year'), models.Index(fields=['enterprise', 'year', 'content'], name='supportgiven_same')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), models.Q(('valid_from', None), ('ended_on', None), ('ended_on__gte', models.F('valid_from')), _connector='OR')), name='supportgiven_dates', violation_error_message='Ngày kết thúc không được trước ngày bắt đầu.'), models.CheckConstraint(condition=models.Q(models.Q(('standing', 'ended'), _negated=True), ('ended_on__isnull', False), _connector='OR'), name='supportgiven_ended'), models.CheckConstraint(condition=models.Q(('merged_into', None), ('standing', 'void'), _connector='OR'), name='supportgiven_merged'), models.UniqueConstraint(condition=models.Q(('standing', 'void'), _negated=True), fields=('enterprise', 'programme_name', 'content', 'year', 'decision'), name='supportgiven_once', violation_error_message='Giá trị này đã có ở một bản ghi khác.'), models.CheckConstraint(condition=models.Q(('decided_on', None), ('finished_on', None), ('finished_on__gte', models.F('decided_on')), _connector='OR'), name='supportgiven_days', violation_error_message='Ngày hoàn thành không được trước ngày quyết định.'), models.CheckConstraint(condition=models.Q(('review', 'open'), models.Q(('review_note', ''), _negated=True), _connector='OR'), name='supportgiven_review_told', violation_error_message='Hãy ghi kết luận rà soát trùng.')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalSupportGiven',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('state', models.CharField(editable=False, max_length=30, verbose_name='trạng thái')),
                ('standing', models.CharField(choices=[('pending', 'Đang xử lý'), ('active', 'Đang hiệu lực'), ('paused', 'Tạm dừng'), ('ended', 'Đã kết thúc'), ('void', 'Đã rút khỏi sổ')], editable=False, max_length=8)),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='hiệu lực từ')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='hiệu lực đến hết')),
                ('ended_on', models.DateField(blank=True, editable=False, null=True, verbose_name='kết thúc từ ngày')),
                ('visibility', models.CharField(choices=[('internal', 'Nội bộ'), ('shared', 'Chia sẻ'), ('public', 'Công khai')], default='shared', max_length=8, verbose_name='mức chia sẻ')),
                ('note', models.TextField(blank=True, verbose_name='ghi chú')),
                ('source', models.CharField(choices=[('typed', 'Nhập tay'), ('file', 'Nhập từ tệp'), ('api', 'Qua API'), ('register', 'Từ sổ khác')], default='typed', editable=False, max_length=8, verbose_name='nguồn')),
                ('artificial', models.BooleanField(default=False, editable=False, verbose_name='dữ liệu mẫu')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='ngày rà soát gần nhất')),
                ('updated_at', models.DateTimeField(blank=True, editable=False)),
                ('programme_name', models.CharField(max_length=300, verbose_name='chương trình, chính sách hỗ trợ')),
                ('content', models.CharField(choices=[('research', 'Nghiên cứu và phát triển'), ('technology', 'Đổi mới công nghệ, thiết bị'), ('transfer', 'Nhận chuyển giao công nghệ'), ('ip', 'Sở hữu trí tuệ'), ('quality', 'Tiêu chuẩn, năng suất, chất lượng'), ('trace', 'Truy xuất nguồn gốc, mã số mã vạch'), ('digital', 'Chuyển đổi số, nền tảng số'), ('training', 'Đào tạo, quản trị công nghệ'), ('consulting', 'Tư vấn công nghệ'), ('startup', 'Ươm tạo, khởi nghiệp sáng tạo'), ('market', 'Kết nối, xúc tiến thị trường'), ('credit', 'Lãi suất, bảo lãnh, vay vốn'), ('voucher', 'Phiếu hỗ trợ (voucher)'), ('other', 'Khác')], max_length=10, verbose_name='nội dung hỗ trợ')),
                ('description', models.TextField(blank=True, verbose_name='mô tả')),
                ('year', khcn.kernel.registers.model_fields.YearField(verbose_name='năm')),
                ('budget_source', models.CharField(choices=[('science', 'Sự nghiệp KH&CN của tỉnh'), ('central', 'Ngân sách trung ương'), ('industry', 'Khuyến công'), ('farming', 'Khuyến nông, nông thôn mới, OCOP'), ('sme', 'Hỗ trợ doanh nghiệp nhỏ và vừa'), ('digital', 'Chuyển đổi số'), ('fund', 'Quỹ phát triển KH&CN, quỹ khác của Nhà nước'), ('commune', 'Ngân sách cấp xã'), ('donor', 'Tài trợ, hợp tác quốc tế'), ('other', 'Khác')], max_length=8, verbose_name='nguồn kinh phí')),
                ('amount', khcn.kernel.registers.model_fields.MoneyField(blank=True, null=True, verbose_name='số tiền hỗ trợ')),
                ('own_money', khcn.kernel.registers.model_fields.MoneyField(blank=True, null=True, verbose_name='vốn đối ứng của doanh nghiệp')),
                ('decision', models.CharField(blank=True, max_length=120, verbose_name='quyết định hỗ trợ')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                ('finished_on', models.DateField(blank=True, null=True, verbose_name='ngày hoàn thành, nghiệm thu')),
                ('result', models.TextField(blank=True, verbose_name='kết quả')),
                ('review', models.CharField(choices=[('open', 'Chưa rà soát trùng'), ('different', 'Đã rà soát: không trùng'), ('settled', 'Đã rà soát: trùng, đã xử lý')], default='open', max_length=9, verbose_name='rà soát trùng')),
                ('review_note', models.CharField(blank=True, max_length=300, verbose_name='kết luận rà soát')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('enterprise', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='directory.organisation', verbose_name='doanh nghiệp, hợp tác xã')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programmes.linkedprogramme', verbose_name='chương trình trong sổ')),
                ('responsible', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='agencies.agency', verbose_name='cơ quan phụ trách')),
                ('territory', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='territory.unit', verbose_name='địa bàn')),
                ('merged_into', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='enterprise_support.supportgiven')),
            ],
            options={
                'verbose_name': 'historical khoản hỗ trợ',
                'verbose_name_plural': 'historical hỗ trợ doanh nghiệp',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
