"""What is stored of high-tech agricultural zones."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import Life, Move, Standing, State
from khcn.kernel.registers.model_fields import CountField, FigureField, MoneyField, YearField
from khcn.kernel.registers.records import Certificate, Record, once
from khcn.registers.high_tech_zones.choices import Branch, ZoneKind


class HighTechZone(Certificate):
    """A high-tech agricultural zone or area; `number` and `valid_from` are those of the decision of recognition."""

    LIFE = Life(
        (
            State("proposed", _("Đang đề xuất"), Standing.PENDING, owner=_("Đã nộp đề nghị")),
            State("recognised", _("Đã công nhận"), Standing.ACTIVE),
            State("watched", _("Đang theo dõi, chưa đủ tiêu chí"), Standing.ACTIVE, public=_("Đã công nhận"), tone="warn"),
            State("refused", _("Không công nhận"), Standing.ENDED, public=""),
            State("revoked", _("Đã thu hồi công nhận"), Standing.ENDED),
        ),
        (
            Move("recognise", _("Công nhận"), ("proposed",), "recognised", needs=("number", "valid_from")),
            Move("refuse", _("Không công nhận"), ("proposed",), "refused", reason=True),
            Move("watch", _("Đưa vào theo dõi"), ("recognised",), "watched", reason=True),
            Move("keep", _("Xác nhận đủ tiêu chí"), ("watched",), "recognised", reason=True),
            Move("revoke", _("Thu hồi công nhận"), ("recognised", "watched"), "revoked", reason=True),
        ),
    )  # fmt: skip
    title_field = "name"
    search_fields = ("name", "number", "crop", "technology", "organisation__name", "place")

    name = models.CharField(_("tên khu, vùng"), max_length=300)
    kind = models.CharField(_("loại"), max_length=10, choices=ZoneKind.choices, default=ZoneKind.AREA)
    branch = models.CharField(_("ngành sản xuất"), max_length=9, choices=Branch.choices, default=Branch.CROPS)
    crop = models.CharField(_("cây trồng, vật nuôi, sản phẩm"), max_length=300)
    technology = models.CharField(_("công nghệ ứng dụng"), max_length=500, blank=True)
    directions = models.ManyToManyField(
        "directory.TechnologyDirection", blank=True, related_name="+", verbose_name=_("hướng công nghệ")
    )
    place = models.CharField(_("địa điểm"), max_length=300, blank=True)
    area = FigureField(_("diện tích"), unit="ha", decimal_places=2)
    households = CountField(_("số hộ, cơ sở tham gia"))
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("doanh nghiệp, tổ chức đầu mối"),
    )  # fmt: skip
    contract_share = FigureField(
        _("tỷ lệ sản lượng tiêu thụ qua hợp đồng"), unit="%", max_digits=6, decimal_places=2
    )
    submitted_on = models.DateField(_("ngày đề nghị"), null=True, blank=True)
    boundary = models.TextField(_("ranh giới (GeoJSON)"), blank=True)

    class Meta(Certificate.Meta):
        verbose_name = _("khu, vùng sản xuất ứng dụng công nghệ cao")
        verbose_name_plural = _("khu, vùng sản xuất ứng dụng công nghệ cao")
        constraints = [
            *Certificate.Meta.constraints,
            once("hightechzone_number", "number", filled=("number",)),
            models.CheckConstraint(
                name="hightechzone_share",
                condition=models.Q(contract_share=None) | models.Q(contract_share__range=(0, 100)),
                violation_error_message=_("Tỷ lệ phải từ 0 đến 100 %."),
            ),
        ]


class ZoneYear(Record):
    """Results of a zone for a year; `value_per_ha` and `gain` are worked out."""

    title_field = "zone__name"
    search_fields = ("zone__name",)

    zone = models.ForeignKey(HighTechZone, models.PROTECT, related_name="years", verbose_name=_("khu, vùng"))
    year = YearField(_("năm"))
    area = FigureField(_("diện tích sản xuất"), unit="ha", decimal_places=2)
    output = FigureField(_("sản lượng"), unit="tấn", decimal_places=2)
    value = MoneyField(_("giá trị sản xuất"))
    value_per_ha = MoneyField(_("giá trị sản xuất trên 1 ha"), null=True, editable=False)
    normal_per_ha = MoneyField(_("giá trị trên 1 ha của sản xuất thông thường"))
    gain = FigureField(
        _("cao hơn sản xuất thông thường"),
        unit="%",
        null=True,
        editable=False,
        max_digits=12,
        decimal_places=2,
    )
    contract_share = FigureField(
        _("tỷ lệ sản lượng tiêu thụ qua hợp đồng"), unit="%", max_digits=6, decimal_places=2
    )
    workers = CountField(_("số lao động"))
    criteria_met = models.BooleanField(_("đạt đủ tiêu chí"), null=True, blank=True)
    reported_on = models.DateField(_("ngày báo cáo"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("kết quả năm của khu, vùng công nghệ cao")
        verbose_name_plural = _("kết quả năm của khu, vùng công nghệ cao")
        indexes = [*Record.Meta.indexes, models.Index(fields=["year", "id"], name="zoneyear_yr")]
        constraints = [*Record.Meta.constraints, once("zoneyear_once", "zone", "year")]

    def __str__(self) -> str:
        return f"{self.zone} – {self.year}"

    def settle(self) -> None:
        super().settle()
        per_ha = None if self.value is None or not self.area else round(Decimal(self.value) / self.area)
        self.value_per_ha = per_ha
        self.gain = None
        if per_ha is not None and self.normal_per_ha:
            above = Decimal(per_ha - self.normal_per_ha) * 100 / Decimal(self.normal_per_ha)
            self.gain = above.quantize(Decimal("0.01"))
