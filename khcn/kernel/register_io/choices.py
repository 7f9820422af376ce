"""Fixed lists of imports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BatchState(models.TextChoices):
    CHECKING = "checking", _("Đang kiểm tra")
    READY = "ready", _("Chờ quyết định")
    APPLYING = "applying", _("Đang ghi vào sổ")
    DONE = "done", _("Đã ghi vào sổ")
    DISCARDED = "discarded", _("Đã bỏ")
    FAILED = "failed", _("Không đọc được")


class Mode(models.TextChoices):
    ALL = "all", _("Tất cả hoặc không dòng nào")
    GOOD = "good", _("Chỉ các dòng đạt")


class Verdict(models.TextChoices):
    NEW = "new", _("Mới")
    CHANGED = "changed", _("Sửa")
    UNCHANGED = "unchanged", _("Không đổi")
    REFUSED = "refused", _("Bị từ chối")


#: What an apply writes.
GOOD = (Verdict.NEW, Verdict.CHANGED)
