"""Money that communes (before 01/07/2025: districts) give to science and technology each year."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.model_fields import MoneyField, YearField
from khcn.kernel.registers.records import Record, once
from khcn.registers.commune_funding.choices import Purpose


class CommuneFunding(Record):
    """One unit, one budget year, one purpose; the unit is the record's territory."""

    search_fields = ("territory__name", "content")
    title_field = "territory__name"

    year = YearField(_("năm ngân sách"))
    purpose = models.CharField(_("mục đích chi"), max_length=10, choices=Purpose.choices)
    planned = MoneyField(_("dự toán được giao"))
    spent = MoneyField(_("đã chi"))
    local_total = MoneyField(_("tổng chi ngân sách của xã, phường"))
    content = models.TextField(_("nội dung chi"), blank=True)
    settled = models.BooleanField(_("số đã quyết toán"), default=False)
    decision = models.CharField(_("văn bản giao dự toán"), max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("kinh phí KH&CN của xã, phường")
        verbose_name_plural = _("kinh phí KH&CN của xã, phường")
        indexes = [*Record.Meta.indexes, models.Index(fields=["year", "id"], name="communefunding_year")]
        constraints = [
            *Record.Meta.constraints,
            once("communefunding_once", "territory", "year", "purpose"),
            models.CheckConstraint(
                name="communefunding_place", condition=models.Q(territory__isnull=False),
                violation_error_message=_("Hãy ghi xã, phường."),
            ),
            models.CheckConstraint(
                name="communefunding_part",
                condition=models.Q(spent=None) | models.Q(local_total=None)
                | models.Q(spent__lte=models.F("local_total")),
                violation_error_message=_("Số đã chi không được lớn hơn tổng chi ngân sách của xã, phường."),
            ),
        ]  # fmt: skip
