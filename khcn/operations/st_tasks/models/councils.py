"""Councils and finance groups as legal bodies: seats, what they judge, declarations, conflicts, meetings, sheets."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.operations.st_tasks.choices import (
    ConflictKind,
    CouncilRole,
    CouncilState,
    MeetingMode,
    MeetingState,
    Presence,
    Side,
)
from khcn.operations.st_tasks.models.applications import Application
from khcn.operations.st_tasks.models.tasks import StTask


class Council(models.Model):
    """Appointed by a decision; `kind` is the code of a council kind of the procedure."""

    procedure = models.ForeignKey(
        "st_tasks.Procedure", models.PROTECT, related_name="+", verbose_name=_("bộ quy tắc")
    )
    kind = models.CharField(_("loại hội đồng"), max_length=30)
    name = models.CharField(_("tên"), max_length=400)
    call = models.ForeignKey("st_tasks.Call", models.PROTECT, null=True, blank=True, related_name="councils")
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=CouncilState.choices, default=CouncilState.DRAFT
    )
    symbol = models.CharField(_("số quyết định thành lập"), max_length=80, blank=True)
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    term_from = models.DateField(_("nhiệm kỳ từ"), null=True, blank=True)
    term_to = models.DateField(_("nhiệm kỳ đến hết"), null=True, blank=True)
    blind = models.BooleanField(_("chấm ẩn danh"), default=False)
    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("thư ký hành chính"),
    )  # fmt: skip
    regulation = models.TextField(_("quy chế làm việc riêng"), blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    artificial = models.BooleanField(_("dữ liệu mẫu"), default=False, editable=False)
    attachments = GenericRelation("documents.Attachment", "object_id", "kind")

    class Meta:
        verbose_name = _("hội đồng")
        verbose_name_plural = _("hội đồng")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="council_appointed_by_decision",
                condition=~Q(state__in=["appointed", "closed"])
                | (~Q(symbol="") & Q(decided_on__isnull=False)),
                violation_error_message=_("Hội đồng đã thành lập phải có số và ngày quyết định."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A person's place in a council; who leaves is `left_on`, the row stays."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="seats")
    person = models.ForeignKey(
        "directory.Person", models.PROTECT, null=True, blank=True, related_name="council_seats",
        verbose_name=_("chuyên gia trong danh bạ"),
    )  # fmt: skip
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="council_seats",
        verbose_name=_("tài khoản"),
    )  # fmt: skip
    name = models.CharField(_("họ và tên"), max_length=150)
    title = models.CharField(_("học hàm, học vị, chức vụ"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("nơi công tác"),
    )  # fmt: skip
    workplace = models.CharField(_("nơi công tác (ngoài danh bạ)"), max_length=300, blank=True)
    role = models.CharField(_("chức trách"), max_length=16, choices=CouncilRole.choices)
    side = models.CharField(_("nhóm"), max_length=8, choices=Side.choices, blank=True)
    in_earlier = models.BooleanField(_("từng dự hội đồng trước"), default=False)
    acts_for_chair = models.BooleanField(_("được ủy quyền chủ trì"), default=False)
    invited_at = models.DateTimeField(_("mời lúc"), null=True, blank=True)
    left_on = models.DateField(_("thôi từ ngày"), null=True, blank=True)
    left_reason = models.CharField(_("lý do thôi"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("thành viên hội đồng")
        verbose_name_plural = _("thành viên hội đồng")
        ordering = ["council", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                name="seat_person_once",
                fields=["council", "person"],
                condition=Q(left_on=None, person__isnull=False),
            ),
            models.UniqueConstraint(
                name="seat_user_once",
                fields=["council", "user"],
                condition=Q(left_on=None, user__isnull=False),
            ),
            models.UniqueConstraint(
                name="seat_one_chair", fields=["council"], condition=Q(role=CouncilRole.CHAIR, left_on=None)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CouncilItem(models.Model):
    """What a council judges: a task, or one dossier for a task. `outcome` is computed, with its arithmetic."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="items")
    task = models.ForeignKey(StTask, models.PROTECT, related_name="council_items")
    dossier = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="council_items"
    )
    order = models.PositiveSmallIntegerField(default=0)
    reviewers = models.ManyToManyField(Seat, blank=True, related_name="reviews", verbose_name=_("phản biện"))
    outcome = models.JSONField(_("kết quả tính"), null=True, blank=True)
    concluded_at = models.DateTimeField(_("kết luận lúc"), null=True, blank=True)
    conclusion = models.TextField(_("kết luận của hội đồng"), blank=True)
    result = models.CharField(_("kết quả"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("nội dung hội đồng xem xét")
        verbose_name_plural = _("nội dung hội đồng xem xét")
        ordering = ["council", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                name="councilitem_task", fields=["council", "task"], condition=Q(dossier=None)
            ),
            models.UniqueConstraint(name="councilitem_dossier", fields=["council", "dossier"]),
            models.CheckConstraint(
                name="councilitem_concluded",
                condition=Q(concluded_at=None) | (~Q(result="") & Q(outcome__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.dossier or self.task)


class Declaration(models.Model):
    """A member says, before any paper is seen, whether something stands between them and an item. One row an item."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="declarations")
    item = models.ForeignKey(CouncilItem, models.PROTECT, related_name="declarations")
    conflicted = models.BooleanField(_("có xung đột lợi ích"))
    explanation = models.TextField(_("giải thích"), blank=True)
    made_at = models.DateTimeField(_("khai lúc"), auto_now_add=True)
    on_paper = models.BooleanField(_("khai trên giấy"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("khai xung đột lợi ích")
        verbose_name_plural = _("khai xung đột lợi ích")
        ordering = ["item", "seat"]
        constraints = [
            models.UniqueConstraint(name="declaration_once", fields=["seat", "item"]),
            models.CheckConstraint(
                name="declaration_reasoned", condition=Q(conflicted=False) | ~Q(explanation="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.conflicted}"


class Conflict(models.Model):
    """A ground that keeps a member from judging an item, declared or computed. A pinned one survives recomputing;
    a waived one lets the member judge, with a reason and a name."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="conflicts")
    item = models.ForeignKey(CouncilItem, models.CASCADE, related_name="conflicts")
    kind = models.CharField(_("căn cứ"), max_length=12, choices=ConflictKind.choices)
    reason = models.CharField(_("vì sao"), max_length=500)
    declared = models.BooleanField(_("do thành viên khai"), default=False)
    bars = models.BooleanField(_("không được chấm"), default=True)
    pinned = models.BooleanField(_("giữ khi tính lại"), default=False)
    waived_at = models.DateTimeField(null=True, blank=True)
    waived_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    waiver_reason = models.CharField(_("lý do cho phép"), max_length=500, blank=True)
    found_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("xung đột lợi ích")
        verbose_name_plural = _("xung đột lợi ích")
        ordering = ["item", "seat", "kind"]
        constraints = [
            models.UniqueConstraint(name="conflict_once", fields=["seat", "item", "kind", "reason"]),
            models.CheckConstraint(
                name="conflict_waived_reasoned", condition=Q(waived_at=None) | ~Q(waiver_reason="")
            ),
            models.CheckConstraint(
                name="conflict_author_never_waived",
                condition=Q(waived_at=None) | ~Q(kind__in=["team", "competing"]),
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class Meeting(models.Model):
    """A meeting of a council, on paper, on line or mixed. Papers go out some working days before."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField(_("phiên"), default=1)
    at = models.DateTimeField(_("họp lúc"))
    place = models.CharField(_("nơi họp"), max_length=300, blank=True)
    mode = models.CharField(
        _("hình thức"), max_length=8, choices=MeetingMode.choices, default=MeetingMode.PAPER
    )
    state = models.CharField(_("trạng thái"), max_length=10, choices=MeetingState.choices, default="planned")
    invitation_symbol = models.CharField(_("số giấy mời"), max_length=80, blank=True)
    invited_on = models.DateField(_("ngày mời"), null=True, blank=True)
    papers_sent_on = models.DateField(_("ngày gửi tài liệu"), null=True, blank=True)
    items = models.ManyToManyField(
        CouncilItem, blank=True, related_name="meetings", verbose_name=_("nội dung")
    )
    guests = models.TextField(_("khách mời"), blank=True)
    counters = models.TextField(_("tổ kiểm phiếu"), blank=True)
    discussion = models.TextField(_("diễn biến, ý kiến"), blank=True)
    quorum = models.JSONField(_("điều kiện họp"), null=True, blank=True)
    minutes_symbol = models.CharField(_("số biên bản"), max_length=80, blank=True)
    conclusion_sent_on = models.DateField(_("ngày gửi kết luận"), null=True, blank=True)
    closed_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    attachments = GenericRelation("documents.Attachment", "object_id", "kind")

    class Meta:
        verbose_name = _("phiên họp")
        verbose_name_plural = _("phiên họp")
        ordering = ["council", "number"]
        constraints = [
            models.UniqueConstraint(name="meeting_number", fields=["council", "number"]),
            models.CheckConstraint(
                name="meeting_closed_whole",
                condition=~Q(state="closed")
                | (Q(closed_at__isnull=False) & ~Q(minutes_symbol="") & Q(quorum__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council} – {self.number}"


class Attendance(models.Model):
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="attendance")
    presence = models.CharField(_("dự họp"), max_length=8, choices=Presence.choices)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("điểm danh")
        verbose_name_plural = _("điểm danh")
        ordering = ["meeting", "seat__order", "seat"]
        constraints = [models.UniqueConstraint(name="attendance_once", fields=["meeting", "seat"])]

    def __str__(self) -> str:
        return f"{self.seat}: {self.presence}"


class Sheet(models.Model):
    """A member's sheet on an item: review or ballot. Frozen on handing in, with the seal of what it says.

    `judged_version` is the number of the sent version that the member read.
    `points`: {criterion: "12.5"}; `answers`: {content code: "pass"|"fail"} or grades of products; `vote`: what the
    member proposes. A criterion without points is missing, never zero.
    """

    item = models.ForeignKey(CouncilItem, models.PROTECT, related_name="sheets")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="sheets")
    kind = models.CharField(_("loại phiếu"), max_length=30)
    points = models.JSONField(_("điểm"), default=dict, blank=True)
    answers = models.JSONField(_("đánh giá"), default=dict, blank=True)
    vote = models.CharField(_("ý kiến chung"), max_length=20, blank=True)
    comment = models.TextField(_("nhận xét"), blank=True)
    revision = models.PositiveIntegerField(default=0)
    judged_version = models.PositiveSmallIntegerField(_("bản được chấm"), null=True, blank=True)
    blank = models.BooleanField(_("phiếu trắng, không hợp lệ khi kiểm"), default=False)
    handed_in_at = models.DateTimeField(_("nộp lúc"), null=True, blank=True)
    seal = models.CharField(max_length=64, blank=True)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("nhập từ bản giấy bởi"),
    )
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)
    attachments = GenericRelation("documents.Attachment", "object_id", "kind")

    class Meta:
        verbose_name = _("phiếu")
        verbose_name_plural = _("phiếu")
        ordering = ["item", "seat__order", "seat"]
        constraints = [
            models.UniqueConstraint(name="sheet_once", fields=["item", "seat", "kind"]),
            models.CheckConstraint(name="sheet_sealed", condition=Q(handed_in_at=None) | ~Q(seal="")),
        ]

    def __str__(self) -> str:
        return f"{self.item} – {self.seat}"


class Question(models.Model):
    """A member's question to the applicant before the meeting, forwarded by the clerk, and the answer."""

    item = models.ForeignKey(CouncilItem, models.CASCADE, related_name="questions")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="questions")
    text = models.TextField(_("câu hỏi"))
    asked_at = models.DateTimeField(auto_now_add=True)
    forwarded_at = models.DateTimeField(_("chuyển lúc"), null=True, blank=True)
    answer = models.TextField(_("trả lời"), blank=True)
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("câu hỏi của thành viên")
        verbose_name_plural = _("câu hỏi của thành viên")
        ordering = ["item", "id"]

    def __str__(self) -> str:
        return self.text[:80]
