"""What is stored of high-tech enterprises."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import Life, Move, Standing, State
from khcn.kernel.registers.model_fields import CountField, FigureField, MoneyField, YearField
from khcn.kernel.registers.records import Certificate, Record, once
from khcn.registers.high_tech_enterprises.choices import HighTechKind


class HighTechEnterprise(Certificate):
    """A certificate of high-tech enterprise, given for a term by the ministry or a body it empowered."""

    LIFE = Life(
        (
            State("applied", _("Hồ sơ đang xử lý"), Standing.PENDING, owner=_("Đã nộp hồ sơ")),
            State("valid", _("Còn hiệu lực"), Standing.ACTIVE, owner=_("Đã được cấp")),
            State("suspended", _("Tạm đình chỉ hiệu lực"), Standing.PAUSED),
            State("refused", _("Từ chối cấp"), Standing.ENDED, public=""),
            State("revoked", _("Đã thu hồi, hủy bỏ hiệu lực"), Standing.ENDED),
        ),
        (
            Move("grant", _("Ghi kết quả cấp"), ("applied",), "valid", needs=("number", "valid_from")),
            Move("refuse", _("Ghi từ chối cấp"), ("applied",), "refused", reason=True),
            Move("suspend", _("Tạm đình chỉ"), ("valid",), "suspended", reason=True),
            Move("resume", _("Khôi phục hiệu lực"), ("suspended",), "valid"),
            Move("renew", _("Gia hạn, cấp lại"), ("valid",), "valid", needs=("valid_to",)),
            Move("revoke", _("Thu hồi"), ("valid", "suspended"), "revoked", reason=True),
        ),
    )
    search_fields = ("number", "organisation__name", "organisation__tax_code", "product", "technology")
    title_field = "organisation__name"

    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="+", verbose_name=_("doanh nghiệp")
    )
    kind = models.CharField(
        _("loại giấy chứng nhận"),
        max_length=12,
        choices=HighTechKind.choices,
        default=HighTechKind.ENTERPRISE,
    )
    technology = models.CharField(_("công nghệ cao ứng dụng"), max_length=300, blank=True)
    product = models.CharField(_("sản phẩm công nghệ cao"), max_length=300, blank=True)
    submitted_on = models.DateField(_("ngày nộp hồ sơ"), null=True, blank=True)
    directions = models.ManyToManyField(
        "directory.TechnologyDirection", blank=True, related_name="+", verbose_name=_("hướng công nghệ")
    )

    class Meta(Certificate.Meta):
        verbose_name = _("giấy chứng nhận doanh nghiệp công nghệ cao")
        verbose_name_plural = _("giấy chứng nhận doanh nghiệp công nghệ cao")
        constraints = [
            *Certificate.Meta.constraints,
            once("hightechenterprise_number", "number", filled=("number",)),
        ]


class HighTechYear(Record):
    """The criteria of a high-tech enterprise for a year, as reported."""

    title_field = "enterprise__organisation__name"
    search_fields = ("enterprise__organisation__name", "enterprise__number")

    enterprise = models.ForeignKey(
        HighTechEnterprise, models.PROTECT, related_name="years", verbose_name=_("doanh nghiệp công nghệ cao")
    )
    year = YearField(_("năm"))
    revenue = MoneyField(_("tổng doanh thu thuần"))
    high_tech_revenue = MoneyField(_("doanh thu từ sản phẩm công nghệ cao"))
    revenue_share = FigureField(
        _("tỷ lệ doanh thu từ sản phẩm công nghệ cao"), unit="%", max_digits=6, decimal_places=2
    )
    rd_spending = MoneyField(_("chi cho nghiên cứu và phát triển"))
    rd_share = FigureField(_("tỷ lệ chi nghiên cứu và phát triển"), unit="%", max_digits=6, decimal_places=2)
    staff = CountField(_("số lao động"))
    research_staff = CountField(_("số lao động trực tiếp nghiên cứu và phát triển"))
    staff_share = FigureField(
        _("tỷ lệ lao động nghiên cứu và phát triển"), unit="%", max_digits=6, decimal_places=2
    )
    criteria_met = models.BooleanField(_("doanh nghiệp tự đánh giá đạt tiêu chí"), null=True, blank=True)
    reported_on = models.DateField(_("ngày báo cáo"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("tiêu chí năm của doanh nghiệp công nghệ cao")
        verbose_name_plural = _("tiêu chí năm của doanh nghiệp công nghệ cao")
        indexes = [*Record.Meta.indexes, models.Index(fields=["year", "id"], name="hightechyear_yr")]
        constraints = [*Record.Meta.constraints, once("hightechyear_once", "enterprise", "year")]

    def __str__(self) -> str:
        return f"{self.enterprise} – {self.year}"
