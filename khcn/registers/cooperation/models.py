"""Cooperation with partners abroad, and the delegations that came and went."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import MOVERS, Life, Move, Standing, State
from khcn.kernel.registers.model_fields import CountField, MoneyField
from khcn.kernel.registers.records import Record, once
from khcn.registers.cooperation.choices import CooperationKind, Country, Direction


class ForeignCooperation(Record):
    """An agreement, joint task or project with a partner abroad."""

    LIFE = Life(
        (
            State("negotiating", _("Đang đàm phán"), Standing.PENDING),
            State("dropped", _("Không ký"), Standing.PENDING, tone="quiet"),
            State("signed", _("Đã ký"), Standing.ACTIVE),
            State("running", _("Đang thực hiện"), Standing.ACTIVE),
            State("finished", _("Đã kết thúc"), Standing.ENDED),
        ),
        (
            Move("sign", _("Ghi ký kết"), ("negotiating",), "signed", needs=("valid_from",), roles=MOVERS),
            Move("drop", _("Ghi không ký"), ("negotiating",), "dropped", reason=True, roles=MOVERS),
            Move("resume", _("Đàm phán lại"), ("dropped",), "negotiating", roles=MOVERS),
            Move("run", _("Bắt đầu thực hiện"), ("signed",), "running", roles=MOVERS),
            Move("finish", _("Ghi kết thúc"), ("running", "signed"), "finished", roles=MOVERS),
        ),
    )  # fmt: skip
    search_fields = ("name", "number", "partner", "organisation__name", "task")

    name = models.CharField(_("tên thỏa thuận, nhiệm vụ"), max_length=300)
    number = models.CharField(_("số thỏa thuận"), max_length=80, blank=True)
    kind = models.CharField(_("loại hợp tác"), max_length=10, choices=CooperationKind.choices)
    partner = models.CharField(_("đối tác"), max_length=300)
    country = models.CharField(_("nước"), max_length=2, choices=Country.choices)
    other_country = models.CharField(_("nước khác, tổ chức quốc tế"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị trong tỉnh"),
    )  # fmt: skip
    task = models.TextField(_("nội dung, nhiệm vụ"), blank=True)
    directions = models.ManyToManyField(
        "directory.TechnologyDirection", blank=True, related_name="+", verbose_name=_("hướng công nghệ")
    )
    money_budget = MoneyField(_("kinh phí từ ngân sách"))
    money_foreign = MoneyField(_("kinh phí từ đối tác nước ngoài"))
    money_other = MoneyField(_("kinh phí khác"))
    result = models.TextField(_("kết quả"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("hợp tác quốc tế")
        verbose_name_plural = _("hợp tác quốc tế")
        constraints = [
            *Record.Meta.constraints,
            once("foreign_cooperation_number", "number", "partner", filled=("number",)),
            models.CheckConstraint(
                name="foreign_cooperation_signed",
                condition=~Q(state__in=["signed", "running"]) | Q(valid_from__isnull=False),
                violation_error_message=_("Thỏa thuận đã ký phải có ngày ký."),
            ),
        ]


class Delegation(Record):
    """A delegation that came to the province or went abroad; members are counted, not named."""

    LIFE = Life(
        (
            State("planned", _("Dự kiến"), Standing.PENDING),
            State("done", _("Đã thực hiện"), Standing.ACTIVE),
            State("cancelled", _("Không thực hiện"), Standing.PENDING, tone="quiet"),
        ),
        (
            Move("carry_out", _("Ghi đã thực hiện"), ("planned",), "done", needs=("valid_from", "members"), roles=MOVERS),
            Move("cancel", _("Ghi không thực hiện"), ("planned",), "cancelled", reason=True, roles=MOVERS),
            Move("replan", _("Lên kế hoạch lại"), ("cancelled",), "planned", roles=MOVERS),
        ),
    )  # fmt: skip
    search_fields = ("purpose", "partner", "organisation__name", "document")
    title_field = "purpose"

    direction = models.CharField(_("chiều"), max_length=3, choices=Direction.choices)
    purpose = models.CharField(_("mục đích"), max_length=300)
    country = models.CharField(_("nước"), max_length=2, choices=Country.choices)
    other_country = models.CharField(_("nước khác, nhiều nước"), max_length=200, blank=True)
    partner = models.CharField(_("đối tác"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị cử đi hoặc đón đoàn"),
    )  # fmt: skip
    cooperation = models.ForeignKey(
        ForeignCooperation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("thuộc hợp tác"),
    )
    members = CountField(_("số người"))
    document = models.CharField(_("văn bản cho phép"), max_length=200, blank=True)
    cost = MoneyField(_("kinh phí"))
    result = models.TextField(_("kết quả"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("đoàn công tác quốc tế")
        verbose_name_plural = _("đoàn công tác quốc tế")
