"""One sum for one purpose out of one source in one budget year."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.model_fields import MoneyField, YearField
from khcn.kernel.registers.records import Record, once
from khcn.registers.funding.choices import GROUPS, BudgetLevel, Origin, OriginGroup
from khcn.registers.funding.model_fields import PurposeField

KEY = ("year", "origin", "level", "content", "purpose")
NOT_BELOW_ZERO = Q()
for _name in ("planned", "allocated", "disbursed", "settled"):
    NOT_BELOW_ZERO &= Q(**{_name: None}) | Q(**{f"{_name}__gte": 0})


class FundingLine(Record):
    """Figures that are not known are empty, never zero. A `control` line is a total to compare with, never added."""

    search_fields = ("content", "purpose", "programme", "decision")
    title_field = "content"

    year = YearField(_("năm ngân sách"))
    origin = models.CharField(_("nguồn kinh phí"), max_length=12, choices=Origin.choices)
    origin_group = models.CharField(
        _("nhóm nguồn"), max_length=12, choices=OriginGroup.choices, editable=False, default="", blank=True
    )
    level = models.CharField(_("cấp ngân sách"), max_length=8, choices=BudgetLevel.choices)
    content = models.CharField(_("nội dung"), max_length=300)
    purpose = PurposeField(_("nhiệm vụ của kế hoạch"), max_length=120, blank=True)
    programme = models.CharField(_("chương trình, đề án"), max_length=300, blank=True)
    control = models.BooleanField(_("số tổng để đối chiếu"), default=False)
    planned = MoneyField(_("dự toán, kế hoạch"))
    allocated = MoneyField(_("đã giao, phân bổ"))
    disbursed = MoneyField(_("đã giải ngân, thực hiện"))
    counted_to = models.DateField(_("số giải ngân tính đến ngày"), null=True, blank=True)
    settled = MoneyField(_("đã quyết toán"))
    explanation = models.CharField(_("giải trình"), max_length=300, blank=True)
    decision = models.CharField(_("số văn bản giao, quyết toán"), max_length=200, blank=True)
    decided_on = models.DateField(_("ngày văn bản"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("dòng kinh phí")
        verbose_name_plural = _("dòng kinh phí")
        indexes = [
            *Record.Meta.indexes,
            models.Index(fields=["year", "id"], name="fundingline_year"),
            models.Index(fields=["purpose", "year"], name="fundingline_purpose"),
        ]
        constraints = [
            *Record.Meta.constraints,
            once("fundingline_once", *KEY, "responsible"),
            models.UniqueConstraint(
                fields=KEY,
                name="fundingline_once_nobody",
                condition=Q(responsible=None) & ~Q(standing=Standing.VOID),
                violation_error_message=_("Giá trị này đã có ở một bản ghi khác."),
            ),
            models.CheckConstraint(
                name="fundingline_not_negative", condition=NOT_BELOW_ZERO,
                violation_error_message=_("Số tiền không được âm."),
            ),
            models.CheckConstraint(
                name="fundingline_control", condition=Q(control=False) | Q(purpose=""),
                violation_error_message=_("Số tổng để đối chiếu không gắn với một nhiệm vụ."),
            ),
        ]  # fmt: skip

    def settle(self) -> None:
        """The group of sources follows from the source."""
        super().settle()
        self.origin_group = GROUPS.get(self.origin, "")

    def save(self, *args: Any, **kwargs: Any) -> None:
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "origin_group"}
        super().save(*args, **kwargs)
