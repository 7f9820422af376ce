"""Forecasts that were made, and who accepted them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.indicators.choices import ForecastState
from khcn.indicators.models.cards import Card, Indicator


class StoredForecast(models.Model):
    """One forecast with all it stood on. `points`: [[year, "value"]]; `intervals`: {"80": [["low", "high"]]}.

    Without points, `reason` says why there is no forecast. Shown outside the administration only when accepted.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="forecasts")
    card = models.ForeignKey(Card, models.PROTECT, related_name="+")
    territory = models.ForeignKey(
        "territory.Unit", models.PROTECT, related_name="+", verbose_name=_("địa bàn")
    )
    given = models.JSONField(_("số liệu dùng để dự báo"))
    model = models.CharField(_("mô hình đã chạy"), max_length=200, blank=True)
    pool = models.CharField(_("bộ sai số"), max_length=200, blank=True)
    points = models.JSONField(default=list)
    intervals = models.JSONField(default=dict)
    reason = models.CharField(_("lý do không dự báo"), max_length=500, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=ForecastState.choices, default=ForecastState.COMPUTED
    )
    made_at = models.DateTimeField(_("tính lúc"), auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    accepted_at = models.DateTimeField(_("chấp nhận lúc"), null=True, blank=True)
    note = models.TextField(_("ý kiến khi chấp nhận"), blank=True)

    class Meta:
        verbose_name = _("dự báo")
        verbose_name_plural = _("dự báo")
        ordering = ["indicator", "-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="forecast_one_accepted", fields=["indicator", "territory"], condition=Q(state="accepted")
            ),
            models.CheckConstraint(
                name="forecast_accepted_dated", condition=~Q(state="accepted") | Q(accepted_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.made_at:%d/%m/%Y}"
