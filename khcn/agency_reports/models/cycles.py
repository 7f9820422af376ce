"""A reporting cycle and what it expects: requests to agencies, item by item. Expected is not submitted."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from khcn.agency_reports.choices import CycleKind, CycleState, ItemKind
from khcn.indicators.choices import Calendar
from khcn.plan.models import Party, Plan, ReportingDuty, Task


class ReportTemplate(models.Model):
    """What every agency is asked besides its tasks and indicators: narrative sections with prompts.

    `sections`: [{"code", "title", "prompt", "required"}]; a version that a cycle uses is never edited.
    """

    code = models.SlugField(_("mã"), max_length=60)
    version = models.PositiveSmallIntegerField(_("bản"))
    name = models.CharField(_("tên"), max_length=200)
    sections = models.JSONField(_("các phần lời văn"), default=list, blank=True)
    jump_percent = models.PositiveSmallIntegerField(_("hỏi lại khi lệch năm trước quá (%)"), default=50)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("mẫu báo cáo của đơn vị")
        verbose_name_plural = _("mẫu báo cáo của đơn vị")
        ordering = ["code", "-version"]
        constraints = [models.UniqueConstraint(name="report_template_version", fields=["code", "version"])]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"


class Cycle(models.Model):
    """One round of reporting. The window of the data and the deadlines are different things.

    `skipped`: what nobody had decided at opening and why it was left so: [{"key", "where", "name", "reason"}].
    """

    code = models.SlugField(_("mã"), max_length=80, unique=True)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="cycles", verbose_name=_("kế hoạch"))
    duty = models.ForeignKey(
        ReportingDuty,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="cycles",
        verbose_name=_("chế độ báo cáo"),
    )
    kind = models.CharField(_("loại"), max_length=10, choices=CycleKind.choices)
    title = models.CharField(_("tên"), max_length=300)
    year = models.PositiveSmallIntegerField(_("năm"))
    first_day = models.DateField(_("số liệu từ ngày"))
    last_day = models.DateField(_("số liệu đến hết ngày"))
    calendar = models.CharField(
        _("loại kỳ"), max_length=14, choices=Calendar.choices, default=Calendar.ADMINISTRATIVE
    )
    due_on = models.DateField(_("hạn chính thức"))
    internal_due_on = models.DateField(_("hạn gửi của đơn vị"))
    letter = models.ForeignKey(
        "documents.Document", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("công văn yêu cầu"),
    )  # fmt: skip
    template = models.ForeignKey(ReportTemplate, models.PROTECT, related_name="cycles", verbose_name=_("mẫu"))
    previous = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kỳ trước để so sánh"),
    )
    backfill = models.BooleanField(_("làm bù cho kỳ đã qua"), default=False)
    skipped = models.JSONField(_("mở kỳ mà chưa chốt"), default=list, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=CycleState.choices, default=CycleState.PREPARING
    )
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(_("mở lúc"), null=True, blank=True)
    closed_at = models.DateTimeField(_("khóa lúc"), null=True, blank=True)
    artificial = models.BooleanField(_("dữ liệu mẫu"), default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("kỳ báo cáo")
        verbose_name_plural = _("kỳ báo cáo")
        ordering = ["-due_on", "-id"]
        constraints = [
            models.CheckConstraint(name="cycle_window", condition=Q(last_day__gte=F("first_day"))),
            models.CheckConstraint(
                name="cycle_internal_first", condition=Q(internal_due_on__lte=F("due_on"))
            ),
            models.CheckConstraint(
                name="cycle_opened_dated", condition=Q(state="preparing") | Q(opened_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PartyMembers(models.Model):
    """Which agencies an open class such as "các sở, ngành liên quan" means for an item: said once, remembered."""

    party = models.OneToOneField(Party, models.CASCADE, related_name="members")
    agencies = models.ManyToManyField("agencies.Agency", related_name="+", verbose_name=_("cơ quan"))
    note = models.TextField(_("căn cứ, ghi chú"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(auto_now=True)
    history = HistoricalRecords(m2m_fields=[agencies])

    class Meta:
        verbose_name = _("thành viên của nhóm cơ quan")
        verbose_name_plural = _("thành viên của nhóm cơ quan")

    def __str__(self) -> str:
        return str(self.party)


class ReportRequest(models.Model):
    """What one agency is expected to send in a cycle, whether or not anybody has begun."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="requests")
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="report_requests", verbose_name=_("cơ quan")
    )
    due_on = models.DateField(_("hạn gửi"))
    extended_to = models.DateField(_("gia hạn đến"), null=True, blank=True)
    extension_reason = models.TextField(_("lý do gia hạn"), blank=True)
    excused = models.BooleanField(_("được miễn"), default=False)
    excuse = models.TextField(_("lý do miễn"), blank=True)
    token = models.SlugField(_("mã liên kết ngắn"), max_length=16, unique=True)
    last_reminded_on = models.DateField(_("nhắc lần cuối"), null=True, blank=True)
    escalated_on = models.DateField(_("báo lên người đứng đầu ngày"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("yêu cầu báo cáo")
        verbose_name_plural = _("yêu cầu báo cáo")
        ordering = ["cycle", "agency__order", "agency_id"]
        constraints = [
            models.UniqueConstraint(name="request_once", fields=["cycle", "agency"]),
            models.CheckConstraint(
                name="request_extension_reasoned", condition=Q(extended_to=None) | ~Q(extension_reason="")
            ),
            models.CheckConstraint(
                name="request_excuse_reasoned", condition=Q(excused=False) | ~Q(excuse="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} – {self.cycle}"

    @property
    def last_day(self) -> date:
        """The day by which the agency has to send: extended where that was granted."""
        return self.extended_to or self.due_on


class RequestItem(models.Model):
    """One thing the agency answers: a task it leads or helps with, an indicator it owns, a narrative section."""

    request = models.ForeignKey(ReportRequest, models.CASCADE, related_name="items")
    kind = models.CharField(_("loại"), max_length=10, choices=ItemKind.choices)
    order = models.PositiveIntegerField(_("thứ tự"))
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="report_items")
    role = models.CharField(_("vai trò"), max_length=12, blank=True)
    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, null=True, blank=True, related_name="report_items"
    )
    section = models.SlugField(_("phần"), max_length=60, blank=True)
    title = models.CharField(_("tên mục khi mở kỳ"), max_length=500)
    required = models.BooleanField(_("bắt buộc"), default=True)

    class Meta:
        verbose_name = _("mục phải báo cáo")
        verbose_name_plural = _("mục phải báo cáo")
        ordering = ["request", "order", "id"]
        constraints = [
            models.CheckConstraint(
                name="request_item_one_thing",
                condition=(
                    Q(kind="task", task__isnull=False, indicator=None, section="")
                    | Q(kind="indicator", task=None, indicator__isnull=False, section="")
                    | (Q(kind="section", task=None, indicator=None) & ~Q(section=""))
                ),
            ),
            models.UniqueConstraint(
                name="request_item_task", fields=["request", "task"], condition=Q(kind="task")
            ),
            models.UniqueConstraint(
                name="request_item_indicator", fields=["request", "indicator"], condition=Q(kind="indicator")
            ),
            models.UniqueConstraint(
                name="request_item_section", fields=["request", "section"], condition=Q(kind="section")
            ),
        ]

    def __str__(self) -> str:
        return self.title
