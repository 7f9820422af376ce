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
            name='MediaItem',
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
                ('title', models.CharField(max_length=300, verbose_name='tên tin, bài')),
                ('outlet', models.CharField(blank=True, max_length=200, verbose_name='nơi đăng, phát')),
                ('channel', models.CharField(choices=[('paper', 'Báo in'), ('online', 'Báo điện tử'), ('radio', 'Phát thanh'), ('tv', 'Truyền hình'), ('portal', 'Cổng, trang thông tin điện tử'), ('social', 'Mạng xã hội'), ('bulletin', 'Bản tin, ấn phẩm'), ('meeting', 'Hội nghị, tập huấn, nói chuyện'), ('other', 'Khác')], max_length=10, verbose_name='kênh')),
                ('kind', models.CharField(choices=[('news', 'Tin'), ('article', 'Bài'), ('report', 'Phóng sự'), ('column', 'Chuyên mục, chuyên trang'), ('talk', 'Tọa đàm, phỏng vấn'), ('video', 'Phim, video, đồ họa'), ('other', 'Khác')], default='news', max_length=10, verbose_name='thể loại')),
                ('published_on', models.DateField(verbose_name='ngày đăng, phát')),
                ('topic', models.CharField(choices=[('result', 'Kết quả nghiên cứu'), ('policy', 'Cơ chế, chính sách'), ('enterprise', 'Doanh nghiệp, đổi mới công nghệ'), ('startup', 'Khởi nghiệp sáng tạo'), ('ip', 'Sở hữu trí tuệ'), ('standards', 'Tiêu chuẩn, đo lường, chất lượng'), ('digital', 'Chuyển đổi số'), ('initiative', 'Sáng kiến, cuộc thi, giải thưởng'), ('safety', 'An toàn bức xạ'), ('other', 'Chủ đề khác')], default='other', max_length=10, verbose_name='chủ đề')),
                ('task', models.CharField(blank=True, max_length=300, verbose_name='nhiệm vụ KH&CN được giới thiệu')),
                ('plan_task', models.CharField(blank=True, max_length=40, verbose_name='nhiệm vụ của kế hoạch')),
                ('link', models.URLField(blank=True, verbose_name='đường dẫn')),
                ('reach', khcn.kernel.registers.model_fields.CountField(blank=True, null=True, verbose_name='lượt tiếp cận')),
                ('reach_source', models.CharField(blank=True, max_length=200, verbose_name='nguồn số lượt tiếp cận')),
                ('directions', models.ManyToManyField(blank=True, related_name='+', to='directory.technologydirection', verbose_name='hướng công nghệ')),
                ('merged_into', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='media.mediaitem')),
                ('responsible', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan phụ trách')),
                ('territory', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit', verbose_name='địa bàn')),
            ],
            options={
                'verbose_name': 'tin, bài',
                'verbose_name_plural': 'tin, bài truyền thông',
                'ordering': ['order_key', 'pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['order_key', 'id'], name='mediaitem_ok'), models.Index(fields=['valid_from', 'id'], name='mediaitem_vf'), models.Index(fields=['valid_to', 'id'], name='mediaitem_vt'), models.Index(fields=['standing', 'state'], name='mediaitem_st'), models.Index(fields=['published_on', 'id'], name='mediaitem_published')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), models.Q(('valid_from', None), ('ended_on', None), ('ended_on__gte', models.F('valid_from')), _connector='OR')), name='mediaitem_dates', violation_error_message='Ngày kết thúc không được trước ngày bắt đầu.'), models.CheckConstraint(condition=models.Q(models.Q(('standing', 'ended'), _negated=True), ('ended_on__isnull', False), _connector='OR'), name='mediaitem_ended'), models.CheckConstraint(condition=models.Q(('merged_into', None), ('standing', 'void'), _connector='OR'), name='mediaitem_merged'), models.UniqueConstraint(condition=models.Q(('standing', 'void'), _negated=True), fields=('title', 'outlet', 'published_on'), name='mediaitem_once', violation_error_message='Giá trị này đã có ở một bản ghi khác.')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalMediaItem',
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
                ('title', models.CharField(max_length=300, verbose_name='tên tin, bài')),
                ('outlet', models.CharField(blank=True, max_length=200, verbose_name='nơi đăng, phát')),
                ('channel', models.CharField(choices=[('paper', 'Báo in'), ('online', 'Báo điện tử'), ('radio', 'Phát thanh'), ('tv', 'Truyền hình'), ('portal', 'Cổng, trang thông tin điện tử'), ('social', 'Mạng xã hội'), ('bulletin', 'Bản tin, ấn phẩm'), ('meeting', 'Hội nghị, tập huấn, nói chuyện'), ('other', 'Khác')], max_length=10, verbose_name='kênh')),
                ('kind', models.CharField(choices=[('news', 'Tin'), ('article', 'Bài'), ('report', 'Phóng sự'), ('column', 'Chuyên mục, chuyên trang'), ('talk', 'Tọa đàm, phỏng vấn'), ('video', 'Phim, video, đồ họa'), ('other', 'Khác')], default='news', max_length=10, verbose_name='thể loại')),
                ('published_on', models.DateField(verbose_name='ngày đăng, phát')),
                ('topic', models.CharField(choices=[('result', 'Kết quả nghiên cứu'), ('policy', 'Cơ chế, chính sách'), ('enterprise', 'Doanh nghiệp, đổi mới công nghệ'), ('startup', 'Khởi nghiệp sáng tạo'), ('ip', 'Sở hữu trí tuệ'), ('standards', 'Tiêu chuẩn, đo lường, chất lượng'), ('digital', 'Chuyển đổi số'), ('initiative', 'Sáng kiến, cuộc thi, giải thưởng'), ('safety', 'An toàn bức xạ'), ('other', 'Chủ đề khác')], default='other', max_length=10, verbose_name='chủ đề')),
                ('task', models.CharField(blank=True, max_length=300, verbose_name='nhiệm vụ KH&CN được giới thiệu')),
                ('plan_task', models.CharField(blank=True, max_length=40, verbose_name='nhiệm vụ của kế hoạch')),
                ('link', models.URLField(blank=True, verbose_name='đường dẫn')),
                ('reach', khcn.kernel.registers.model_fields.CountField(blank=True, null=True, verbose_name='lượt tiếp cận')),
                ('reach_source', models.CharField(blank=True, max_length=200, verbose_name='nguồn số lượt tiếp cận')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('responsible', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='agencies.agency', verbose_name='cơ quan phụ trách')),
                ('territory', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='territory.unit', verbose_name='địa bàn')),
                ('merged_into', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='media.mediaitem')),
            ],
            options={
                'verbose_name': 'historical tin, bài',
                'verbose_name_plural': 'historical tin, bài truyền thông',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
