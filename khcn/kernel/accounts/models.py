"""People who sign in, and the seats they hold: person × agency × role × dates."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from khcn.kernel.accounts.choices import AGENCY_ROLES, Role
from khcn.kernel.base import Dated, dates_in_order


class User(AbstractUser):
    """A person. Rights come from memberships, never from Django's staff or superuser flags."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("thư điện tử"), blank=True)
    full_name = models.CharField(_("họ và tên"), max_length=150)
    title = models.CharField(_("chức vụ"), max_length=150, blank=True)
    language = models.CharField(_("ngôn ngữ"), max_length=5, default="vi")
    artificial = models.BooleanField(_("tài khoản mẫu"), default=False)

    REQUIRED_FIELDS = ["email", "full_name"]

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                condition=~Q(email=""),
                violation_error_message=_("Địa chỉ thư này đã thuộc về một tài khoản khác."),
            ),
            models.UniqueConstraint(Lower("username"), name="user_name_once"),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self).split()[-1]


class Membership(Dated):
    """A seat: this person acts in this role for this agency between these dates."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("người"))
    agency = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("cơ quan"),
    )
    role = models.CharField(_("vai trò"), max_length=12, choices=Role.choices)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("vai trò của người dùng")
        verbose_name_plural = _("vai trò của người dùng")
        ordering = ["user", "role", "valid_from"]
        constraints = [
            dates_in_order("membership_dates"),
            models.CheckConstraint(
                name="membership_agency_role",
                condition=Q(agency__isnull=False) | ~Q(role__in=[r.value for r in AGENCY_ROLES]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()}"
