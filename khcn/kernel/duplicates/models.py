"""Pairs of records that may be the same, and what people decided about them."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    OPEN = "open", _("Chờ xem")
    DIFFERENT = "different", _("Không trùng")
    MERGED = "merged", _("Đã gộp")
    GONE = "gone", _("Không còn nghi trùng")


class Suspect(models.Model):
    """Two records of one register, the lower key first; `score` runs from 0 to 100."""

    kind = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    first_id = models.PositiveBigIntegerField()
    second_id = models.PositiveBigIntegerField()
    score = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=200, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    found_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("cặp nghi trùng")
        verbose_name_plural = _("cặp nghi trùng")
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(name="suspect_once", fields=["kind", "first_id", "second_id"]),
            models.CheckConstraint(name="suspect_ordered", condition=Q(first_id__lt=F("second_id"))),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}"
