"""The S&T task: one record from proposal to use. Where it stands in its procedure is `step`; what that means for
counting is `state`, a phase fixed in code."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import Life, Move, Standing, State
from khcn.kernel.registers.model_fields import FigureField, MoneyField
from khcn.kernel.registers.records import Record, Visibility, once
from khcn.lib.months import add_months
from khcn.operations.st_tasks.choices import Grade, Holder, LumpSum, Route, ShareGroup, TaskKind

#: An application counts in target T4 for tasks accepted at least this many months ago.
MATURITY_MONTHS = 12

#: The phases of a task. Everything approved stays in force for counting until it is ended early.
PHASES = Life(
    (
        State("proposed", _("Đề xuất, xác định"), Standing.PENDING, public=""),
        State("ordered", _("Đã phê duyệt đặt hàng"), Standing.PENDING, public=_("Đã công bố đặt hàng")),
        State("selecting", _("Tìm tổ chức chủ trì, thẩm định"), Standing.PENDING, public=_("Đang tìm tổ chức chủ trì")),
        State("approved", _("Đã phê duyệt thực hiện"), Standing.ACTIVE),
        State("running", _("Đang thực hiện"), Standing.ACTIVE),
        State("paused", _("Tạm dừng"), Standing.PAUSED),
        State("accepting", _("Đang nghiệm thu"), Standing.ACTIVE),
        State("accepted", _("Đã nghiệm thu"), Standing.ACTIVE, tone="quiet"),
        State("closed", _("Đã hoàn tất"), Standing.ACTIVE, tone="quiet"),
        State("terminated", _("Chấm dứt giữa chừng"), Standing.ENDED),
        State("declined", _("Không thực hiện"), Standing.ENDED, public=""),
    ),
    (
        Move("order", _("Ghi phê duyệt đặt hàng"), ("proposed",), "ordered", needs=("ordered_on",)),
        Move("select", _("Ghi đang tìm tổ chức chủ trì"), ("ordered",), "selecting"),
        Move("approve", _("Ghi phê duyệt thực hiện"), ("ordered", "selecting"), "approved", needs=("valid_from",)),
        Move("run", _("Ghi bắt đầu thực hiện"), ("approved", "paused"), "running", needs=("starts_on", "ends_on")),
        Move("pause", _("Ghi tạm dừng"), ("running",), "paused", reason=True),
        Move("review", _("Ghi bắt đầu nghiệm thu"), ("running",), "accepting"),
        Move(
            "accept", _("Ghi kết quả nghiệm thu"), ("running", "accepting"), "accepted",
            needs=("accepted_on", "grade", "acceptance_minutes"),
        ),
        Move("close", _("Ghi hoàn tất"), ("accepted",), "closed"),
        Move("terminate", _("Ghi chấm dứt"), ("approved", "running", "paused", "accepting"), "terminated", reason=True),
        Move("decline", _("Ghi không thực hiện"), ("proposed", "ordered", "selecting"), "declined", reason=True),
    ),
)  # fmt: skip

BEFORE_APPROVAL = ("proposed", "ordered", "selecting", "declined")
GRADED = ("accepted", "closed")


class StTask(Record):
    """`valid_from` is the day of the decision that approves the task; `valid_to` is not used.

    A task with a `procedure` moves by `advancing.advance` alone; one without was taken over from the time before
    the platform and is kept by hand like any register record.
    """

    LIFE = PHASES
    search_fields = ("code", "name", "host__name", "leader_name", "summary")
    title_field = "name"

    code = models.CharField(_("mã số nhiệm vụ"), max_length=60, blank=True)
    name = models.CharField(_("tên nhiệm vụ"), max_length=600)
    kind = models.CharField(_("loại nhiệm vụ"), max_length=20, choices=TaskKind.choices)
    share_group = models.CharField(
        _("nhóm lĩnh vực (chỉ tiêu cơ cấu)"), max_length=10, choices=ShareGroup.choices, blank=True
    )
    science_field = models.ForeignKey(
        "directory.ScienceField", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("lĩnh vực KH&CN"),
    )  # fmt: skip
    directions = models.ManyToManyField(
        "directory.TechnologyDirection", blank=True, related_name="+", verbose_name=_("hướng công nghệ")
    )
    key_product = models.ForeignKey(
        "products.Product", models.PROTECT, null=True, blank=True, related_name="st_tasks",
        verbose_name=_("sản phẩm chủ lực"),
    )  # fmt: skip
    programme = models.ForeignKey(
        "programmes.LinkedProgramme", models.PROTECT, null=True, blank=True, related_name="st_tasks",
        verbose_name=_("thuộc chương trình"),
    )  # fmt: skip
    route = models.CharField(_("phương thức"), max_length=15, choices=Route.choices, blank=True)
    need = models.TextField(_("tính cấp thiết"), blank=True)
    objective = models.TextField(_("mục tiêu"), blank=True)
    summary = models.TextField(_("nội dung chính"), blank=True)
    expected_results = models.TextField(_("kết quả, sản phẩm phải đạt"), blank=True)
    expected_user = models.CharField(_("nơi dự kiến ứng dụng"), max_length=400, blank=True)
    confidential = models.BooleanField(_("có yêu cầu bảo mật"), default=False)

    proposer = models.CharField(_("bên đề xuất"), max_length=300, blank=True)
    proposer_organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("tổ chức đề xuất"),
    )  # fmt: skip
    proposed_on = models.DateField(_("ngày đề xuất"), null=True, blank=True)
    order_symbol = models.CharField(_("quyết định phê duyệt đặt hàng"), max_length=80, blank=True)
    ordered_on = models.DateField(_("ngày phê duyệt đặt hàng"), null=True, blank=True)
    order_published_on = models.DateField(_("ngày công bố đặt hàng"), null=True, blank=True)

    host = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="hosted_tasks",
        verbose_name=_("tổ chức chủ trì"),
    )  # fmt: skip
    partners = models.ManyToManyField(
        "directory.Organisation", blank=True, related_name="+", verbose_name=_("tổ chức phối hợp")
    )
    leader = models.ForeignKey(
        "directory.Person", models.PROTECT, null=True, blank=True, related_name="led_tasks",
        verbose_name=_("chủ nhiệm (trong danh bạ chuyên gia)"),
    )  # fmt: skip
    leader_name = models.CharField(_("chủ nhiệm"), max_length=150, blank=True)
    cancel_notice_on = models.DateField(
        _("ngày báo trước việc hủy kết quả tuyển chọn"), null=True, blank=True
    )
    approval_symbol = models.CharField(_("quyết định phê duyệt thực hiện"), max_length=80, blank=True)
    result_published_on = models.DateField(_("ngày công bố kết quả tuyển chọn"), null=True, blank=True)
    starts_on = models.DateField(_("thực hiện từ ngày"), null=True, blank=True)
    ends_on = models.DateField(_("thực hiện đến hết ngày"), null=True, blank=True)
    extended_from = models.DateField(_("hạn trước khi gia hạn"), null=True, blank=True)
    budget = MoneyField(_("tổng kinh phí"))
    state_budget = MoneyField(_("trong đó ngân sách nhà nước"))
    lump_sum = models.CharField(_("phương thức khoán"), max_length=8, choices=LumpSum.choices, blank=True)

    acceptance_due_on = models.DateField(_("hạn nộp hồ sơ nghiệm thu"), null=True, blank=True)
    dossier_on = models.DateField(_("ngày nộp hồ sơ nghiệm thu"), null=True, blank=True)
    acceptance_published_on = models.DateField(_("ngày công bố hồ sơ nghiệm thu"), null=True, blank=True)
    accepted_on = models.DateField(_("ngày nghiệm thu"), null=True, blank=True)
    acceptance_minutes = models.CharField(_("số biên bản nghiệm thu"), max_length=80, blank=True)
    grade = models.CharField(_("xếp loại"), max_length=10, choices=Grade.choices, blank=True)
    certificate = models.CharField(_("giấy chứng nhận đăng ký kết quả"), max_length=80, blank=True)
    registered_on = models.DateField(_("ngày đăng ký kết quả"), null=True, blank=True)
    recognition_symbol = models.CharField(_("quyết định công nhận kết quả"), max_length=80, blank=True)
    recognised_on = models.DateField(_("ngày công nhận kết quả"), null=True, blank=True)
    settled_on = models.DateField(_("ngày thanh lý"), null=True, blank=True)
    handed_over_on = models.DateField(_("ngày giao quyền, bàn giao"), null=True, blank=True)
    termination_symbol = models.CharField(_("quyết định chấm dứt"), max_length=80, blank=True)

    matured_on = models.DateField(_("tính vào chỉ tiêu ứng dụng từ"), null=True, blank=True, editable=False)
    first_applied_on = models.DateField(_("ứng dụng lần đầu"), null=True, blank=True)
    applied_by = models.CharField(_("nơi đang ứng dụng"), max_length=400, blank=True)

    procedure = models.ForeignKey(
        "st_tasks.Procedure", models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("bộ quy tắc")
    )  # fmt: skip
    step = models.CharField(_("bước"), max_length=40, blank=True, editable=False)
    step_since = models.DateTimeField(_("ở bước này từ"), null=True, blank=True, editable=False)
    step_due = models.DateField(_("hạn của bước"), null=True, blank=True, editable=False)
    holder = models.CharField(
        _("ai đang giữ"), max_length=10, choices=Holder.choices, default=Holder.NOBODY, editable=False
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("chuyên viên theo dõi"),
    )  # fmt: skip
    call = models.ForeignKey(
        "st_tasks.Call", models.PROTECT, null=True, blank=True, related_name="tasks", editable=False,
        verbose_name=_("đợt thông báo"),
    )  # fmt: skip
    attachments = GenericRelation("documents.Attachment", "object_id", "kind")

    class Meta(Record.Meta):
        verbose_name = _("nhiệm vụ khoa học và công nghệ")
        verbose_name_plural = _("nhiệm vụ khoa học và công nghệ")
        indexes = [
            *Record.Meta.indexes,
            models.Index(fields=["holder", "step_due", "id"], name="sttask_holder_due"),
            models.Index(fields=["officer", "step_due", "id"], name="sttask_officer_due"),
            models.Index(fields=["step_due", "id"], name="sttask_due"),
            models.Index(fields=["step", "id"], name="sttask_step"),
            models.Index(fields=["ends_on", "id"], name="sttask_ends"),
            models.Index(fields=["accepted_on", "id"], name="sttask_accepted"),
        ]
        constraints = [
            *Record.Meta.constraints,
            once("sttask_code", "code", filled=("code",)),
            models.CheckConstraint(
                name="sttask_step_of_procedure",
                condition=Q(procedure=None, step="") | (Q(procedure__isnull=False) & ~Q(step="")),
            ),
            models.CheckConstraint(
                name="sttask_ordered",
                condition=~Q(state__in=["ordered", "selecting"]) | Q(ordered_on__isnull=False),
                violation_error_message=_("Nhiệm vụ đã đặt hàng phải có ngày phê duyệt đặt hàng."),
            ),
            models.CheckConstraint(
                name="sttask_approved",
                condition=Q(state__in=[*BEFORE_APPROVAL, "withdrawn"])
                | (Q(valid_from__isnull=False) & ~Q(approval_symbol="")),
                violation_error_message=_("Nhiệm vụ đã phê duyệt phải có số và ngày quyết định phê duyệt."),
            ),
            models.CheckConstraint(
                name="sttask_not_approved",
                condition=~Q(state__in=BEFORE_APPROVAL) | Q(valid_from=None),
                violation_error_message=_("Nhiệm vụ chưa phê duyệt thì chưa có ngày quyết định phê duyệt."),
            ),
            models.CheckConstraint(
                name="sttask_running",
                condition=~Q(state__in=["running", "paused", "accepting"])
                | Q(starts_on__isnull=False, ends_on__isnull=False),
                violation_error_message=_("Nhiệm vụ đang thực hiện phải có ngày bắt đầu và ngày kết thúc."),
            ),
            models.CheckConstraint(
                name="sttask_accepted",
                condition=~Q(state__in=GRADED)
                | (Q(accepted_on__isnull=False) & Q(grade__in=["excellent", "pass", "fail"]) & ~Q(acceptance_minutes="")),
                violation_error_message=_("Nhiệm vụ đã nghiệm thu phải có ngày, xếp loại và số biên bản."),
            ),
            models.CheckConstraint(
                name="sttask_registered_before_recognised",
                condition=Q(recognised_on=None)
                | (Q(registered_on__isnull=False) & ~Q(certificate="") & Q(recognised_on__gte=F("registered_on"))),
                violation_error_message=_("Chỉ công nhận kết quả sau khi có giấy chứng nhận đăng ký kết quả."),
            ),
            models.CheckConstraint(
                name="sttask_period",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Ngày kết thúc thực hiện không được trước ngày bắt đầu."),
            ),
            models.CheckConstraint(
                name="sttask_budget",
                condition=Q(budget=None) | Q(state_budget=None) | Q(state_budget__lte=F("budget")),
                violation_error_message=_("Phần ngân sách nhà nước không được lớn hơn tổng kinh phí."),
            ),
            models.CheckConstraint(
                name="sttask_confidential",
                condition=Q(confidential=False) | Q(visibility=Visibility.INTERNAL),
                violation_error_message=_("Nhiệm vụ có yêu cầu bảo mật chỉ để ở mức nội bộ."),
            ),
        ]  # fmt: skip

    @property
    def outward_name(self) -> str:
        """What the task is called in mails and notices, which leave the house: never the name of a confidential one."""
        if not self.confidential:
            return self.name
        return gettext("Nhiệm vụ có yêu cầu bảo mật, số %(number)s") % {"number": self.code or self.pk}

    @property
    def by_procedure(self) -> bool:
        """Whether the task moves by its rule set rather than by hand."""
        return self.procedure_id is not None

    @property
    def year(self) -> int | None:
        return self.valid_from.year if self.valid_from else None

    def settle(self) -> None:
        self.matured_on = _after_acceptance(self.accepted_on)
        super().settle()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "matured_on"}
        super().save(*args, **kwargs)


def _after_acceptance(day: date | None) -> date | None:
    return None if day is None else add_months(day, MATURITY_MONTHS)


class TaskEvent(models.Model):
    """One step that a task took: the chain that pages, minutes and deadlines read. Never changed, never deleted."""

    task = models.ForeignKey(StTask, models.PROTECT, related_name="events")
    transition = models.CharField(_("bước"), max_length=40)
    source = models.CharField(_("từ"), max_length=40, blank=True)
    target = models.CharField(_("đến"), max_length=40)
    acted_as = models.CharField(_("với tư cách"), max_length=12)
    on = models.DateField(_("ngày"))
    at = models.DateTimeField(_("lúc"), auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(_("người thực hiện"), max_length=150, blank=True)
    note = models.TextField(_("lý do, ghi chú"), blank=True)
    values = models.JSONField(_("số liệu kèm theo"), default=dict, blank=True)
    due = models.DateField(_("hạn của bước trước"), null=True, blank=True)

    class Meta:
        verbose_name = _("bước của nhiệm vụ")
        verbose_name_plural = _("bước của nhiệm vụ")
        ordering = ["task", "id"]

    def __str__(self) -> str:
        return f"{self.transition} {self.on:%d/%m/%Y}"


class Similar(models.Model):
    """An earlier task or proposal that resembles this one, with reasons, and what an officer said about it."""

    task = models.ForeignKey(StTask, models.CASCADE, related_name="similar_to")
    other = models.ForeignKey(StTask, models.CASCADE, related_name="+")
    score = FigureField(_("độ giống"), max_digits=5, decimal_places=4, null=False)
    reasons = models.JSONField(_("vì sao"), default=list)
    verdict = models.CharField(
        _("kết luận"), max_length=10, blank=True,
        choices=[("different", _("Không trùng")), ("overlap", _("Trùng một phần")), ("same", _("Trùng"))],
    )  # fmt: skip
    verdict_note = models.CharField(_("giải thích"), max_length=500, blank=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)
    found_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("kết quả tra cứu trùng lặp")
        verbose_name_plural = _("kết quả tra cứu trùng lặp")
        ordering = ["task", "-score"]
        constraints = [
            models.UniqueConstraint(name="similar_once", fields=["task", "other"]),
            models.CheckConstraint(name="similar_not_itself", condition=~Q(task=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} ~ {self.other_id}"
