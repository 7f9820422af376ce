"""Sub-plans: how agencies and communes carry the plan into their own documents."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from khcn.plan.models.plans import Plan
from khcn.plan.models.tasks import Task


class SubPlan(models.Model):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="subplans")
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="subplans", verbose_name=_("cơ quan")
    )
    symbol = models.CharField(_("số, ký hiệu"), max_length=80)
    issued_on = models.DateField(_("ngày ban hành"))
    title = models.CharField(_("trích yếu"), max_length=500)
    year = models.PositiveSmallIntegerField(_("kế hoạch năm"), null=True, blank=True)
    covers = models.ManyToManyField(
        Task, blank=True, related_name="subplans", verbose_name=_("nhiệm vụ được cụ thể hoá")
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("kế hoạch của đơn vị")
        verbose_name_plural = _("kế hoạch của đơn vị")
        ordering = ["-issued_on", "-id"]
        constraints = [models.UniqueConstraint(name="subplan_once", fields=["plan", "agency", "symbol"])]

    def __str__(self) -> str:
        return f"{self.symbol} – {self.agency}"
