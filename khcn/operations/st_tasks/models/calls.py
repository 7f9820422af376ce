"""Calls for dossiers, and the session that opens them."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Call(models.Model):
    """Open from `opens_at` until `closes_at`, server time; the second of closing is still in time, the next is not."""

    procedure = models.ForeignKey(
        "st_tasks.Procedure", models.PROTECT, related_name="+", verbose_name=_("bộ quy tắc")
    )
    code = models.SlugField(_("mã"), max_length=40, unique=True)
    title = models.CharField(_("tên đợt"), max_length=300)
    route = models.CharField(_("phương thức"), max_length=15, blank=True)
    year = models.PositiveSmallIntegerField(_("năm"))
    notice_symbol = models.CharField(_("số thông báo"), max_length=80, blank=True)
    notice = models.TextField(_("nội dung thông báo"), blank=True)
    opens_at = models.DateTimeField(_("nhận hồ sơ từ"), null=True, blank=True)
    closes_at = models.DateTimeField(_("nhận hồ sơ đến hết"), null=True, blank=True)
    published_at = models.DateTimeField(_("công bố lúc"), null=True, blank=True)
    short_reason = models.CharField(_("lý do nhận hồ sơ ngắn hơn quy định"), max_length=500, blank=True)
    repeats = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="repeated_by",
        verbose_name=_("thông báo lại của"),
    )
    opening_at = models.DateTimeField(_("mở hồ sơ lúc"), null=True, blank=True)
    opening_place = models.CharField(_("nơi mở hồ sơ"), max_length=300, blank=True)
    opening_people = models.TextField(_("thành phần dự mở hồ sơ"), blank=True)
    opening_minutes = models.CharField(_("số biên bản mở hồ sơ"), max_length=80, blank=True)
    opening_list = models.JSONField(_("danh sách mở hồ sơ"), default=list, blank=True)
    opening_note = models.TextField(_("ghi nhận khi mở hồ sơ, hồ sơ nộp muộn"), blank=True)
    opened_on = models.DateField(_("ngày mở hồ sơ"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("hủy lúc"), null=True, blank=True)
    cancel_reason = models.CharField(_("lý do hủy"), max_length=500, blank=True)
    blind = models.BooleanField(_("chấm ẩn danh"), default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    artificial = models.BooleanField(_("dữ liệu mẫu"), default=False, editable=False)
    attachments = GenericRelation("documents.Attachment", "object_id", "kind")

    class Meta:
        verbose_name = _("đợt thông báo")
        verbose_name_plural = _("đợt thông báo")
        ordering = ["-year", "-id"]
        constraints = [
            models.CheckConstraint(
                name="call_dates",
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
            ),
            models.CheckConstraint(
                name="call_published_whole",
                condition=Q(published_at=None) | Q(opens_at__isnull=False, closes_at__isnull=False),
            ),
            models.CheckConstraint(
                name="call_opened_with_minutes", condition=Q(opened_on=None) | ~Q(opening_minutes="")
            ),
            models.CheckConstraint(
                name="call_cancelled_reasoned", condition=Q(cancelled_at=None) | ~Q(cancel_reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.title
