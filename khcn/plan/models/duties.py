"""Duties of agencies, reporting duties, funding sources and legal bases."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from khcn.plan.choices import Frequency
from khcn.plan.models.plans import Anchored, Plan


class Duty(Anchored):
    """A group of duties in the section on organisation, e.g. VI.3; its holders are parties."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="duties")
    order = models.PositiveIntegerField(_("thứ tự"))
    short_title = models.CharField(_("tên gọn"), max_length=300)
    withdrawn = models.BooleanField(_("không còn trong bản mới"), default=False)

    class Meta:
        verbose_name = _("trách nhiệm")
        verbose_name_plural = _("trách nhiệm")
        ordering = ["plan", "order"]
        constraints = [models.UniqueConstraint(name="duty_clause", fields=["plan", "clause"])]

    def __str__(self) -> str:
        return f"{self.clause} {self.short_title}"


class ReportingDuty(Anchored):
    """A duty to report: yearly with or without a day, or once in a year. `receivers` are names."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="reporting_duties")
    order = models.PositiveIntegerField(_("thứ tự"))
    short_title = models.CharField(_("tên gọn"), max_length=300)
    frequency = models.CharField(_("định kỳ"), max_length=12, choices=Frequency.choices)
    due_month = models.PositiveSmallIntegerField(_("tháng"), null=True, blank=True)
    due_day = models.PositiveSmallIntegerField(_("ngày"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("năm"), null=True, blank=True)
    receivers = models.JSONField(_("nơi nhận báo cáo"), default=list, blank=True)
    internal_lead_days = models.PositiveSmallIntegerField(_("hạn nội bộ sớm hơn (ngày làm việc)"), default=10)
    withdrawn = models.BooleanField(_("không còn trong bản mới"), default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("chế độ báo cáo")
        verbose_name_plural = _("chế độ báo cáo")
        ordering = ["plan", "order"]

    def __str__(self) -> str:
        return self.short_title


class FundingSource(Anchored):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="funding_sources")
    order = models.PositiveIntegerField(_("thứ tự"))
    short_title = models.CharField(_("tên gọn"), max_length=300)
    withdrawn = models.BooleanField(_("không còn trong bản mới"), default=False)

    class Meta:
        verbose_name = _("nguồn kinh phí")
        verbose_name_plural = _("nguồn kinh phí")
        ordering = ["plan", "order"]

    def __str__(self) -> str:
        return self.short_title


class LegalBasis(Anchored):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="legal_bases")
    symbol = models.CharField(_("số, ký hiệu"), max_length=80)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)

    class Meta:
        verbose_name = _("căn cứ")
        verbose_name_plural = _("căn cứ")
        ordering = ["plan", "issued_on", "id"]
        constraints = [models.UniqueConstraint(name="legal_basis_once", fields=["plan", "symbol"])]

    def __str__(self) -> str:
        return self.symbol
