"""Faults of the plan: first-class records that a person settles, never silently repaired."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from khcn.kernel.base import Searchable
from khcn.plan.choices import FindingOrigin, FindingState
from khcn.plan.models.plans import Plan
from khcn.plan.models.targets import Target
from khcn.plan.models.tasks import Task


class Finding(Searchable):
    """A contradiction or gap. `readings` are the possible meanings: [{"code", "label", "value"}]."""

    search_fields = ("code", "title", "explanation")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="findings")
    code = models.CharField(_("mã"), max_length=60)
    kind = models.CharField(_("loại"), max_length=40)
    origin = models.CharField(_("nguồn"), max_length=8, choices=FindingOrigin.choices)
    title = models.CharField(_("vấn đề"), max_length=300)
    explanation = models.TextField(_("giải thích"), blank=True)
    places = models.JSONField(_("vị trí trong văn bản"), default=list, blank=True)
    readings = models.JSONField(_("các cách hiểu"), default=list, blank=True)
    targets = models.ManyToManyField(Target, blank=True, related_name="findings")
    tasks = models.ManyToManyField(Task, blank=True, related_name="findings")
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=FindingState.choices, default=FindingState.OPEN
    )
    chosen = models.CharField(_("cách hiểu được chọn"), max_length=60, blank=True)
    reason = models.TextField(_("lý do"), blank=True)
    document = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("văn bản"),
    )
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(_("xử lý lúc"), null=True, blank=True)
    gone = models.BooleanField(_("không còn trong bản mới"), default=False)
    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        verbose_name = _("phát hiện")
        verbose_name_plural = _("phát hiện")
        ordering = ["plan", "state", "id"]
        constraints = [
            models.UniqueConstraint(name="finding_code", fields=["plan", "code"]),
            models.CheckConstraint(
                name="finding_settled_with_reason",
                condition=Q(state="open") | (~Q(reason="") & Q(settled_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.title
