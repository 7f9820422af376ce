"""Targets: what the plan promises in figures, with operator, range, horizon and baseline."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from khcn.kernel.base import Searchable
from khcn.plan.choices import Horizon, Operator, TargetKind
from khcn.plan.models.plans import Anchored, Plan


class Target(Anchored, Searchable):
    """One promise; a missing figure is missing, never zero. `readings` lists possible meanings."""

    search_fields = ("code", "short_title", "official_text", "clause")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="targets")
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="parts", verbose_name=_("trong chỉ tiêu")
    )
    code = models.CharField(_("mã"), max_length=20)
    order = models.PositiveIntegerField(_("thứ tự"), default=0)
    short_title = models.CharField(_("tên gọn"), max_length=300)
    kind = models.CharField(_("loại chỉ tiêu"), max_length=12, choices=TargetKind.choices)
    operator = models.CharField(_("so sánh"), max_length=8, choices=Operator.choices, blank=True)
    low = models.DecimalField(_("mức (thấp)"), max_digits=20, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(_("mức cao"), max_digits=20, decimal_places=6, null=True, blank=True)
    unit = models.CharField(_("đơn vị"), max_length=80, blank=True)
    horizon = models.CharField(_("thời hạn"), max_length=10, choices=Horizon.choices)
    year = models.PositiveSmallIntegerField(_("năm"), null=True, blank=True)
    upward = models.BooleanField(_("càng cao càng tốt"), default=True)
    governing = models.BooleanField(_("là mức áp dụng"), default=True)
    readings = models.JSONField(_("các cách hiểu"), default=list, blank=True)
    owner = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cơ quan theo dõi"),
    )
    note = models.TextField(_("ghi chú"), blank=True)
    baseline_value = models.DecimalField(
        _("giá trị gốc"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    baseline_unit = models.CharField(_("đơn vị của giá trị gốc"), max_length=80, blank=True)
    baseline_period = models.CharField(_("kỳ gốc"), max_length=20, blank=True)
    baseline_text = models.TextField(_("nguyên văn giá trị gốc"), blank=True)
    baseline_start = models.PositiveIntegerField(null=True, blank=True)
    baseline_end = models.PositiveIntegerField(null=True, blank=True)
    withdrawn = models.BooleanField(_("không còn trong bản mới"), default=False)
    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        verbose_name = _("chỉ tiêu")
        verbose_name_plural = _("chỉ tiêu")
        ordering = ["plan", "order", "id"]
        constraints = [
            models.UniqueConstraint(name="target_code", fields=["plan", "code"]),
            models.CheckConstraint(
                name="target_range", condition=Q(low=None) | Q(high=None) | Q(high__gte=F("low"))
            ),
            models.CheckConstraint(
                name="target_between_has_both",
                condition=~Q(operator="between") | (Q(low__isnull=False) & Q(high__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.short_title}"
