"""Proposals and dossiers: drafts saved as they are typed, teams by invitation, sent versions that never change."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.model_fields import MoneyField, YearField
from khcn.operations.st_tasks.choices import ApplicationState, MoneySource, Purpose, TaskKind, TeamRole
from khcn.operations.st_tasks.models.tasks import StTask

#: States in which something was sent and is being judged or was judged.
SENT_STATES = ("sent", "returned", "valid", "invalid", "chosen", "not_chosen")


class Application(models.Model):
    """A proposal makes its task when it is sent first; a dossier answers a call for a task, or is asked for directly.

    `answers` holds the fields of the form of the procedure (`form`, `form_version`); `revision` grows with every save.
    """

    purpose = models.CharField(_("loại"), max_length=10, choices=Purpose.choices)
    procedure = models.ForeignKey(
        "st_tasks.Procedure", models.PROTECT, related_name="+", verbose_name=_("bộ quy tắc")
    )
    form = models.CharField(_("biểu mẫu"), max_length=30)
    kind = models.CharField(_("loại nhiệm vụ"), max_length=20, choices=TaskKind.choices, blank=True)
    task = models.ForeignKey(
        StTask, models.PROTECT, null=True, blank=True, related_name="applications", verbose_name=_("nhiệm vụ")
    )
    call = models.ForeignKey(
        "st_tasks.Call",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dossiers",
        verbose_name=_("đợt thông báo"),
    )
    title = models.CharField(_("tên"), max_length=600, blank=True)
    answers = models.JSONField(_("nội dung"), default=dict, blank=True)
    revision = models.PositiveIntegerField(default=0)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=ApplicationState.choices, default=ApplicationState.DRAFT
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người lập")
    )
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("tổ chức đề xuất hoặc đăng ký chủ trì"),
    )  # fmt: skip
    agency = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cơ quan đề xuất"),
    )
    partners = models.ManyToManyField(
        "directory.Organisation", blank=True, related_name="+", verbose_name=_("tổ chức phối hợp")
    )
    receipt = models.CharField(_("số biên nhận"), max_length=30, blank=True)
    blind_code = models.CharField(_("mã ẩn danh"), max_length=20, blank=True)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    extended_until = models.DateTimeField(_("được gia hạn nộp đến"), null=True, blank=True)
    extension_reason = models.CharField(_("lý do gia hạn nộp"), max_length=500, blank=True)
    validity_note = models.TextField(_("kết luận về tính hợp lệ"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    asked_total = MoneyField(_("tổng kinh phí đề nghị"))
    asked_state = MoneyField(_("ngân sách nhà nước đề nghị"))
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField(_("lưu lúc"), auto_now=True)
    created_at = models.DateTimeField(auto_now_add=True)
    artificial = models.BooleanField(_("dữ liệu mẫu"), default=False, editable=False)
    attachments = GenericRelation("documents.Attachment", "object_id", "kind")

    class Meta:
        verbose_name = _("đề xuất, hồ sơ")
        verbose_name_plural = _("đề xuất, hồ sơ")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["owner", "state", "-id"], name="application_owner"),
            models.Index(fields=["task", "purpose", "state"], name="application_of_task"),
        ]
        constraints = [
            models.CheckConstraint(
                name="application_dossier_has_task", condition=Q(purpose=Purpose.PROPOSAL) | Q(task__isnull=False)
            ),
            models.CheckConstraint(
                name="application_proposal_without_call", condition=Q(purpose=Purpose.DOSSIER) | Q(call=None)
            ),
            models.CheckConstraint(
                name="application_sent",
                condition=~Q(state__in=SENT_STATES) | (Q(sent_at__isnull=False) & ~Q(receipt="") & Q(task__isnull=False)),
            ),
            models.CheckConstraint(
                name="application_judged_reasoned", condition=~Q(state="invalid") | ~Q(validity_note="")
            ),
            models.UniqueConstraint(name="application_receipt", fields=["receipt"], condition=~Q(receipt="")),
            models.UniqueConstraint(
                name="application_blind_code", fields=["task", "blind_code"], condition=~Q(blind_code="")
            ),
            models.UniqueConstraint(
                name="application_one_proposal_a_task", fields=["task"], condition=Q(purpose=Purpose.PROPOSAL)
            ),
            models.UniqueConstraint(
                name="application_one_chosen",
                fields=["task"],
                condition=Q(purpose=Purpose.DOSSIER, state=ApplicationState.CHOSEN),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title or self.receipt or f"#{self.pk}"

    @property
    def outward_title(self) -> str:
        """What it is called in mails, which leave the house: never by the name of a confidential task."""
        return self.task.outward_name if self.task and self.task.confidential else self.title


class SentVersion(models.Model):
    """What was sent, complete and plain (answers, team, budget, files with SHA-256), with the seal of it."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("bản"))
    content = models.JSONField()
    seal = models.CharField(max_length=64)
    sent_at = models.DateTimeField(_("gửi lúc"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("bản đã gửi")
        verbose_name_plural = _("bản đã gửi")
        ordering = ["application", "-number"]
        constraints = [models.UniqueConstraint(name="sentversion_once", fields=["application", "number"])]

    def __str__(self) -> str:
        return f"{self.application} ({self.number})"


class TeamMember(models.Model):
    """Somebody named in an application: an author for conflicts of interest as soon as named, with a right to read
    or write once the invitation is accepted."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="team")
    role = models.CharField(_("vai trò"), max_length=10, choices=TeamRole.choices)
    name = models.CharField(_("họ và tên"), max_length=150)
    person = models.ForeignKey(
        "directory.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("trong danh bạ"),
    )
    organisation = models.ForeignKey(
        "directory.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tổ chức"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    email = models.EmailField(_("thư điện tử"), blank=True)
    months = models.DecimalField(_("số tháng quy đổi"), max_digits=5, decimal_places=1, null=True, blank=True)
    degree_year = YearField(_("năm tốt nghiệp đại học trở lên"), null=True, blank=True)
    token = models.CharField(max_length=64, blank=True, db_index=True)
    invited_at = models.DateTimeField(_("mời lúc"), null=True, blank=True)
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    accepted = models.BooleanField(_("đồng ý"), null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("thành viên")
        verbose_name_plural = _("thành viên")
        ordering = ["application", "id"]
        constraints = [
            models.UniqueConstraint(
                name="teammember_one_leader",
                fields=["application"],
                condition=Q(role=TeamRole.LEADER, removed_at=None),
            ),
            models.UniqueConstraint(
                name="teammember_user_once",
                fields=["application", "user"],
                condition=Q(removed_at=None, user__isnull=False),
            ),
            models.CheckConstraint(
                name="teammember_answered", condition=Q(accepted=None) | Q(answered_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BudgetLine(models.Model):
    """One item of one source in one year: asked in a dossier; appraised, advanced and settled for the task.

    All money is whole đồng. The lines of the dossier that was chosen are the budget of the task.
    """

    application = models.ForeignKey(Application, models.CASCADE, null=True, blank=True, related_name="budget")
    task = models.ForeignKey(StTask, models.PROTECT, null=True, blank=True, related_name="budget_lines")
    year = YearField(_("năm"))
    source = models.CharField(_("nguồn"), max_length=10, choices=MoneySource.choices)
    item = models.CharField(_("khoản chi"), max_length=30)
    what = models.CharField(_("nội dung chi"), max_length=300, blank=True)
    norm = models.CharField(_("định mức, căn cứ tính"), max_length=300, blank=True)
    lump_sum = models.BooleanField(_("khoán"), default=False)
    asked = MoneyField(_("đề nghị"))
    planned = MoneyField(_("được duyệt"))
    advanced = MoneyField(_("đã cấp"))
    settled = MoneyField(_("đã quyết toán"))
    appraisal_note = models.CharField(_("ý kiến thẩm định"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("dòng dự toán")
        verbose_name_plural = _("dòng dự toán")
        ordering = ["year", "item", "source", "id"]
        constraints = [
            models.CheckConstraint(
                name="budgetline_of_one",
                condition=Q(application__isnull=False) | Q(task__isnull=False),
            ),
            models.CheckConstraint(
                name="budgetline_positive",
                condition=(Q(asked=None) | Q(asked__gte=0)) & (Q(planned=None) | Q(planned__gte=0))
                & (Q(advanced=None) | Q(advanced__gte=0)) & (Q(settled=None) | Q(settled__gte=0)),
            ),
            models.CheckConstraint(
                name="budgetline_settled_within_planned",
                condition=Q(settled=None) | Q(settled=0) | Q(planned__isnull=False, settled__lte=F("planned")),
                violation_error_message=_("Không quyết toán quá số được duyệt của dòng dự toán."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.year} {self.item}"
