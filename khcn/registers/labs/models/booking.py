"""Slots of shared equipment: who has it when, when nobody can, and who is qualified."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.base import Dated, dates_in_order
from khcn.registers.labs.models.equipment import Equipment


class BookingState(models.TextChoices):
    REQUESTED = "requested", _("Chờ xác nhận")
    CONFIRMED = "confirmed", _("Đã xác nhận")
    REFUSED = "refused", _("Bị từ chối")
    CANCELLED = "cancelled", _("Đã hủy")
    DONE = "done", _("Đã sử dụng")
    NO_SHOW = "no_show", _("Không đến")


#: In these states a booking holds its slot; the database refuses a second one (see `exclusion`).
HOLDING = (BookingState.REQUESTED, BookingState.CONFIRMED)


class Booking(models.Model):
    """One person has one apparatus from `starts_at` until just before `ends_at`."""

    equipment = models.ForeignKey(
        Equipment, models.PROTECT, related_name="bookings", verbose_name=_("thiết bị")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người đặt")
    )
    on_behalf = models.CharField(_("đơn vị sử dụng"), max_length=200, blank=True)
    purpose = models.CharField(_("mục đích sử dụng"), max_length=300)
    starts_at = models.DateTimeField(_("từ lúc"))
    ends_at = models.DateTimeField(_("đến lúc"))
    state = models.CharField(
        _("trạng thái"), max_length=9, choices=BookingState.choices, default=BookingState.REQUESTED
    )
    created_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    used_from = models.DateTimeField(_("dùng thật từ lúc"), null=True, blank=True)
    used_to = models.DateTimeField(_("dùng thật đến lúc"), null=True, blank=True)
    usage_note = models.TextField(_("tình trạng thiết bị sau khi dùng"), blank=True)

    class Meta:
        verbose_name = _("lịch đặt thiết bị")
        verbose_name_plural = _("lịch đặt thiết bị")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["equipment", "starts_at"], name="booking_of_equipment"),
            models.Index(fields=["user", "-starts_at"], name="booking_of_user"),
            models.Index(fields=["state", "starts_at"], name="booking_state"),
        ]
        constraints = [
            models.CheckConstraint(name="booking_times", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="booking_usage",
                condition=Q(used_from=None, used_to=None) | Q(used_to__gt=F("used_from")),
            ),
            models.CheckConstraint(
                name="booking_done_has_usage", condition=~Q(state="done") | Q(used_to__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.equipment} {self.starts_at:%d/%m/%Y %H:%M}"

    @property
    def used(self) -> timedelta:
        """How long it was really used; zero while nobody has told."""
        return self.used_to - self.used_from if self.used_to and self.used_from else timedelta()


class Outage(models.Model):
    """The apparatus cannot be used from `starts_at` on; without an end, until somebody ends it."""

    equipment = models.ForeignKey(
        Equipment, models.PROTECT, related_name="outages", verbose_name=_("thiết bị")
    )
    starts_at = models.DateTimeField(_("từ lúc"))
    ends_at = models.DateTimeField(_("đến lúc"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=300)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("đợt ngừng thiết bị")
        verbose_name_plural = _("đợt ngừng thiết bị")
        ordering = ["-starts_at"]
        indexes = [models.Index(fields=["equipment", "starts_at"], name="outage_of_equipment")]
        constraints = [
            models.CheckConstraint(
                name="outage_times", condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.equipment}: {self.reason}"


class Qualification(Dated):
    """The person may use the apparatus by himself between these days."""

    equipment = models.ForeignKey(
        Equipment, models.PROTECT, related_name="qualifications", verbose_name=_("thiết bị")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người được công nhận")
    )
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    note = models.CharField(_("căn cứ, nội dung đã học"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("công nhận sử dụng thiết bị")
        verbose_name_plural = _("công nhận sử dụng thiết bị")
        ordering = ["user__full_name", "-valid_from"]
        constraints = [
            dates_in_order("qualification_dates"),
            models.UniqueConstraint(name="qualification_once", fields=["equipment", "user", "valid_from"]),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.equipment}"
