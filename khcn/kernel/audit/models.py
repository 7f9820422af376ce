"""Append-only events, each sealed with the hash of the one before."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """Who did what to which record, on whose behalf, and what it was before and after.

    The database refuses UPDATE and DELETE on this table (triggers in the migration).
    """

    number = models.PositiveBigIntegerField(_("số thứ tự"), unique=True)
    at = models.DateTimeField(_("lúc"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    actor_name = models.CharField(_("người thực hiện"), max_length=150, blank=True)
    on_behalf = models.CharField(_("nhân danh"), max_length=300, blank=True)
    action = models.CharField(_("việc"), max_length=80)
    model = models.CharField(_("loại bản ghi"), max_length=80, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    label = models.CharField(_("bản ghi"), max_length=300, blank=True)
    before = models.JSONField(_("trước"), default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(_("sau"), default=dict, encoder=DjangoJSONEncoder)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("sự kiện")
        verbose_name_plural = _("nhật ký sự kiện")
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["model", "object_id", "-number"], name="event_of_record"),
            models.Index(fields=["-at"], name="event_at"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"
