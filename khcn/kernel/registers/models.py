"""What the engine itself stores: states of records with their days, kept views of lists, registers to be counted anew."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.life import Standing


class StateChange(models.Model):
    """A record was in this state from `on` until the day before `until`; the rows of a record form a chain."""

    kind = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    state = models.CharField(max_length=30)
    standing = models.CharField(max_length=8, choices=Standing.choices)
    on = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến ngày"), null=True, blank=True)
    reason = models.CharField(_("lý do, căn cứ"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("thay đổi trạng thái")
        verbose_name_plural = _("thay đổi trạng thái")
        ordering = ["on", "pk"]
        indexes = [
            models.Index(fields=["kind", "object_id", "on"], name="statechange_of_record"),
            # few records ever stand still, and every count of what is in force asks which
            models.Index(
                fields=["kind", "object_id"], name="statechange_paused", condition=Q(standing=Standing.PAUSED)
            ),
        ]
        constraints = [
            models.CheckConstraint(name="statechange_dates", condition=Q(until=None) | Q(until__gte=F("on"))),
            models.UniqueConstraint(
                name="statechange_one_open", fields=["kind", "object_id"], condition=Q(until=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.on:%d/%m/%Y}"


class SavedView(models.Model):
    """A list as somebody set it up: filters, order, columns, kept under a name; shared ones serve colleagues."""

    register = models.CharField(max_length=60)
    name = models.CharField(_("tên"), max_length=120)
    query = models.CharField(max_length=1000, blank=True)
    shared = models.BooleanField(_("dùng chung trong hệ thống"), default=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("danh sách đã lưu")
        verbose_name_plural = _("danh sách đã lưu")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(name="saved_view_once", fields=["register", "user", "name"])]

    def __str__(self) -> str:
        return self.name


class StaleRegister(models.Model):
    """Records of a register were changed and its facts have not been counted since.

    Each transaction that changes records adds rows of its own, so that nobody waits for another's transaction to end;
    `khcn.kernel.registers.stale` reads and removes them.
    """

    register = models.CharField(max_length=60, db_index=True)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("sổ cần tính lại")
        verbose_name_plural = _("sổ cần tính lại")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.register
