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
        ('territory', '0002_allow_rename_and_end'),
    ]

    operations = [
        migrations.CreateModel(
            name='PiiEvidence',
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
                ('year', khcn.kernel.registers.model_fields.YearField(verbose_name='năm công bố chỉ số')),
                ('indicator', models.CharField(max_length=12, verbose_name='mã chỉ số thành phần')),
                ('name', models.CharField(max_length=300, verbose_name='tên chỉ số thành phần')),
                ('pillar', models.CharField(blank=True, choices=[('1', 'Trụ cột 1. Thể chế'), ('2', 'Trụ cột 2. Vốn con người và nghiên cứu, phát triển'), ('3', 'Trụ cột 3. Cơ sở hạ tầng'), ('4', 'Trụ cột 4. Trình độ phát triển của thị trường'), ('5', 'Trụ cột 5. Trình độ phát triển của doanh nghiệp'), ('6', 'Trụ cột 6. Sản phẩm tri thức, sáng tạo và công nghệ'), ('7', 'Trụ cột 7. Tác động')], max_length=1, verbose_name='trụ cột')),
                ('unit', models.CharField(blank=True, max_length=60, verbose_name='đơn vị tính')),
                ('data_year', models.CharField(blank=True, max_length=60, verbose_name='kỳ số liệu')),
                ('value', khcn.kernel.registers.model_fields.FigureField(blank=True, decimal_places=4, max_digits=20, null=True, verbose_name='giá trị')),
                ('data_source', models.CharField(blank=True, max_length=300, verbose_name='nguồn số liệu')),
                ('evidence', models.CharField(choices=[('none', 'Chưa có'), ('partial', 'Chưa đủ'), ('complete', 'Đủ'), ('central', 'Bộ thu thập, tỉnh không phải nộp')], default='none', max_length=8, verbose_name='minh chứng')),
                ('evidence_list', models.TextField(blank=True, verbose_name='danh mục minh chứng')),
                ('submitted_on', models.DateField(blank=True, null=True, verbose_name='ngày nộp')),
                ('score', khcn.kernel.registers.model_fields.FigureField(blank=True, decimal_places=2, max_digits=6, null=True, unit='điểm', verbose_name='điểm Bộ công bố')),
                ('rank', khcn.kernel.registers.model_fields.CountField(blank=True, null=True, verbose_name='thứ hạng Bộ công bố')),
                ('remark', models.TextField(blank=True, verbose_name='ý kiến của Bộ')),
                ('merged_into', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='pii.piievidence')),
                ('responsible', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan phụ trách')),
                ('territory', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit', verbose_name='địa bàn')),
            ],
            options={
                'verbose_name': 'minh chứng PII',
                'verbose_name_plural': 'minh chứng PII',
                'ordering': ['order_key', 'pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['order_key', 'id'], name='piievidence_ok'), models.Index(fields=['valid_from', 'id'], name='piievidence_vf'), models.Index(fields=['valid_to', 'id'], name='piievidence_vt'), models.Index(fields=['standing', 'state'], name='piievidence_st'), models.Index(fields=['year', 'id'], name='piievidence_year')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), models.Q(('valid_from', None), ('ended_on', None), ('ended_on__gte', models.F('valid_from')), _connector='OR')), name='piievidence_dates', violation_error_message='Ngày kết thúc không được trước ngày bắt đầu.'), models.CheckConstraint(condition=models.Q(models.Q(('standing', 'ended'), _negated=True), ('ended_on__isnull', False), _connector='OR'), name='piievidence_ended'), models.CheckConstraint(condition=models.Q(('merged_into', None), ('standing', 'void'), _connector='OR'), name='piievidence_merged'), models.UniqueConstraint(condition=models.Q(('standing', 'void'), _negated=True), fields=('indicator', 'year'), name='piievidence_once', violation_error_message='Giá trị này đã có ở một bản ghi khác.')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalPiiEvidence',
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
                ('year', khcn.kernel.registers.model_fields.YearField(verbose_name='năm công bố chỉ số')),
                ('indicator', models.CharField(max_length=12, verbose_name='mã chỉ số thành phần')),
                ('name', models.CharField(max_length=300, verbose_name='tên chỉ số thành phần')),
                ('pillar', models.CharField(blank=True, choices=[('1', 'Trụ cột 1. Thể chế'), ('2', 'Trụ cột 2. Vốn con người và nghiên cứu, phát triển'), ('3', 'Trụ cột 3. Cơ sở hạ tầng'), ('4', 'Trụ cột 4. Trình độ phát triển của thị trường'), ('5', 'Trụ cột 5. Trình độ phát triển của doanh nghiệp'), ('6', 'Trụ cột 6. Sản phẩm tri thức, sáng tạo và công nghệ'), ('7', 'Trụ cột 7. Tác động')], max_length=1, verbose_name='trụ cột')),
                ('unit', models.CharField(blank=True, max_length=60, verbose_name='đơn vị tính')),
                ('data_year', models.CharField(blank=True, max_length=60, verbose_name='kỳ số liệu')),
                ('value', khcn.kernel.registers.model_fields.FigureField(blank=True, decimal_places=4, max_digits=20, null=True, verbose_name='giá trị')),
                ('data_source', models.CharField(blank=True, max_length=300, verbose_name='nguồn số liệu')),
                ('evidence', models.CharField(choices=[('none', 'Chưa có'), ('partial', 'Chưa đủ'), ('complete', 'Đủ'), ('central', 'Bộ thu thập, tỉnh không phải nộp')], default='none', max_length=8, verbose_name='minh chứng')),
                ('evidence_list', models.TextField(blank=True, verbose_name='danh mục minh chứng')),
                ('submitted_on', models.DateField(blank=True, null=True, verbose_name='ngày nộp')),
                ('score', khcn.kernel.registers.model_fields.FigureField(blank=True, decimal_places=2, max_digits=6, null=True, unit='điểm', verbose_name='điểm Bộ công bố')),
                ('rank', khcn.kernel.registers.model_fields.CountField(blank=True, null=True, verbose_name='thứ hạng Bộ công bố')),
                ('remark', models.TextField(blank=True, verbose_name='ý kiến của Bộ')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('responsible', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='agencies.agency', verbose_name='cơ quan phụ trách')),
                ('territory', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='territory.unit', verbose_name='địa bàn')),
                ('merged_into', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pii.piievidence')),
            ],
            options={
                'verbose_name': 'historical minh chứng PII',
                'verbose_name_plural': 'historical minh chứng PII',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
