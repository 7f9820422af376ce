"""What is stored of the S&T funds of enterprises."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import MOVERS, Life, Move, Standing, State
from khcn.kernel.registers.model_fields import MoneyField, YearField
from khcn.kernel.registers.records import Certificate, Record, once
from khcn.registers.science_funds.choices import BASELINE, HEADS, FundForm


class ScienceFund(Certificate):
    """An S&T fund: `number` and `valid_from` are those of the founding decision; `baseline` follows from the day."""

    LIFE = Life(
        (
            State("founded", _("Đã thành lập, chưa thông báo"), Standing.ACTIVE, owner=_("Cần gửi thông báo"), tone="warn"),
            State("notified", _("Đã thông báo cho Sở"), Standing.ACTIVE),
            State("operating", _("Đang hoạt động"), Standing.ACTIVE),
            State("transferred", _("Đã điều chuyển, sáp nhập"), Standing.ENDED),
            State("dissolved", _("Đã giải thể"), Standing.ENDED),
        ),
        (
            Move("notify", _("Ghi nhận thông báo"), ("founded",), "notified", needs=("notified_on",), roles=MOVERS),
            Move("operate", _("Ghi bắt đầu hoạt động"), ("founded", "notified"), "operating"),
            Move("transfer", _("Điều chuyển, sáp nhập"), ("founded", "notified", "operating"), "transferred", reason=True),
            Move("dissolve", _("Giải thể"), ("founded", "notified", "operating"), "dissolved", reason=True),
        ),
    )  # fmt: skip
    search_fields = ("organisation__name", "organisation__tax_code", "number")
    title_field = "organisation__name"

    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="+", verbose_name=_("doanh nghiệp")
    )
    form = models.CharField(
        _("hình thức quỹ"), max_length=10, choices=FundForm.choices, default=FundForm.ORGANISED
    )
    notified_on = models.DateField(_("ngày thông báo cho Sở KH&CN"), null=True, blank=True)
    notice = models.CharField(_("số văn bản thông báo"), max_length=80, blank=True)
    rules_sent_on = models.DateField(_("ngày gửi quy chế quỹ cho cơ quan thuế"), null=True, blank=True)
    baseline = models.BooleanField(_("có trước 27/03/2023"), default=False, editable=False)

    class Meta(Certificate.Meta):
        verbose_name = _("quỹ phát triển KH&CN của doanh nghiệp")
        verbose_name_plural = _("quỹ phát triển KH&CN của doanh nghiệp")
        constraints = [
            *Certificate.Meta.constraints,
            once("sciencefund_once", "organisation", "number"),
            models.CheckConstraint(
                name="sciencefund_notified",
                condition=Q(notified_on=None) | Q(valid_from=None) | Q(notified_on__gte=models.F("valid_from")),
                violation_error_message=_("Ngày thông báo không được trước ngày thành lập quỹ."),
            ),
        ]  # fmt: skip

    def settle(self) -> None:
        super().settle()
        self.baseline = self.valid_from is not None and self.valid_from < BASELINE


class ScienceFundYear(Record):
    """The movements of a fund in a year; `spent` is the sum of the heads that were told."""

    title_field = "fund__organisation__name"
    search_fields = ("fund__organisation__name",)

    fund = models.ForeignKey(ScienceFund, models.PROTECT, related_name="years", verbose_name=_("quỹ"))
    year = YearField(_("năm"))
    opening = MoneyField(_("số dư đầu năm"))
    set_aside = MoneyField(_("số trích lập trong năm"))
    received = MoneyField(_("số nhận điều chuyển, thu khác"))
    spent_tasks = MoneyField(HEADS["spent_tasks"])
    spent_facilities = MoneyField(HEADS["spent_facilities"])
    spent_rights = MoneyField(HEADS["spent_rights"])
    spent_machines = MoneyField(HEADS["spent_machines"])
    spent_experts = MoneyField(HEADS["spent_experts"])
    spent_training = MoneyField(HEADS["spent_training"])
    spent_initiatives = MoneyField(HEADS["spent_initiatives"])
    spent_cooperation = MoneyField(HEADS["spent_cooperation"])
    spent_products = MoneyField(HEADS["spent_products"])
    spent_other = MoneyField(_("chi quản lý quỹ và chi khác"))
    spent = MoneyField(_("tổng số đã sử dụng"), null=True, editable=False)
    transferred = MoneyField(_("số điều chuyển đi"))
    refunded = MoneyField(_("số hoàn nhập, nộp thuế do không sử dụng"))
    closing = MoneyField(_("số dư cuối năm"))
    oldest_unspent = YearField(_("năm trích lập của khoản chưa dùng cũ nhất"), null=True, blank=True)
    reported_on = models.DateField(_("ngày doanh nghiệp báo cáo"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("biến động quỹ theo năm")
        verbose_name_plural = _("biến động quỹ theo năm")
        indexes = [*Record.Meta.indexes, models.Index(fields=["year", "id"], name="sciencefundyear_yr")]
        constraints = [*Record.Meta.constraints, once("sciencefundyear_once", "fund", "year")]

    def __str__(self) -> str:
        return f"{self.fund} – {self.year}"

    def settle(self) -> None:
        super().settle()
        told = [getattr(self, name) for name in (*HEADS, "spent_other")]
        self.spent = None if all(one is None for one in told) else sum(one or 0 for one in told)
