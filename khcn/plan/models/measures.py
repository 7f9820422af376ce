"""How targets are measured: the indicators that stand for a target, its baseline, its milestones by year."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from khcn.plan.models.targets import Target


class TargetMeasure(models.Model):
    """An indicator that measures a target under one reading of it. While none governs, all outcomes are shown.

    `baseline` is a value of this or of another indicator; `comparable` is False where it counts something else.
    """

    target = models.ForeignKey(Target, models.CASCADE, related_name="measures")
    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, related_name="measures", verbose_name=_("chỉ số")
    )
    reading = models.CharField(_("cách hiểu"), max_length=60, blank=True)
    label = models.CharField(_("diễn giải cách hiểu"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    governing = models.BooleanField(_("là cách tính áp dụng"), default=False)
    baseline = models.ForeignKey(
        "indicators.Observation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("số nền"),
    )  # fmt: skip
    comparable = models.BooleanField(_("số nền so được với chỉ số"), default=True)
    baseline_note = models.TextField(_("ghi chú về số nền"), blank=True)
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("văn bản chọn cách tính"),
    )  # fmt: skip
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    chosen_at = models.DateTimeField(_("chọn lúc"), null=True, blank=True)
    reason = models.TextField(_("lý do chọn"), blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("cách đo chỉ tiêu")
        verbose_name_plural = _("cách đo chỉ tiêu")
        ordering = ["target", "order", "id"]
        constraints = [
            models.UniqueConstraint(name="measure_once", fields=["target", "indicator"]),
            models.UniqueConstraint(
                name="measure_one_governs", fields=["target"], condition=Q(governing=True)
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.indicator)


class TargetStep(models.Model):
    """What a target should have reached in a year (lộ trình), as a person set it; steps nobody set are derived."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="steps")
    year = models.PositiveSmallIntegerField(_("năm"))
    low = models.DecimalField(_("mức (thấp)"), max_digits=20, decimal_places=6)
    high = models.DecimalField(_("mức cao"), max_digits=20, decimal_places=6, null=True, blank=True)
    document = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("văn bản"),
    )
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("mức theo lộ trình")
        verbose_name_plural = _("lộ trình")
        ordering = ["target", "year"]
        constraints = [
            models.UniqueConstraint(name="target_step_year", fields=["target", "year"]),
            models.CheckConstraint(name="target_step_range", condition=Q(high=None) | Q(high__gte=F("low"))),
        ]

    def __str__(self) -> str:
        return f"{self.target.code} {self.year}"
