import django.db.models.deletion
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
            name='PolicyDocument',
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
                ('title', models.CharField(max_length=500, verbose_name='trích yếu')),
                ('kind', models.CharField(choices=[('resolution', 'Nghị quyết của Hội đồng nhân dân'), ('decision_rule', 'Quyết định quy phạm pháp luật'), ('decision', 'Quyết định cá biệt'), ('directive', 'Chỉ thị'), ('plan', 'Kế hoạch'), ('programme', 'Chương trình, đề án'), ('guide', 'Hướng dẫn, quy chế, quy trình'), ('party', 'Văn bản của Đảng'), ('central', 'Văn bản của Trung ương cần triển khai'), ('other', 'Khác')], max_length=14, verbose_name='loại văn bản')),
                ('symbol', models.CharField(blank=True, max_length=80, verbose_name='số, ký hiệu')),
                ('issuer', models.CharField(blank=True, max_length=300, verbose_name='cơ quan ban hành')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='hạn trình ban hành')),
                ('sent_on', models.DateField(blank=True, null=True, verbose_name='ngày gửi thẩm định')),
                ('appraisal', models.CharField(blank=True, max_length=200, verbose_name='văn bản thẩm định')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='ngày ban hành')),
                ('replaces', models.CharField(blank=True, max_length=300, verbose_name='thay thế các văn bản')),
                ('plan_tasks', models.CharField(blank=True, max_length=120, verbose_name='nhiệm vụ của kế hoạch')),
                ('governs', models.CharField(blank=True, max_length=300, verbose_name='sổ chịu sự điều chỉnh')),
                ('summary', models.TextField(blank=True, verbose_name='nội dung chính')),
                ('link', models.URLField(blank=True, verbose_name='đường dẫn toàn văn')),
                ('merged_into', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='policy_documents.policydocument')),
                ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policy_documents.policydocument', verbose_name='bị thay thế bởi')),
                ('responsible', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan phụ trách')),
                ('territory', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit', verbose_name='địa bàn')),
            ],
            options={
                'verbose_name': 'văn bản chính sách',
                'verbose_name_plural': 'văn bản cơ chế, chính sách',
                'ordering': ['order_key', 'pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['order_key', 'id'], name='policydocument_ok'), models.Index(fields=['valid_from', 'id'], name='policydocument_vf'), models.Index(fields=['valid_to', 'id'], name='policydocument_vt'), models.Index(fields=['standing', 'state'], name='policydocument_st'), models.Index(fields=['issued_on', 'id'], name='policydocument_issued')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), models.Q(('valid_from', None), ('ended_on', None), ('ended_on__gte', models.F('valid_from')), _connector='OR')), name='policydocument_dates', violation_error_message='Ngày kết thúc không được trước ngày bắt đầu.'), models.CheckConstraint(condition=models.Q(models.Q(('standing', 'ended'), _negated=True), ('ended_on__isnull', False), _connector='OR'), name='policydocument_ended'), models.CheckConstraint(condition=models.Q(('merged_into', None), ('standing', 'void'), _connector='OR'), name='policydocument_merged'), models.UniqueConstraint(condition=models.Q(models.Q(('standing', 'void'), _negated=True), models.Q(('symbol', ''), _negated=True)), fields=('symbol', 'issued_on'), name='policydocument_symbol', violation_error_message='Giá trị này đã có ở một bản ghi khác.'), models.CheckConstraint(condition=models.Q(('replaced_by', None), models.Q(('replaced_by', models.F('id')), _negated=True), _connector='OR'), name='policydocument_not_itself', violation_error_message='Văn bản không thể tự thay thế chính nó.'), models.CheckConstraint(condition=models.Q(('issued_on', None), ('valid_from', None), ('valid_from__gte', models.F('issued_on')), _connector='OR'), name='policydocument_effect_after', violation_error_message='Ngày có hiệu lực không được trước ngày ban hành.')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalPolicyDocument',
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
                ('title', models.CharField(max_length=500, verbose_name='trích yếu')),
                ('kind', models.CharField(choices=[('resolution', 'Nghị quyết của Hội đồng nhân dân'), ('decision_rule', 'Quyết định quy phạm pháp luật'), ('decision', 'Quyết định cá biệt'), ('directive', 'Chỉ thị'), ('plan', 'Kế hoạch'), ('programme', 'Chương trình, đề án'), ('guide', 'Hướng dẫn, quy chế, quy trình'), ('party', 'Văn bản của Đảng'), ('central', 'Văn bản của Trung ương cần triển khai'), ('other', 'Khác')], max_length=14, verbose_name='loại văn bản')),
                ('symbol', models.CharField(blank=True, max_length=80, verbose_name='số, ký hiệu')),
                ('issuer', models.CharField(blank=True, max_length=300, verbose_name='cơ quan ban hành')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='hạn trình ban hành')),
                ('sent_on', models.DateField(blank=True, null=True, verbose_name='ngày gửi thẩm định')),
                ('appraisal', models.CharField(blank=True, max_length=200, verbose_name='văn bản thẩm định')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='ngày ban hành')),
                ('replaces', models.CharField(blank=True, max_length=300, verbose_name='thay thế các văn bản')),
                ('plan_tasks', models.CharField(blank=True, max_length=120, verbose_name='nhiệm vụ của kế hoạch')),
                ('governs', models.CharField(blank=True, max_length=300, verbose_name='sổ chịu sự điều chỉnh')),
                ('summary', models.TextField(blank=True, verbose_name='nội dung chính')),
                ('link', models.URLField(blank=True, verbose_name='đường dẫn toàn văn')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('responsible', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='agencies.agency', verbose_name='cơ quan phụ trách')),
                ('territory', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='territory.unit', verbose_name='địa bàn')),
                ('merged_into', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='policy_documents.policydocument')),
                ('replaced_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='policy_documents.policydocument', verbose_name='bị thay thế bởi')),
            ],
            options={
                'verbose_name': 'historical văn bản chính sách',
                'verbose_name_plural': 'historical văn bản cơ chế, chính sách',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
