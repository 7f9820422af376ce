"""Administrative units with dated versions, so that every figure can say which territory it covers."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.base import Dated, Sourced, dates_in_order


class Level(models.TextChoices):
    COUNTRY = "country", _("Cả nước")
    PROVINCE = "province", _("Cấp tỉnh")
    DISTRICT = "district", _("Cấp huyện (trước 01/7/2025)")
    COMMUNE = "commune", _("Cấp xã")


class Unit(Sourced, Dated):
    """One version of a unit: another name, boundary or parent makes another unit, joined by an edge."""

    code = models.SlugField(_("mã"), max_length=80, unique=True)
    official_code = models.CharField(_("mã đơn vị hành chính"), max_length=10, blank=True)
    level = models.CharField(_("cấp"), max_length=10, choices=Level.choices)
    kind = models.CharField(_("loại"), max_length=40, blank=True)
    name = models.CharField(_("tên"), max_length=200)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        verbose_name = _("đơn vị hành chính")
        verbose_name_plural = _("đơn vị hành chính")
        ordering = ["level", "official_code", "name"]
        constraints = [dates_in_order("unit_dates")]
        indexes = [models.Index(fields=["official_code"], name="unit_official_code")]

    def __str__(self) -> str:
        return self.name


class UnitChange(Sourced):
    """From `effective_on` the territory of one unit belongs to another, wholly or in part."""

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successors")
    successor = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="predecessors")
    kind = models.CharField(
        _("hình thức"),
        max_length=10,
        choices=[
            ("merge", _("Hợp nhất")),
            ("split", _("Chia, tách")),
            ("rename", _("Đổi tên")),
            ("dissolve", _("Kết thúc")),
        ],
    )
    effective_on = models.DateField(_("có hiệu lực từ ngày"))

    class Meta:
        verbose_name = _("thay đổi địa giới")
        verbose_name_plural = _("thay đổi địa giới")
        ordering = ["effective_on", "id"]
        constraints = [
            models.CheckConstraint(name="unit_change_not_itself", condition=~Q(predecessor=F("successor"))),
            models.UniqueConstraint(
                name="unit_change_once", fields=["predecessor", "successor", "effective_on"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
