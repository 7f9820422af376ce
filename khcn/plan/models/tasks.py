"""Tasks of the annex, their yearly instances, milestones, and the decisions on their life."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from khcn.kernel.base import Searchable
from khcn.plan.choices import Schedule, TaskDecisionKind, TaskState
from khcn.plan.models.plans import Anchored, Plan


class Task(Anchored, Searchable):
    """A task of the plan. What the document says stands in from/to; an extension in `extended_to`."""

    search_fields = ("no", "short_title", "official_text", "output", "group", "refers_to_symbol")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks")
    no = models.CharField(_("số thứ tự"), max_length=20)
    order = models.PositiveIntegerField(_("thứ tự"))
    short_title = models.CharField(_("tên gọn"), max_length=300)
    group = models.CharField(_("nhóm"), max_length=500, blank=True)
    schedule = models.CharField(_("kiểu thời gian"), max_length=8, choices=Schedule.choices)
    from_year = models.PositiveSmallIntegerField(_("từ năm"), null=True, blank=True)
    to_year = models.PositiveSmallIntegerField(_("đến năm"), null=True, blank=True)
    dates = models.JSONField(_("các mốc thời gian"), default=list, blank=True)
    schedule_text = models.CharField(_("thời gian theo văn bản"), max_length=300, blank=True)
    output = models.TextField(_("sản phẩm, kết quả đầu ra"), blank=True)
    note = models.TextField(_("ghi chú"), blank=True)
    refers_to_symbol = models.CharField(_("thực hiện theo văn bản"), max_length=80, blank=True)
    refers_to_date = models.DateField(_("ngày của văn bản đó"), null=True, blank=True)
    follows = models.ForeignKey(
        Plan,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="following_tasks",
        verbose_name=_("lấy trạng thái từ kế hoạch"),
    )
    state = models.CharField(_("vòng đời"), max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    extended_to = models.PositiveSmallIntegerField(_("gia hạn đến năm"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("nhiệm vụ tiếp nối"),
    )
    closed_on = models.DateField(_("kết thúc ngày"), null=True, blank=True)
    withdrawn = models.BooleanField(_("không còn trong bản mới"), default=False)
    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        verbose_name = _("nhiệm vụ")
        verbose_name_plural = _("nhiệm vụ")
        ordering = ["plan", "order", "id"]
        constraints = [
            models.UniqueConstraint(name="task_no", fields=["plan", "no"]),
            models.CheckConstraint(
                name="task_years",
                condition=Q(from_year=None) | Q(to_year=None) | Q(to_year__gte=F("from_year")),
            ),
            models.CheckConstraint(
                name="task_closed_has_date",
                condition=Q(state="open", closed_on=None) | (~Q(state="open") & Q(closed_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="task_succeeded_has_heir", condition=~Q(state="succeeded") | Q(successor__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.no}. {self.short_title}"

    @property
    def last_year(self) -> int | None:
        """The year in which the task ends, extension included; None when the plan names none."""
        return self.extended_to or self.to_year


class TaskYear(models.Model):
    """The instance of a task for one year: what is expected of it and by when."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField(_("năm"))
    due_on = models.DateField(_("hạn"))
    expected = models.TextField(_("kết quả cần đạt trong năm"), blank=True)

    class Meta:
        verbose_name = _("nhiệm vụ trong năm")
        verbose_name_plural = _("nhiệm vụ trong năm")
        ordering = ["task", "year"]
        constraints = [models.UniqueConstraint(name="task_year_once", fields=["task", "year"])]

    def __str__(self) -> str:
        return f"{self.task.no}/{self.year}"


class Milestone(models.Model):
    """A dated step or expected output, added by people; done only with a date."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="milestones")
    title = models.CharField(_("mốc, sản phẩm"), max_length=300)
    due_on = models.DateField(_("hạn"))
    done_on = models.DateField(_("hoàn thành ngày"), null=True, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("mốc của nhiệm vụ")
        verbose_name_plural = _("mốc của nhiệm vụ")
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.title


class TaskDecision(models.Model):
    """A decision on the life of a task, with its reason and, where there is one, its document."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="decisions")
    kind = models.CharField(_("quyết định"), max_length=10, choices=TaskDecisionKind.choices)
    reason = models.TextField(_("lý do"))
    document = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("văn bản"),
    )
    until_year = models.PositiveSmallIntegerField(_("đến năm"), null=True, blank=True)
    successor = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(_("ngày quyết định"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("quyết định về nhiệm vụ")
        verbose_name_plural = _("quyết định về nhiệm vụ")
        ordering = ["-decided_on", "-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.task}"
