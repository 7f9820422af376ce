"""A file taken in for a register, and what became of each of its rows."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.register_io.choices import BatchState, Mode, Verdict


class ImportBatch(models.Model):
    """One file for one register: checked first, applied when a person decides so."""

    register = models.CharField(_("sổ"), max_length=60)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    file_name = models.CharField(_("tên tệp"), max_length=255)
    state = models.CharField(
        _("trạng thái"), max_length=9, choices=BatchState.choices, default=BatchState.CHECKING
    )
    mode = models.CharField(_("cách ghi"), max_length=4, choices=Mode.choices, blank=True)
    counts = models.JSONField(_("số dòng"), default=dict)
    warnings = models.JSONField(_("lưu ý"), default=list)
    message = models.TextField(_("thông báo"), blank=True)
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("người nhập"),
    )  # fmt: skip
    by_name = models.CharField(_("người nhập"), max_length=150, blank=True)
    created_at = models.DateTimeField(_("lúc nhận tệp"), auto_now_add=True)
    checked_at = models.DateTimeField(_("kiểm tra xong lúc"), null=True, blank=True)
    applied_at = models.DateTimeField(_("ghi xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lần nhập sổ")
        verbose_name_plural = _("các lần nhập sổ")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["register", "-created_at"], name="import_batch_register")]
        constraints = [
            models.CheckConstraint(
                name="import_batch_applied", condition=~Q(state=BatchState.DONE) | Q(applied_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def count(self, verdict: str) -> int:
        return int(self.counts.get(verdict, 0))

    @property
    def good(self) -> int:
        """How many rows an apply would write."""
        return self.count(Verdict.NEW) + self.count(Verdict.CHANGED)


class ImportRow(models.Model):
    """A row of the file as it was understood; `values` is what an apply stores.

    `changes` are [field, before, after] as people read them; `errors` are {field, column, value, message}.
    `seen_at` is the version of the record with which the row was compared.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("dòng"))
    verdict = models.CharField(_("kết quả"), max_length=9, choices=Verdict.choices)
    label = models.CharField(_("bản ghi"), max_length=200, blank=True)
    record_id = models.PositiveBigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=30, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    values = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    changes = models.JSONField(default=list)
    errors = models.JSONField(default=list)
    applied = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("dòng của lần nhập")
        verbose_name_plural = _("dòng của lần nhập")
        ordering = ["number"]
        indexes = [models.Index(fields=["batch", "verdict", "number"], name="import_row_verdict")]
        constraints = [models.UniqueConstraint(name="import_row_once", fields=["batch", "number"])]

    def __str__(self) -> str:
        return f"{self.number} {self.label}"
