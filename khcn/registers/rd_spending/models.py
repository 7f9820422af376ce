"""Yearly R&D and innovation spending of enterprises, and how much of the frame each round reached."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import Life, Move, Standing, State
from khcn.kernel.registers.model_fields import CountField, FigureField, MoneyField, YearField
from khcn.kernel.registers.records import Record, once
from khcn.registers.rd_spending.choices import Response


class RdRound(Record):
    """One yearly collection: frame, method, response."""

    LIFE = Life(
        (
            State("planned", _("Đang chuẩn bị"), Standing.PENDING),
            State("collecting", _("Đang thu thập"), Standing.ACTIVE),
            State("closed", _("Đã chốt số liệu"), Standing.ENDED),
        ),
        (
            Move("open", _("Mở đợt thu thập"), ("planned",), "collecting"),
            Move("close", _("Chốt số liệu"), ("collecting",), "closed", needs=("population", "responded")),
            Move("reopen", _("Mở lại để sửa"), ("closed",), "collecting", reason=True),
        ),
    )
    search_fields = ("name", "frame")

    name = models.CharField(_("tên đợt thu thập"), max_length=300)
    year = YearField(_("năm số liệu"))
    method = models.TextField(_("phương pháp"), blank=True)
    frame = models.CharField(_("danh sách gốc"), max_length=300, blank=True)
    population = CountField(_("số doanh nghiệp trong danh sách gốc"))
    responded = CountField(_("số doanh nghiệp đã trả lời"))
    published_in = models.CharField(_("công bố tại"), max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("đợt thu thập chi R&D")
        verbose_name_plural = _("đợt thu thập chi R&D")
        indexes = [*Record.Meta.indexes, models.Index(fields=["year", "id"], name="rdround_year")]
        constraints = [
            *Record.Meta.constraints,
            once("rdround_once", "name", "year"),
            models.CheckConstraint(
                name="rdround_responded",
                condition=models.Q(population=None) | models.Q(responded=None)
                | models.Q(responded__lte=models.F("population")),
                violation_error_message=_("Số đã trả lời không được lớn hơn số trong danh sách gốc."),
            ),
        ]  # fmt: skip

    @property
    def coverage(self) -> Decimal | None:
        """Responses among the frame in per cent, one digit; None when either is unknown."""
        if not self.population or self.responded is None:
            return None
        return (Decimal(self.responded * 100) / self.population).quantize(Decimal("0.1"))


class RdSpending(Record):
    """What one enterprise of the frame spent in a year; silent ones stand here too, so that coverage is known."""

    search_fields = ("organisation__name", "organisation__tax_code")
    title_field = "organisation__name"

    round = models.ForeignKey(RdRound, models.PROTECT, related_name="answers", verbose_name=_("đợt thu thập"))
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="+", verbose_name=_("doanh nghiệp")
    )
    year = YearField(_("năm"))
    response = models.CharField(_("kết quả thu thập"), max_length=9, choices=Response.choices)
    total = MoneyField(_("chi R&D"))
    own_money = MoneyField(_("nguồn của doanh nghiệp"))
    state_money = MoneyField(_("nguồn ngân sách nhà nước"))
    foreign_money = MoneyField(_("nguồn nước ngoài"))
    other_money = MoneyField(_("nguồn khác"))
    basic = MoneyField(_("chi nghiên cứu cơ bản"))
    applied = MoneyField(_("chi nghiên cứu ứng dụng"))
    experimental = MoneyField(_("chi triển khai thực nghiệm"))
    innovation = MoneyField(_("chi đổi mới sáng tạo ngoài R&D"))
    from_fund = MoneyField(_("trong đó từ quỹ phát triển KH&CN"))
    staff = FigureField(
        _("nhân lực R&D (quy đổi toàn thời gian)"), unit="người", max_digits=9, decimal_places=1
    )
    proof = models.CharField(_("căn cứ số liệu"), max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("chi R&D của doanh nghiệp")
        verbose_name_plural = _("chi R&D của doanh nghiệp")
        indexes = [*Record.Meta.indexes, models.Index(fields=["year", "id"], name="rdspending_year")]
        constraints = [
            *Record.Meta.constraints,
            once("rdspending_once", "round", "organisation"),
            models.CheckConstraint(
                name="rdspending_silent",
                condition=models.Q(response__in=["answered", "estimated"])
                | models.Q(total=None, innovation=None, own_money=None, state_money=None),
                violation_error_message=_("Doanh nghiệp không trả lời thì không có số tiền; muốn ước tính hãy chọn “Ước tính thay”."),
            ),
        ]  # fmt: skip
