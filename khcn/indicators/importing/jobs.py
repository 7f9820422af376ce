"""Writing many figures in the background; bears being killed and run again, as all is one transaction."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.indicators.importing.domain import write_figures
from khcn.indicators.importing.models import FigureImport
from khcn.kernel.accounts.models import User
from khcn.kernel.accounts.queries import actor_of
from khcn.kernel.errors import NotAllowed
from khcn.kernel.jobs.domain import Progress, job


@job("figure_imports.apply")
def apply(progress: Progress, *, batch_id: int, user_id: int) -> dict[str, Any]:
    batch = FigureImport.objects.select_related("file", "document").get(pk=batch_id)
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise NotAllowed(_("Không còn tài khoản của người bắt đầu việc này. Hãy nhập lại tệp."))
    progress(0, batch.good, _("Đang ghi số liệu"))
    batch = write_figures(batch, by=actor_of(user, timezone.localdate()))
    return {"state": batch.state, **batch.counts}
