"""Statuses of targets as they changed: each change with its cause."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from khcn.status.choices import Cause, TargetStatus


class StatusChange(models.Model):
    """A target under one reading went from one status to another. Rows are added, never changed.

    `basis` is what the new status stands on: definition, rule, goal, steps, baseline and latest value.
    """

    target = models.ForeignKey("plan.Target", models.CASCADE, related_name="status_changes")
    measure = models.ForeignKey(
        "plan.TargetMeasure", models.SET_NULL, null=True, blank=True, related_name="status_changes"
    )
    before = models.CharField(_("trước"), max_length=12, choices=TargetStatus.choices, blank=True)
    after = models.CharField(_("sau"), max_length=12, choices=TargetStatus.choices)
    cause = models.CharField(_("nguyên nhân"), max_length=12, choices=Cause.choices)
    sentence = models.TextField(_("giải thích"))
    basis = models.JSONField(default=dict)
    on = models.DateField(_("ngày"))
    at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("thay đổi trạng thái chỉ tiêu")
        verbose_name_plural = _("thay đổi trạng thái chỉ tiêu")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["target", "measure", "-id"], name="status_change_latest")]

    def __str__(self) -> str:
        return f"{self.target.code}: {self.get_after_display()}"


class Judgement(models.Model):
    """How a target under one reading was judged last, so that the next change can tell its cause.

    `place` is "target-measure", with 0 for a target that nothing measures. `change` is the latest change of status.
    """

    place = models.CharField(max_length=40, unique=True)
    target = models.ForeignKey("plan.Target", models.CASCADE, related_name="+")
    measure = models.ForeignKey("plan.TargetMeasure", models.CASCADE, null=True, blank=True, related_name="+")
    status = models.CharField(_("trạng thái"), max_length=12, choices=TargetStatus.choices)
    sentence = models.TextField(_("giải thích"), blank=True)
    change = models.ForeignKey(StatusChange, models.SET_NULL, null=True, blank=True, related_name="+")
    basis = models.JSONField(default=dict)
    on = models.DateField(_("ngày"))

    class Meta:
        verbose_name = _("lần chấm gần nhất")
        verbose_name_plural = _("lần chấm gần nhất")

    def __str__(self) -> str:
        return f"{self.place}: {self.get_status_display()}"
