"""The consolidated report of a cycle: sections and blocks that keep their source, and the frozen snapshot."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from khcn.agency_reports.models import Answer, Cycle
from khcn.outputs.official_reports.choices import Authority, BlockKind, BlockState, ReportState
from khcn.plan.models import Task


class OfficialReport(models.Model):
    """One report to one set of readers. Frozen, it is shown and written from `snapshot` alone.

    `snapshot` holds text, values with vintage and source, names of organisations and the signer's authority as they
    were; `seal` is its SHA-256. Number and date come when the document is issued.
    """

    cycle = models.ForeignKey(
        Cycle, models.PROTECT, related_name="official_reports", verbose_name=_("kỳ báo cáo")
    )
    title = models.CharField(_("trích yếu"), max_length=500)
    issuer = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("cơ quan ban hành")
    )
    addressees = models.JSONField(_("kính gửi"), default=list, blank=True)
    recipients = models.JSONField(_("nơi nhận"), default=list, blank=True)
    symbol = models.CharField(_("ký hiệu"), max_length=60, blank=True)
    place = models.CharField(_("địa danh"), max_length=120, blank=True)
    gathered_at = models.DateTimeField(_("tổng hợp lần cuối lúc"), null=True, blank=True)
    authority = models.CharField(_("thẩm quyền ký"), max_length=5, choices=Authority.choices, blank=True)
    collective = models.CharField(_("tập thể được thay mặt"), max_length=200, blank=True)
    head_title = models.CharField(_("chức vụ người đứng đầu"), max_length=100, default="GIÁM ĐỐC")
    signer_title = models.CharField(_("chức vụ người ký"), max_length=100, blank=True)
    signer_name = models.CharField(_("người ký"), max_length=150, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=ReportState.choices, default=ReportState.DRAFT
    )
    snapshot = models.JSONField(null=True, blank=True)
    seal = models.CharField(max_length=64, blank=True)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    frozen_at = models.DateTimeField(_("chốt lúc"), null=True, blank=True)
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    document = models.OneToOneField(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("văn bản"),
    )
    public_summary = models.TextField(_("tóm tắt công khai"), blank=True)
    published_at = models.DateTimeField(_("công khai lúc"), null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    artificial = models.BooleanField(_("dữ liệu mẫu"), default=False)
    attachments = GenericRelation("documents.Attachment", "object_id", "kind")
    history = HistoricalRecords(excluded_fields=["snapshot"])

    class Meta:
        verbose_name = _("báo cáo tổng hợp")
        verbose_name_plural = _("báo cáo tổng hợp")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(name="official_report_once", fields=["cycle", "issuer"]),
            models.CheckConstraint(
                name="official_report_published_issued",
                condition=Q(published_at=None) | (Q(state="issued") & ~Q(public_summary="")),
            ),
            models.CheckConstraint(
                name="official_report_frozen_sealed",
                condition=Q(state="draft")
                | (Q(snapshot__isnull=False) & ~Q(seal="") & Q(frozen_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="official_report_issued_numbered",
                condition=~Q(state="issued") | Q(number__isnull=False, issued_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Section(models.Model):
    """A heading of the report; `label` is written before the title ("I.", "1.", "a)")."""

    report = models.ForeignKey(OfficialReport, models.CASCADE, related_name="sections")
    code = models.SlugField(_("mã"), max_length=60)
    level = models.PositiveSmallIntegerField(_("cấp"), default=1)
    label = models.CharField(_("số mục"), max_length=10, blank=True)
    title = models.CharField(_("tên mục"), max_length=300)
    order = models.PositiveIntegerField(_("thứ tự"))

    class Meta:
        verbose_name = _("mục của báo cáo")
        verbose_name_plural = _("mục của báo cáo")
        ordering = ["report", "order"]
        constraints = [models.UniqueConstraint(name="official_section_code", fields=["report", "code"])]

    def __str__(self) -> str:
        return f"{self.label} {self.title}".strip()

    @property
    def annex(self) -> bool:
        return self.code.startswith("phu-luc-")


class Block(models.Model):
    """A paragraph or table. `original` is what the agency or the template said; `text` what the report will say.

    `figures` are the numbers in the text with their origin:
    [{"text": "12", "kind": "count|observation|answer|answers|status|tasks|requests", "ref": {...}, "url_name",
    "url_args"}]. `key` names what a block was made from, once in a report; a typed block has none. `newer` is what
    the source says now where a person had already worked on the block: nothing overwrites a person's text.
    """

    section = models.ForeignKey(Section, models.CASCADE, related_name="blocks")
    kind = models.CharField(_("loại"), max_length=10, choices=BlockKind.choices)
    key = models.CharField(_("nguồn của đoạn"), max_length=160, blank=True)
    newer = models.JSONField(_("nguồn đã đổi thành"), null=True, blank=True)
    order = models.PositiveIntegerField(_("thứ tự"))
    original = models.TextField(_("nguyên văn"), blank=True)
    text = models.TextField(_("nội dung"), blank=True)
    table = models.JSONField(_("bảng"), null=True, blank=True)
    figures = models.JSONField(_("các con số và nguồn"), default=list, blank=True)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, blank=True, related_name="blocks")
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+")
    rule = models.SlugField(_("mẫu câu"), max_length=60, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=BlockState.choices, default=BlockState.WAITING
    )
    revision = models.PositiveIntegerField(default=0)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    edited_at = models.DateTimeField(_("sửa lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("đoạn của báo cáo")
        verbose_name_plural = _("đoạn của báo cáo")
        ordering = ["section", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                name="block_of_source_once", fields=["section", "key"], condition=~Q(key="")
            ),
            models.CheckConstraint(
                name="block_of_agency_keeps_source",
                condition=~Q(kind="agency") | Q(agency__isnull=False, answer__isnull=False),
            ),
            models.CheckConstraint(
                name="block_suggested_by_rule", condition=~Q(kind="suggested") | ~Q(rule="")
            ),
        ]

    def __str__(self) -> str:
        return (self.text or self.original)[:80]
