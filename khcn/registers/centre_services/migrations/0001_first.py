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
        ('territory', '0002_allow_rename_and_end'),
    ]

    operations = [
        migrations.CreateModel(
            name='ServiceRequest',
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
                ('number', models.CharField(blank=True, max_length=40, verbose_name='số phiếu')),
                ('requested_on', models.DateField(verbose_name='ngày yêu cầu')),
                ('client_name', models.CharField(blank=True, max_length=200, verbose_name='người yêu cầu (ngoài danh bạ)')),
                ('kind', models.CharField(choices=[('transfer', 'Chuyển giao, ứng dụng tiến bộ KH&CN'), ('consulting', 'Tư vấn công nghệ, sở hữu trí tuệ, chất lượng'), ('testing', 'Thử nghiệm, phân tích mẫu'), ('calibration', 'Kiểm định, hiệu chuẩn'), ('training', 'Đào tạo, tập huấn'), ('information', 'Thông tin, tra cứu công nghệ'), ('production', 'Cung cấp giống, chế phẩm, sản phẩm'), ('startup', 'Hỗ trợ khởi nghiệp, ươm tạo'), ('other', 'Khác')], max_length=11, verbose_name='loại dịch vụ')),
                ('content', models.CharField(max_length=300, verbose_name='nội dung yêu cầu')),
                ('promised_on', models.DateField(blank=True, null=True, verbose_name='ngày hẹn trả')),
                ('finished_on', models.DateField(blank=True, null=True, verbose_name='ngày hoàn thành')),
                ('result', models.TextField(blank=True, verbose_name='kết quả')),
                ('fee', khcn.kernel.registers.model_fields.MoneyField(blank=True, null=True, verbose_name='phí dịch vụ')),
                ('free', models.BooleanField(default=False, verbose_name='thuộc nhiệm vụ được giao, không thu phí')),
                ('client', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation', verbose_name='tổ chức yêu cầu')),
                ('merged_into', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='centre_services.servicerequest')),
                ('responsible', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan phụ trách')),
                ('territory', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit', verbose_name='địa bàn')),
            ],
            options={
                'verbose_name': 'yêu cầu dịch vụ',
                'verbose_name_plural': 'dịch vụ của trung tâm ứng dụng',
                'ordering': ['order_key', 'pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['order_key', 'id'], name='servicerequest_ok'), models.Index(fields=['valid_from', 'id'], name='servicerequest_vf'), models.Index(fields=['valid_to', 'id'], name='servicerequest_vt'), models.Index(fields=['standing', 'state'], name='servicerequest_st'), models.Index(fields=['requested_on', 'id'], name='servicerequest_requested')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), models.Q(('valid_from', None), ('ended_on', None), ('ended_on__gte', models.F('valid_from')), _connector='OR')), name='servicerequest_dates', violation_error_message='Ngày kết thúc không được trước ngày bắt đầu.'), models.CheckConstraint(condition=models.Q(models.Q(('standing', 'ended'), _negated=True), ('ended_on__isnull', False), _connector='OR'), name='servicerequest_ended'), models.CheckConstraint(condition=models.Q(('merged_into', None), ('standing', 'void'), _connector='OR'), name='servicerequest_merged'), models.UniqueConstraint(condition=models.Q(models.Q(('standing', 'void'), _negated=True), models.Q(('number', ''), _negated=True)), fields=('number',), name='servicerequest_number', violation_error_message='Giá trị này đã có ở một bản ghi khác.'), models.CheckConstraint(condition=models.Q(('finished_on', None), ('finished_on__gte', models.F('requested_on')), _connector='OR'), name='servicerequest_days', violation_error_message='Ngày hoàn thành không được trước ngày yêu cầu.')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalServiceRequest',
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
                ('number', models.CharField(blank=True, max_length=40, verbose_name='số phiếu')),
                ('requested_on', models.DateField(verbose_name='ngày yêu cầu')),
                ('client_name', models.CharField(blank=True, max_length=200, verbose_name='người yêu cầu (ngoài danh bạ)')),
                ('kind', models.CharField(choices=[('transfer', 'Chuyển giao, ứng dụng tiến bộ KH&CN'), ('consulting', 'Tư vấn công nghệ, sở hữu trí tuệ, chất lượng'), ('testing', 'Thử nghiệm, phân tích mẫu'), ('calibration', 'Kiểm định, hiệu chuẩn'), ('training', 'Đào tạo, tập huấn'), ('information', 'Thông tin, tra cứu công nghệ'), ('production', 'Cung cấp giống, chế phẩm, sản phẩm'), ('startup', 'Hỗ trợ khởi nghiệp, ươm tạo'), ('other', 'Khác')], max_length=11, verbose_name='loại dịch vụ')),
                ('content', models.CharField(max_length=300, verbose_name='nội dung yêu cầu')),
                ('promised_on', models.DateField(blank=True, null=True, verbose_name='ngày hẹn trả')),
                ('finished_on', models.DateField(blank=True, null=True, verbose_name='ngày hoàn thành')),
                ('result', models.TextField(blank=True, verbose_name='kết quả')),
                ('fee', khcn.kernel.registers.model_fields.MoneyField(blank=True, null=True, verbose_name='phí dịch vụ')),
                ('free', models.BooleanField(default=False, verbose_name='thuộc nhiệm vụ được giao, không thu phí')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('client', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='directory.organisation', verbose_name='tổ chức yêu cầu')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('responsible', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='agencies.agency', verbose_name='cơ quan phụ trách')),
                ('territory', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='territory.unit', verbose_name='địa bàn')),
                ('merged_into', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='centre_services.servicerequest')),
            ],
            options={
                'verbose_name': 'historical yêu cầu dịch vụ',
                'verbose_name_plural': 'historical dịch vụ của trung tâm ứng dụng',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
