"""Checking and writing in the background; both bear being killed and run again."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.accounts.models import User
from khcn.kernel.accounts.queries import actor_of
from khcn.kernel.errors import NotAllowed
from khcn.kernel.jobs.domain import Progress, job
from khcn.kernel.register_io.domain import check_batch, write_batch
from khcn.kernel.register_io.models import ImportBatch


@job("register_io.check")
def check(progress: Progress, *, batch_id: int, user_id: int) -> dict[str, Any]:
    batch = ImportBatch.objects.select_related("file").get(pk=batch_id)
    batch = check_batch(
        batch,
        by=_acting(user_id),
        tell=lambda done, total: progress(done, total, _("Đang kiểm tra từng dòng")),
    )
    return {"state": batch.state, **batch.counts}


@job("register_io.apply")
def apply(progress: Progress, *, batch_id: int, user_id: int) -> dict[str, Any]:
    batch = ImportBatch.objects.select_related("file").get(pk=batch_id)
    batch = write_batch(
        batch, by=_acting(user_id), tell=lambda done, total: progress(done, total, _("Đang ghi vào sổ"))
    )
    return {"state": batch.state, **batch.counts}


def _acting(user_id: int) -> Actor:
    """Who began this work, with the seats of today."""
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise NotAllowed(_("Không còn tài khoản của người bắt đầu việc này. Hãy nhập lại tệp."))
    return actor_of(user, timezone.localdate())
