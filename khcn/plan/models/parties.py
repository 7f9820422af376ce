"""Who a task, duty or reporting duty names, and who took it over."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from khcn.plan.choices import PartyKind, PartyRole
from khcn.plan.models.duties import Duty, ReportingDuty
from khcn.plan.models.tasks import Task


class Party(models.Model):
    """A party as the document names it. Who answers on a date: `taken_over_by`, else succession.

    `agency` is the agency of the document's date; None for an agency not yet matched.
    """

    task = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="parties")
    duty = models.ForeignKey(Duty, models.CASCADE, null=True, blank=True, related_name="parties")
    reporting_duty = models.ForeignKey(
        ReportingDuty, models.CASCADE, null=True, blank=True, related_name="parties"
    )
    role = models.CharField(_("vai trò"), max_length=12, choices=PartyRole.choices)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    name = models.CharField(_("tên theo văn bản"), max_length=500)
    kind = models.CharField(_("loại"), max_length=8, choices=PartyKind.choices)
    agency = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parties",
        verbose_name=_("cơ quan"),
    )
    agency_class = models.ForeignKey(
        "agencies.AgencyClass",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parties",
        verbose_name=_("nhóm cơ quan"),
    )
    taken_over_by = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="taken_over",
        verbose_name=_("cơ quan tiếp nhận"),
    )
    taken_over_on = models.DateField(_("tiếp nhận từ ngày"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("bên được giao")
        verbose_name_plural = _("bên được giao")
        ordering = ["role", "order", "id"]
        constraints = [
            models.CheckConstraint(
                name="party_of_one_item",
                condition=(
                    Q(task__isnull=False, duty=None, reporting_duty=None)
                    | Q(task=None, duty__isnull=False, reporting_duty=None)
                    | Q(task=None, duty=None, reporting_duty__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="party_takeover_dated",
                condition=Q(taken_over_by=None, taken_over_on=None)
                | Q(taken_over_by__isnull=False, taken_over_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name
