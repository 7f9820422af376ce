"""Files of applications: nobody takes away what was sent and sealed, nobody reads what is not open yet."""

from django.db.models import Model
from django.utils.translation import gettext as _

from khcn.kernel.documents.keeping import keeps_files, seals_files
from khcn.operations.st_tasks.applications.windows import REWORK
from khcn.operations.st_tasks.choices import ApplicationState
from khcn.operations.st_tasks.models import Application

AT_WORK = (ApplicationState.DRAFT, ApplicationState.RETURNED)


def stays(record: Model) -> str:
    """The team changes papers while it writes; what was sent stays as it was sealed."""
    application = Application.objects.select_for_update(of=("self",)).select_related("task").get(pk=record.pk)
    if application.state in AT_WORK:
        return ""
    task = application.task
    if application.state == ApplicationState.CHOSEN and task is not None and task.step in REWORK:
        return ""
    return _("Hồ sơ đã gửi và được niêm phong nên tài liệu của hồ sơ không gỡ được.")


keeps_files(Application, stays)
seals_files(Application)
