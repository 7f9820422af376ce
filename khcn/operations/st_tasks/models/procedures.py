"""Rule sets: the procedure of one regime in versions. What a version in force says never changes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.base import Dated, Sourced, dates_in_order
from khcn.operations.st_tasks.choices import ProcedureState


class Procedure(Sourced, Dated):
    """`definition` has the shape of `procedures.shape`; `valid_from` and `valid_to` are days of approval of tasks."""

    code = models.SlugField(_("mã"), max_length=40)
    version = models.PositiveSmallIntegerField(_("phiên bản"), default=1)
    name = models.CharField(_("tên bộ quy tắc"), max_length=300)
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=ProcedureState.choices, default=ProcedureState.DRAFT
    )
    definition = models.JSONField(_("nội dung"))
    from_pack = models.BooleanField(_("từ gói dữ liệu"), default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    change_note = models.TextField(_("thay đổi so với bản trước"), blank=True)

    class Meta:
        verbose_name = _("bộ quy tắc")
        verbose_name_plural = _("bộ quy tắc")
        ordering = ["code", "-version"]
        constraints = [
            dates_in_order("procedure_dates"),
            models.UniqueConstraint(name="procedure_version", fields=["code", "version"]),
            models.UniqueConstraint(
                name="procedure_one_in_force", fields=["code"], condition=Q(state=ProcedureState.IN_FORCE)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"
