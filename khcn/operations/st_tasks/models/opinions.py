"""Opinions of independent experts, asked for beside the councils."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khcn.operations.st_tasks.choices import OpinionAbout
from khcn.operations.st_tasks.models.tasks import StTask


class ExpertOpinion(models.Model):
    """What an expert or an organisation outside the councils was asked, by when, and what they said."""

    task = models.ForeignKey(StTask, models.PROTECT, related_name="opinions", verbose_name=_("nhiệm vụ"))
    about = models.CharField(_("về việc"), max_length=12, choices=OpinionAbout.choices)
    name = models.CharField(_("chuyên gia hoặc tổ chức"), max_length=200)
    workplace = models.CharField(_("học hàm, học vị, nơi công tác"), max_length=300, blank=True)
    is_organisation = models.BooleanField(_("là tổ chức"), default=False)
    symbol = models.CharField(_("số văn bản mời"), max_length=80, blank=True)
    asked_on = models.DateField(_("ngày mời"))
    due_on = models.DateField(_("hạn trả lời"), null=True, blank=True)
    answered_on = models.DateField(_("ngày trả lời"), null=True, blank=True)
    text = models.TextField(_("ý kiến"), blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("ý kiến chuyên gia độc lập")
        verbose_name_plural = _("ý kiến chuyên gia độc lập")
        ordering = ["task", "about", "asked_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="expertopinion_answered",
                condition=Q(answered_on=None, text="") | (Q(answered_on__gte=F("asked_on")) & ~Q(text="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
