"""Official documents, stored files, and what they are attached to."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class DocumentKind(models.TextChoices):
    """Kinds of administrative document, NĐ 30/2020/NĐ-CP art. 7 and Annex III (those in use here)."""

    PLAN = "KH", _("Kế hoạch")
    DECISION = "QĐ", _("Quyết định")
    RESOLUTION = "NQ", _("Nghị quyết")
    REPORT = "BC", _("Báo cáo")
    SUBMISSION = "TTr", _("Tờ trình")
    LETTER = "CV", _("Công văn")
    NOTICE = "TB", _("Thông báo")
    MINUTES = "BB", _("Biên bản")
    PROGRAMME = "CTr", _("Chương trình")
    SCHEME = "ĐA", _("Đề án")
    DIRECTIVE = "CT", _("Chỉ thị")
    OTHER = "KHAC", _("Văn bản khác")


class StoredFile(models.Model):
    """One content, kept once under its SHA-256 outside the web root."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("dung lượng (byte)"))
    media_type = models.CharField(_("loại nội dung"), max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("tệp lưu trữ")
        verbose_name_plural = _("tệp lưu trữ")

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def storage_name(self) -> str:
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"


class Document(models.Model):
    """An official document: số/ký hiệu, ngày, người ký, trích yếu, loại."""

    kind = models.CharField(_("loại văn bản"), max_length=8, choices=DocumentKind.choices)
    symbol = models.CharField(_("số, ký hiệu"), max_length=80, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=300, blank=True)
    signer = models.CharField(_("người ký"), max_length=150, blank=True)
    summary = models.CharField(_("trích yếu"), max_length=1000, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("văn bản")
        verbose_name_plural = _("văn bản")
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.CheckConstraint(name="document_told", condition=~Q(symbol="") | ~Q(summary="")),
        ]

    def __str__(self) -> str:
        return self.symbol or self.summary


class Purpose(models.TextChoices):
    SOURCE = "source", _("Văn bản gốc")
    EVIDENCE = "evidence", _("Minh chứng")
    BASIS = "basis", _("Văn bản làm căn cứ")
    ANSWER = "answer", _("Văn bản trả lời")
    OTHER = "other", _("Tài liệu khác")


class Attachment(models.Model):
    """Joins any record with a document, a file, or both; who sees the record sees these."""

    kind = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("kind", "object_id")
    purpose = models.CharField(
        _("dùng làm"), max_length=10, choices=Purpose.choices, default=Purpose.EVIDENCE
    )
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="attachments")
    file_name = models.CharField(_("tên tệp"), max_length=255, blank=True)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("tài liệu đính kèm")
        verbose_name_plural = _("tài liệu đính kèm")
        ordering = ["-added_at", "-id"]
        indexes = [models.Index(fields=["kind", "object_id"], name="attachment_of_record")]
        constraints = [
            models.CheckConstraint(
                name="attachment_holds_something",
                condition=Q(document__isnull=False) | Q(file__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name or str(self.document)
