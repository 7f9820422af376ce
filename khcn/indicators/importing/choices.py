"""Fixed lists of files of figures; states and ways of writing are those of register imports."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from khcn.kernel.register_io.choices import BatchState, Mode, Verdict

__all__ = ["GOOD", "BatchState", "FileState", "Mode", "Verdict"]

#: What an apply writes.
GOOD = (Verdict.NEW, Verdict.CHANGED)


class FileState(models.TextChoices):
    READY = "ready", _("Chờ quyết định")
    APPLYING = "applying", _("Đang ghi")
    DONE = "done", _("Đã ghi")
    DISCARDED = "discarded", _("Đã bỏ")
    FAILED = "failed", _("Không đọc được")
