"""Updates on tasks and obstacles, as agencies declare them."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from khcn.agency_reports.choices import Declared, Level, ObstacleState
from khcn.kernel.base import Searchable
from khcn.plan.models import Plan, Task, TaskYear


class TaskUpdate(models.Model):
    """What an agency declares on a task at a date. A correction is a new update."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="updates")
    task_year = models.ForeignKey(TaskYear, models.PROTECT, null=True, blank=True, related_name="updates")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("cơ quan"))
    as_of = models.DateField(_("tính đến ngày"))
    declared = models.CharField(_("đơn vị tự đánh giá"), max_length=8, choices=Declared.choices)
    result = models.TextField(_("kết quả"))
    amount = models.DecimalField(_("kết quả bằng số"), max_digits=20, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("đơn vị tính"), max_length=80, blank=True)
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("đính chính"),
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    attachments = GenericRelation("documents.Attachment", "object_id", "kind")

    class Meta:
        verbose_name = _("cập nhật nhiệm vụ")
        verbose_name_plural = _("cập nhật nhiệm vụ")
        ordering = ["-as_of", "-id"]
        indexes = [models.Index(fields=["task", "-as_of"], name="update_of_task")]
        constraints = [
            models.CheckConstraint(name="update_amount_has_unit", condition=Q(amount=None) | ~Q(unit="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_declared_display()} – {self.task}"


class Obstacle(Searchable):
    """Vướng mắc: what hinders, what is proposed, who can answer, and the answer."""

    search_fields = ("title", "description", "proposal", "answer")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="obstacles")
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="obstacles")
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="obstacles", verbose_name=_("cơ quan nêu")
    )
    title = models.CharField(_("vướng mắc"), max_length=300)
    description = models.TextField(_("mô tả"), blank=True)
    proposal = models.TextField(_("đề xuất, kiến nghị"))
    level = models.CharField(_("cấp có thẩm quyền trả lời"), max_length=12, choices=Level.choices)
    raised_on = models.DateField(_("nêu ngày"))
    due_on = models.DateField(_("cần trả lời trước ngày"), null=True, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=ObstacleState.choices, default=ObstacleState.OPEN
    )
    answer = models.TextField(_("trả lời"), blank=True)
    answered_on = models.DateField(_("trả lời ngày"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    attachments = GenericRelation("documents.Attachment", "object_id", "kind")
    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        verbose_name = _("vướng mắc")
        verbose_name_plural = _("vướng mắc")
        ordering = ["-raised_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="obstacle_answered",
                condition=~Q(state="answered") | (~Q(answer="") & Q(answered_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.title
