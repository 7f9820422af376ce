"""Notices that members of the World Trade Organization give of technical regulations to come."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import Life, Move, Standing, State
from khcn.kernel.registers.model_fields import CountField
from khcn.kernel.registers.records import Record, once


class TbtNotice(Record):
    """One notice, from the day it appears to the end of the time for comments."""

    LIFE = Life(
        (
            State("new", _("Mới, chưa lọc"), Standing.PENDING),
            State("relevant", _("Có liên quan đến tỉnh"), Standing.ACTIVE),
            State("sent", _("Đã gửi doanh nghiệp"), Standing.ACTIVE),
            State("commented", _("Đã có góp ý"), Standing.ACTIVE),
            State("closed", _("Hết hạn góp ý, đã lưu"), Standing.ENDED, public=_("Hết hạn góp ý")),
            State("irrelevant", _("Không liên quan"), Standing.ENDED, public=""),
        ),
        (
            Move("keep", _("Ghi có liên quan"), ("new",), "relevant"),
            Move("drop", _("Ghi không liên quan"), ("new", "relevant"), "irrelevant"),
            Move("send", _("Ghi đã gửi"), ("relevant",), "sent", needs=("sent_to", "sent_on")),
            Move("comment", _("Ghi góp ý"), ("sent",), "commented", needs=("reply",)),
            Move("close", _("Kết thúc"), ("relevant", "sent", "commented"), "closed"),
        ),
    )
    search_fields = ("symbol", "title", "summary", "products", "hs", "ics")
    title_field = "symbol"

    symbol = models.CharField(_("ký hiệu thông báo"), max_length=60)
    member = models.CharField(_("thành viên thông báo"), max_length=4)
    title = models.CharField(_("tên văn bản"), max_length=400)
    notified_on = models.DateField(_("ngày thông báo"))
    comments_due = models.DateField(_("hạn góp ý"), null=True, blank=True)
    adoption_on = models.DateField(_("dự kiến thông qua"), null=True, blank=True)
    in_force_on = models.DateField(_("dự kiến có hiệu lực"), null=True, blank=True)
    hs = models.CharField(_("mã HS"), max_length=200, blank=True)
    ics = models.CharField(_("mã ICS"), max_length=200, blank=True)
    products = models.TextField(_("sản phẩm bị điều chỉnh"), blank=True)
    summary = models.TextField(_("tóm tắt tiếng Việt"), blank=True)
    link = models.URLField(_("liên kết văn bản gốc"), blank=True)
    local_products = models.TextField(_("sản phẩm của tỉnh bị ảnh hưởng"), blank=True)
    firms = models.ManyToManyField(
        "directory.Organisation",
        blank=True,
        related_name="+",
        verbose_name=_("doanh nghiệp của tỉnh bị ảnh hưởng"),
    )
    sent_to = models.TextField(_("đã gửi tới"), blank=True)
    sent_on = models.DateField(_("ngày gửi"), null=True, blank=True)
    firms_told = CountField(_("số doanh nghiệp được thông tin"))
    reply = models.TextField(_("góp ý, phản hồi"), blank=True)
    replied_on = models.DateField(_("ngày góp ý"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("thông báo TBT")
        verbose_name_plural = _("thông báo TBT")
        indexes = [
            *Record.Meta.indexes,
            models.Index(fields=["notified_on", "id"], name="tbtnotice_notified"),
            models.Index(fields=["comments_due", "id"], name="tbtnotice_due"),
        ]
        constraints = [
            *Record.Meta.constraints,
            once("tbt_notice_symbol", "symbol"),
            models.CheckConstraint(
                name="tbt_notice_dates",
                condition=Q(comments_due=None) | Q(comments_due__gte=F("notified_on")),
                violation_error_message=_("Hạn góp ý không được trước ngày thông báo."),
            ),
        ]
