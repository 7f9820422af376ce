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
            name='CommuneFunding',
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
                ('year', khcn.kernel.registers.model_fields.YearField(verbose_name='năm ngân sách')),
                ('purpose', models.CharField(choices=[('science', 'Sự nghiệp khoa học, công nghệ và đổi mới sáng tạo'), ('digital', 'Chuyển đổi số'), ('investment', 'Đầu tư phát triển cho KH&CN'), ('other', 'Mô hình, hoạt động khác có nội dung KH&CN')], max_length=10, verbose_name='mục đích chi')),
                ('planned', khcn.kernel.registers.model_fields.MoneyField(blank=True, null=True, verbose_name='dự toán được giao')),
                ('spent', khcn.kernel.registers.model_fields.MoneyField(blank=True, null=True, verbose_name='đã chi')),
                ('local_total', khcn.kernel.registers.model_fields.MoneyField(blank=True, null=True, verbose_name='tổng chi ngân sách của xã, phường')),
                ('content', models.TextField(blank=True, verbose_name='nội dung chi')),
                ('settled', models.BooleanField(default=False, verbose_name='số đã quyết toán')),
                ('decision', models.CharField(blank=True, max_length=200, verbose_name='văn bản giao dự toán')),
                ('merged_into', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='commune_funding.communefunding')),
                ('responsible', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan phụ trách')),
                ('territory', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit', verbose_name='địa bàn')),
            ],
            options={
                'verbose_name': 'kinh phí KH&CN của xã, phường',
                'verbose_name_plural': 'kinh phí KH&CN của xã, phường',
                'ordering': ['order_key', 'pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['order_key', 'id'], name='communefunding_ok'), models.Index(fields=['valid_from', 'id'], name='communefunding_vf'), models.Index(fields=['valid_to', 'id'], name='communefunding_vt'), models.Index(fields=['standing', 'state'], name='communefunding_st'), models.Index(fields=['year', 'id'], name='communefunding_year')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), models.Q(('valid_from', None), ('ended_on', None), ('ended_on__gte', models.F('valid_from')), _connector='OR')), name='communefunding_dates', violation_error_message='Ngày kết thúc không được trước ngày bắt đầu.'), models.CheckConstraint(condition=models.Q(models.Q(('standing', 'ended'), _negated=True), ('ended_on__isnull', False), _connector='OR'), name='communefunding_ended'), models.CheckConstraint(condition=models.Q(('merged_into', None), ('standing', 'void'), _connector='OR'), name='communefunding_merged'), models.UniqueConstraint(condition=models.Q(('standing', 'void'), _negated=True), fields=('territory', 'year', 'purpose'), name='communefunding_once', violation_error_message='Giá trị này đã có ở một bản ghi khác.'), models.CheckConstraint(condition=models.Q(('territory__isnull', False)), name='communefunding_place', violation_error_message='Hãy ghi xã, phường.'), models.CheckConstraint(condition=models.Q(('spent', None), ('local_total', None), ('spent__lte', models.F('local_total')), _connector='OR'), name='communefunding_part', violation_error_message='Số đã chi không được lớn hơn tổng chi ngân sách của xã, phường.')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalCommuneFunding',
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
                ('year', khcn.kernel.registers.model_fields.YearField(verbose_name='năm ngân sách')),
                ('purpose', models.CharField(choices=[('science', 'Sự nghiệp khoa học, công nghệ và đổi mới sáng tạo'), ('digital', 'Chuyển đổi số'), ('investment', 'Đầu tư phát triển cho KH&CN'), ('other', 'Mô hình, hoạt động khác có nội dung KH&CN')], max_length=10, verbose_name='mục đích chi')),
                ('planned', khcn.kernel.registers.model_fields.MoneyField(blank=True, null=True, verbose_name='dự toán được giao')),
                ('spent', khcn.kernel.registers.model_fields.MoneyField(blank=True, null=True, verbose_name='đã chi')),
                ('local_total', khcn.kernel.registers.model_fields.MoneyField(blank=True, null=True, verbose_name='tổng chi ngân sách của xã, phường')),
                ('content', models.TextField(blank=True, verbose_name='nội dung chi')),
                ('settled', models.BooleanField(default=False, verbose_name='số đã quyết toán')),
                ('decision', models.CharField(blank=True, max_length=200, verbose_name='văn bản giao dự toán')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('merged_into', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='commune_funding.communefunding')),
                ('responsible', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='agencies.agency', verbose_name='cơ quan phụ trách')),
                ('territory', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='territory.unit', verbose_name='địa bàn')),
            ],
            options={
                'verbose_name': 'historical kinh phí KH&CN của xã, phường',
                'verbose_name_plural': 'historical kinh phí KH&CN của xã, phường',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
