"""What the department decided where answers contradict each other."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from khcn.agency_reports.choices import Outcome
from khcn.agency_reports.models.cycles import Cycle
from khcn.agency_reports.models.reports import Answer
from khcn.plan.models import Task


class Ruling(models.Model):
    """Which answer stands for a task or an indicator of a cycle, and why.

    `basis` is what was on the table: what each agency said, as [[answer, [told …]]]. When an agency says something
    else afterwards, the ruling no longer fits and the contradiction is open again.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="rulings")
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+")
    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(_("quyết định"), max_length=8, choices=Outcome.choices)
    answer = models.ForeignKey(
        Answer, models.PROTECT, null=True, blank=True, related_name="rulings", verbose_name=_("lấy theo")
    )
    reason = models.TextField(_("lý do"))
    basis = models.JSONField(default=list)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(_("quyết định lúc"), auto_now=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("quyết định về số liệu mâu thuẫn")
        verbose_name_plural = _("quyết định về số liệu mâu thuẫn")
        constraints = [
            models.CheckConstraint(
                name="ruling_one_thing",
                condition=Q(task__isnull=False, indicator=None) | Q(task=None, indicator__isnull=False),
            ),
            models.CheckConstraint(
                name="ruling_answer_named",
                condition=Q(outcome="answer", answer__isnull=False) | (~Q(outcome="answer") & Q(answer=None)),
            ),
            models.CheckConstraint(name="ruling_reasoned", condition=~Q(reason="")),
            models.UniqueConstraint(
                name="ruling_task", fields=["cycle", "task"], condition=Q(indicator=None)
            ),
            models.UniqueConstraint(
                name="ruling_indicator", fields=["cycle", "indicator"], condition=Q(task=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task or self.indicator}: {self.get_outcome_display()}"
