"""Which province data pack this installation runs on, and whether demonstration data stand in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedPack(models.Model):
    """The pack as last loaded; `fingerprint` is the SHA-256 over its files."""

    code = models.SlugField(_("mã"), max_length=80, unique=True)
    province_name = models.CharField(_("tỉnh"), max_length=120)
    artificial = models.BooleanField(_("dữ liệu mẫu"), default=False)
    settings = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("gói dữ liệu tỉnh")
        verbose_name_plural = _("gói dữ liệu tỉnh")

    def __str__(self) -> str:
        return self.province_name


class DemoData(models.Model):
    """Stands there while artificial records fill the registers; pages say so. One row at most."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    seed = models.BigIntegerField(_("số khởi tạo"))
    summary = models.JSONField(_("đã tạo"), default=dict)
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("dữ liệu mẫu đã nạp")
        verbose_name_plural = _("dữ liệu mẫu đã nạp")

    def __str__(self) -> str:
        return str(self.seed)
