"""A document on its way into the platform: read, reviewed, corrected, confirmed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from khcn.kernel.documents.models import StoredFile
from khcn.plan.choices import ImportState
from khcn.plan.models.plans import Plan


class PlanImport(models.Model):
    """`parsed` is the Plan document JSON as read; `corrected` what a person made of it so far."""

    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(_("tên tệp"), max_length=255)
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, blank=True, related_name="imports")
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=ImportState.choices, default=ImportState.READING
    )
    text = models.TextField(blank=True)
    notes = models.JSONField(default=list, blank=True)
    parsed = models.JSONField(null=True, blank=True)
    corrected = models.JSONField(null=True, blank=True)
    message = models.TextField(_("thông báo"), blank=True)
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, blank=True, related_name="+")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("lần nhập văn bản")
        verbose_name_plural = _("lần nhập văn bản")
        ordering = ["-started_at", "-id"]

    def __str__(self) -> str:
        return self.file_name
