"""A plan, the texts of it that were imported, and its section tree."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from khcn.kernel.documents.models import DocumentKind, StoredFile
from khcn.plan.choices import Visibility


class Plan(models.Model):
    """An official plan as the province carries it out; its text may come in several versions."""

    code = models.SlugField(_("mã"), max_length=80, unique=True)
    kind = models.CharField(_("loại văn bản"), max_length=8, choices=DocumentKind.choices, default="KH")
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    symbol = models.CharField(_("số, ký hiệu"), max_length=80, blank=True)
    issuer_name = models.CharField(_("cơ quan ban hành"), max_length=300, blank=True)
    issuer = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cơ quan ban hành"),
    )
    place = models.CharField(_("nơi ban hành"), max_length=120, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    short_title = models.CharField(_("tên gọn"), max_length=300)
    official_title = models.TextField(_("tên theo văn bản"), blank=True)
    from_year = models.PositiveSmallIntegerField(_("từ năm"), null=True, blank=True)
    to_year = models.PositiveSmallIntegerField(_("đến năm"), null=True, blank=True)
    territory = models.ForeignKey(
        "territory.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    territory_note = models.TextField(_("ghi chú về phạm vi địa bàn"), blank=True)
    visibility = models.CharField(
        _("phạm vi xem"), max_length=8, choices=Visibility.choices, default=Visibility.INTERNAL
    )
    artificial = models.BooleanField(_("dữ liệu mẫu"), default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("kế hoạch")
        verbose_name_plural = _("kế hoạch")
        ordering = ["-issued_on", "code"]
        constraints = [
            models.CheckConstraint(
                name="plan_years",
                condition=Q(from_year=None) | Q(to_year=None) | Q(to_year__gte=F("from_year")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.symbol} – {self.short_title}" if self.symbol else self.short_title


class PlanText(models.Model):
    """One imported version of the official text; spans of items are offsets into `text`."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="texts")
    version = models.PositiveSmallIntegerField(_("bản"))
    text = models.TextField(_("toàn văn"))
    sha256 = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(_("tên tệp"), max_length=255, blank=True)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("bản văn của kế hoạch")
        verbose_name_plural = _("bản văn của kế hoạch")
        ordering = ["plan", "-version"]
        constraints = [models.UniqueConstraint(name="plan_text_version", fields=["plan", "version"])]

    def __str__(self) -> str:
        return f"{self.plan} ({self.version})"


class Anchored(models.Model):
    """An item tied to the clause and the sentence it came from."""

    clause = models.CharField(_("điều khoản"), max_length=60, blank=True)
    source = models.ForeignKey(
        PlanText, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bản văn")
    )
    span_start = models.PositiveIntegerField(null=True, blank=True)
    span_end = models.PositiveIntegerField(null=True, blank=True)
    official_text = models.TextField(_("nguyên văn"), blank=True)
    confidence = models.DecimalField(_("độ tin cậy"), max_digits=3, decimal_places=2, null=True, blank=True)

    class Meta:
        abstract = True


class Section(Anchored):
    """A heading of the plan with its official number; `path` is like "II.2"."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sections")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    path = models.CharField(_("đường dẫn"), max_length=60)
    label = models.CharField(_("số mục"), max_length=20, blank=True)
    title = models.TextField(_("tên mục"))
    level = models.PositiveSmallIntegerField(_("cấp"))
    order = models.PositiveIntegerField(_("thứ tự"))

    class Meta:
        verbose_name = _("mục")
        verbose_name_plural = _("mục")
        ordering = ["plan", "order"]
        constraints = [models.UniqueConstraint(name="section_path", fields=["plan", "path"])]

    def __str__(self) -> str:
        return f"{self.label} {self.title}".strip()
