"""Agencies (cơ quan, đơn vị): who they are, what they were called, who took over from whom."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from khcn.kernel.agencies.choices import SuccessionKind
from khcn.kernel.base import Dated, Searchable, Sourced, dates_in_order


class Agency(Sourced, Dated, Searchable):
    """A state body with duties, or another body that a plan names; the id outlives its names."""

    search_fields = ("name", "short_name", "aliases_text", "code")

    code = models.SlugField(_("mã"), max_length=80, unique=True)
    kind = models.CharField(_("loại"), max_length=40)
    name = models.CharField(_("tên hiện dùng"), max_length=300)
    short_name = models.CharField(_("tên gọn"), max_length=120, blank=True)
    aliases = models.JSONField(_("cách viết khác"), default=list, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("cơ quan cấp trên"),
    )
    territory = models.ForeignKey(
        "territory.Unit", models.PROTECT, null=True, blank=True, verbose_name=_("địa bàn")
    )
    state_body = models.BooleanField(_("là cơ quan nhà nước"), default=True)
    identifier = models.CharField(_("mã định danh"), max_length=35, null=True, blank=True, unique=True)
    tax_code = models.CharField(_("mã số thuế"), max_length=14, null=True, blank=True, unique=True)
    order = models.PositiveIntegerField(_("thứ tự"), default=1000)
    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        verbose_name = _("cơ quan")
        verbose_name_plural = _("cơ quan")
        ordering = ["order", "name"]
        constraints = [dates_in_order("agency_dates")]

    def __str__(self) -> str:
        return self.name

    @property
    def aliases_text(self) -> str:
        return " ".join(self.aliases)


class AgencyName(Dated):
    """What the agency was called between two dates; documents keep the name of their date."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="names")
    name = models.CharField(_("tên"), max_length=300)
    short_name = models.CharField(_("tên gọn"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("tên của cơ quan")
        verbose_name_plural = _("tên của cơ quan")
        ordering = ["agency", "valid_from"]
        constraints = [dates_in_order("agency_name_dates")]

    def __str__(self) -> str:
        return self.name


class Succession(Sourced):
    """An edge between agencies: from `effective_on` the successor carries on, wholly or one function."""

    predecessor = models.ForeignKey(Agency, models.PROTECT, related_name="successors")
    successor = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="predecessors")
    kind = models.CharField(_("hình thức"), max_length=10, choices=SuccessionKind.choices)
    effective_on = models.DateField(_("có hiệu lực từ ngày"))
    function = models.CharField(_("chức năng chuyển giao"), max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("kế thừa giữa các cơ quan")
        verbose_name_plural = _("kế thừa giữa các cơ quan")
        ordering = ["effective_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="succession_not_itself",
                condition=~Q(predecessor=F("successor")) | Q(kind="rename"),
            ),
            models.CheckConstraint(
                name="succession_has_successor",
                condition=Q(successor__isnull=False) | Q(kind__in=["dissolve", "split"]),
            ),
            models.UniqueConstraint(
                name="succession_once", fields=["predecessor", "successor", "effective_on", "function"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor or '—'}"


class AgencyClass(Sourced):
    """An open class of agencies as documents write it, such as "các sở, ngành liên quan"."""

    code = models.SlugField(_("mã"), max_length=80, unique=True)
    name = models.CharField(_("tên nhóm"), max_length=300)
    patterns = models.JSONField(_("cách viết nhận ra"), default=list, blank=True)
    kinds = models.JSONField(_("loại cơ quan thuộc nhóm"), default=list, blank=True)

    class Meta:
        verbose_name = _("nhóm cơ quan")
        verbose_name_plural = _("nhóm cơ quan")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
