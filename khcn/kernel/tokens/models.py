"""The tokens with which a person's programs use the API."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ApiToken(models.Model):
    """A program acts as its owner, with the rights that the owner has on that day; without `writes` it only reads."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("tên"), max_length=80)
    writes = models.BooleanField(_("được ghi"), default=False)
    prefix = models.CharField(max_length=8, db_index=True)
    digest = models.CharField(max_length=64, unique=True)
    created_on = models.DateField(_("ngày tạo"))
    expires_on = models.DateField(_("dùng đến hết ngày"))
    used_at = models.DateTimeField(_("dùng gần nhất"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("khoá truy cập API")
        verbose_name_plural = _("khoá truy cập API")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="api_token_dates", condition=Q(expires_on__gte=F("created_on")))
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
