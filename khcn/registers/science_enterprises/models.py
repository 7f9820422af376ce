"""What is stored of S&T enterprises."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import Life, Move, Standing, State
from khcn.kernel.registers.model_fields import CountField, FigureField, MoneyField, YearField
from khcn.kernel.registers.records import Certificate, Record, once
from khcn.registers.science_enterprises.choices import Regime, ResultProof, ResultRight


class ScienceEnterprise(Certificate):
    """A certificate of S&T enterprise; reissues and changes are moves of the same record."""

    LIFE = Life(
        (
            State("applied", _("Đã nhận hồ sơ"), Standing.PENDING, owner=_("Đã nộp hồ sơ")),
            State("supplement", _("Chờ bổ sung hồ sơ"), Standing.PENDING, owner=_("Cần bổ sung hồ sơ"), tone="warn"),
            State("valid", _("Còn hiệu lực"), Standing.ACTIVE, owner=_("Đã được cấp")),
            State("amended", _("Đã cấp thay đổi, cấp lại"), Standing.ACTIVE, public=_("Còn hiệu lực")),
            State("notified", _("Đã thông báo dự kiến thu hồi"), Standing.ACTIVE, public=_("Còn hiệu lực"), tone="warn"),
            State("refused", _("Từ chối cấp"), Standing.ENDED, public=""),
            State("revoked", _("Đã thu hồi"), Standing.ENDED),
        ),
        (
            Move("ask_more", _("Yêu cầu bổ sung"), ("applied",), "supplement", reason=True),
            Move("resubmit", _("Nhận hồ sơ bổ sung"), ("supplement",), "applied"),
            Move("grant", _("Cấp giấy chứng nhận"), ("applied", "supplement"), "valid", needs=("number", "valid_from")),
            Move("refuse", _("Từ chối cấp"), ("applied", "supplement"), "refused", reason=True),
            Move("amend", _("Cấp thay đổi, cấp lại"), ("valid", "amended"), "amended", needs=("changed_on",)),
            Move("notify", _("Thông báo dự kiến thu hồi"), ("valid", "amended"), "notified", reason=True),
            Move("keep", _("Giữ giấy chứng nhận"), ("notified",), "valid", reason=True),
            Move("revoke", _("Thu hồi"), ("valid", "amended", "notified"), "revoked", reason=True),
        ),
    )  # fmt: skip
    search_fields = ("number", "organisation__name", "organisation__tax_code", "products")
    title_field = "organisation__name"

    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="+", verbose_name=_("doanh nghiệp")
    )
    regime = models.CharField(
        _("quy định áp dụng"), max_length=6, choices=Regime.choices, default=Regime.DECREE_268
    )
    submitted_on = models.DateField(_("ngày nhận hồ sơ"), null=True, blank=True)
    changed_on = models.DateField(_("ngày cấp thay đổi, cấp lại"), null=True, blank=True)
    products = models.TextField(_("sản phẩm hình thành từ kết quả KH&CN"), blank=True)
    directions = models.ManyToManyField(
        "directory.TechnologyDirection", blank=True, related_name="+", verbose_name=_("hướng công nghệ")
    )

    class Meta(Certificate.Meta):
        verbose_name = _("giấy chứng nhận doanh nghiệp KH&CN")
        verbose_name_plural = _("giấy chứng nhận doanh nghiệp KH&CN")
        constraints = [
            *Certificate.Meta.constraints,
            once("scienceenterprise_number", "number", filled=("number",)),
            models.CheckConstraint(
                name="scienceenterprise_numbered",
                condition=~Q(standing=Standing.ACTIVE) | ~Q(number=""),
                violation_error_message=_("Giấy chứng nhận còn hiệu lực phải có số."),
            ),
        ]


class ScienceResult(Record):
    """An S&T result that an enterprise makes products from, and what proves it."""

    title_field = "name"
    search_fields = ("name", "proof_no", "product", "enterprise__organisation__name")

    enterprise = models.ForeignKey(
        ScienceEnterprise, models.PROTECT, related_name="results", verbose_name=_("doanh nghiệp KH&CN")
    )
    name = models.CharField(_("kết quả khoa học và công nghệ"), max_length=300)
    product = models.CharField(_("sản phẩm hình thành từ kết quả"), max_length=300, blank=True)
    proof_kind = models.CharField(_("loại minh chứng"), max_length=10, choices=ResultProof.choices)
    proof_no = models.CharField(_("số văn bản minh chứng"), max_length=120, blank=True)
    proof_issuer = models.CharField(_("cơ quan cấp minh chứng"), max_length=300, blank=True)
    proof_on = models.DateField(_("ngày của văn bản minh chứng"), null=True, blank=True)
    right_kind = models.CharField(
        _("quyền của doanh nghiệp"), max_length=8, choices=ResultRight.choices, default=ResultRight.OWNER
    )
    right = models.ForeignKey(
        "ip.Right", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("bản ghi trong sổ sở hữu trí tuệ"),
    )  # fmt: skip

    class Meta(Record.Meta):
        verbose_name = _("kết quả KH&CN của doanh nghiệp")
        verbose_name_plural = _("kết quả KH&CN của doanh nghiệp")
        constraints = [
            *Record.Meta.constraints,
            once("scienceresult_once", "enterprise", "name", "proof_no"),
        ]


class ScienceEnterpriseYear(Record):
    """Figures of an S&T enterprise for a year; `ratio` is worked out, in per cent."""

    title_field = "enterprise__organisation__name"
    search_fields = ("enterprise__organisation__name", "enterprise__number")

    enterprise = models.ForeignKey(
        ScienceEnterprise, models.PROTECT, related_name="years", verbose_name=_("doanh nghiệp KH&CN")
    )
    year = YearField(_("năm"))
    revenue = MoneyField(_("tổng doanh thu"))
    result_revenue = MoneyField(_("doanh thu từ sản phẩm hình thành từ kết quả KH&CN"))
    ratio = FigureField(
        _("tỷ lệ doanh thu từ kết quả KH&CN"),
        unit="%",
        null=True,
        editable=False,
        max_digits=7,
        decimal_places=2,
    )
    profit = MoneyField(_("lợi nhuận trước thuế"), negative=True)
    tax_relief = MoneyField(_("thuế thu nhập doanh nghiệp được miễn, giảm"))
    rd_spending = MoneyField(_("chi cho nghiên cứu và phát triển"))
    staff = CountField(_("số lao động"))
    research_staff = CountField(_("số người làm nghiên cứu và phát triển"))
    reported_on = models.DateField(_("ngày doanh nghiệp báo cáo"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("số liệu năm của doanh nghiệp KH&CN")
        verbose_name_plural = _("số liệu năm của doanh nghiệp KH&CN")
        indexes = [*Record.Meta.indexes, models.Index(fields=["year", "id"], name="scienceenterpriseyear_yr")]
        constraints = [
            *Record.Meta.constraints,
            once("scienceenterpriseyear_once", "enterprise", "year"),
            models.CheckConstraint(
                name="scienceenterpriseyear_part",
                condition=Q(result_revenue=None) | Q(revenue=None) | Q(result_revenue__lte=models.F("revenue")),
                violation_error_message=_("Doanh thu từ kết quả KH&CN không được lớn hơn tổng doanh thu."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.enterprise} – {self.year}"

    def settle(self) -> None:
        super().settle()
        self.ratio = per_cent(self.result_revenue, self.revenue)


def per_cent(part: Any, whole: Any) -> Decimal | None:
    """`part` of `whole` in per cent to two places; None where either is missing or the whole is nothing."""
    if part is None or not whole:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"))
