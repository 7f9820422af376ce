"""What agencies send: reports in versions, answers item by item, remarks. What was sent never changes."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.agency_reports.choices import Declared, Level, ReportState
from khcn.agency_reports.models.cycles import ReportRequest, RequestItem


class Report(models.Model):
    """One version of an agency's report. Several parts of one request may be sent at different times.

    `sealed` is what was sent, complete and plain, with its SHA-256; it is written once, on sending.
    """

    request = models.ForeignKey(ReportRequest, models.PROTECT, related_name="reports")
    part = models.CharField(_("phần"), max_length=120, blank=True)
    version = models.PositiveSmallIntegerField(_("bản"), default=1)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=ReportState.choices, default=ReportState.DRAFT
    )
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("thay cho")
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("bắt đầu lúc"), auto_now_add=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(_("tiếp nhận hoặc trả lại lúc"), null=True, blank=True)
    decision_note = models.TextField(_("ý kiến"), blank=True)
    sealed = models.JSONField(null=True, blank=True)
    seal = models.CharField(max_length=64, blank=True)
    attachments = GenericRelation("documents.Attachment", "object_id", "kind")

    class Meta:
        verbose_name = _("báo cáo của đơn vị")
        verbose_name_plural = _("báo cáo của đơn vị")
        ordering = ["request", "part", "-version"]
        constraints = [
            models.UniqueConstraint(name="report_version", fields=["request", "part", "version"]),
            models.UniqueConstraint(
                name="report_one_at_work",
                fields=["request", "part"],
                condition=Q(state__in=["draft", "checking", "sent", "accepted"]),
            ),
            models.CheckConstraint(
                name="report_sent_sealed",
                condition=Q(state__in=["draft", "checking"])
                | (Q(sent_at__isnull=False) & ~Q(seal="") & Q(sealed__isnull=False)),
            ),
            models.CheckConstraint(
                name="report_returned_reasoned", condition=~Q(state="returned") | Q(decided_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request} ({self.version})"


class Answer(models.Model):
    """What a report says on one item. `revision` grows with every save, so that nobody overwrites unseen.

    `money`: [{"origin", "planned", "allocated", "disbursed", "settled"}] in whole đồng.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="answers")
    item = models.ForeignKey(RequestItem, models.PROTECT, related_name="answers")
    nothing = models.BooleanField(_("không có phát sinh"), default=False)
    declared = models.CharField(_("tự đánh giá"), max_length=8, choices=Declared.choices, blank=True)
    text = models.TextField(_("kết quả, nội dung"), blank=True)
    value = models.DecimalField(_("giá trị"), max_digits=26, decimal_places=8, null=True, blank=True)
    numerator = models.DecimalField(_("tử số"), max_digits=26, decimal_places=8, null=True, blank=True)
    denominator = models.DecimalField(_("mẫu số"), max_digits=26, decimal_places=8, null=True, blank=True)
    unit = models.CharField(_("đơn vị tính"), max_length=80, blank=True)
    money = models.JSONField(_("kinh phí"), default=list, blank=True)
    obstacle = models.TextField(_("khó khăn, vướng mắc"), blank=True)
    proposal = models.TextField(_("đề xuất, kiến nghị"), blank=True)
    level = models.CharField(_("cấp giải quyết"), max_length=12, choices=Level.choices, blank=True)
    explanation = models.TextField(_("giải trình"), blank=True)
    filled_in_from = models.CharField(_("điền sẵn từ"), max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField(_("lưu lúc"), auto_now=True)
    attachments = GenericRelation("documents.Attachment", "object_id", "kind")

    class Meta:
        verbose_name = _("câu trả lời")
        verbose_name_plural = _("câu trả lời")
        ordering = ["report", "item__order", "id"]
        constraints = [
            models.UniqueConstraint(name="answer_once", fields=["report", "item"]),
            models.CheckConstraint(
                name="answer_whole_or_none",
                condition=Q(numerator=None, denominator=None)
                | (Q(numerator__isnull=False, denominator__isnull=False) & ~Q(denominator=0)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}"


class Remark(models.Model):
    """What the department asks to be put right, at the answer and field it is about."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="remarks")
    item = models.ForeignKey(RequestItem, models.PROTECT, null=True, blank=True, related_name="+")
    field = models.CharField(_("ô"), max_length=20, blank=True)
    text = models.TextField(_("nhận xét"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("nhận xét")
        verbose_name_plural = _("nhận xét")
        ordering = ["report", "id"]

    def __str__(self) -> str:
        return self.text[:80]


class Presence(models.Model):
    """Who has a report open now; rows older than a minute mean nothing."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="present")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    item = models.ForeignKey(RequestItem, models.CASCADE, null=True, blank=True, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("người đang mở")
        verbose_name_plural = _("người đang mở")
        constraints = [models.UniqueConstraint(name="presence_once", fields=["report", "user"])]

    def __str__(self) -> str:
        return f"{self.user}"


class AcceptedValue(models.Model):
    """Which answer stands for an item after acceptance, and what was made of it. A pointer, changed only by accepting."""

    item = models.OneToOneField(RequestItem, models.PROTECT, related_name="accepted")
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="+")
    observation = models.ForeignKey(
        "indicators.Observation", models.SET_NULL, null=True, blank=True, related_name="reported_by"
    )
    update = models.ForeignKey(
        "agency_reports.TaskUpdate", models.SET_NULL, null=True, blank=True, related_name="reported_by"
    )
    obstacle = models.ForeignKey(
        "agency_reports.Obstacle", models.SET_NULL, null=True, blank=True, related_name="reported_by"
    )
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    accepted_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("giá trị được tiếp nhận")
        verbose_name_plural = _("giá trị được tiếp nhận")

    def __str__(self) -> str:
        return str(self.item)
