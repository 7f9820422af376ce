"""Workbooks that came in for a report."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class WorkbookUpload(models.Model):
    """One file and the report it is for. What it would change is worked out anew whenever somebody looks."""

    report = models.ForeignKey("agency_reports.Report", models.PROTECT, related_name="workbooks")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    file_name = models.CharField(_("tên tệp"), max_length=255)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("người nạp"),
    )  # fmt: skip
    by_name = models.CharField(_("người nạp"), max_length=150, blank=True)
    created_at = models.DateTimeField(_("nạp lúc"), auto_now_add=True)
    applied_at = models.DateTimeField(_("ghi lần cuối lúc"), null=True, blank=True)
    saved = models.PositiveIntegerField(_("số mục đã ghi"), default=0)

    class Meta:
        verbose_name = _("tệp Excel báo cáo")
        verbose_name_plural = _("tệp Excel báo cáo")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="report_workbook_applied", condition=Q(saved=0) | Q(applied_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
