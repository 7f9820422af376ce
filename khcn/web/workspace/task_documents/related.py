"""Pages with documents that belong to a task but are made of its call or its councils."""

from django.urls import reverse
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, may, visible
from khcn.operations.st_tasks.models import Council, StTask
from khcn.outputs.task_documents.making import CALL, COUNCIL, RIGHTS


def related_pages(actor: Actor, task: StTask) -> list[tuple[str, str]]:
    """Name and address, the call first, then the councils in their order; only those that the person may manage."""
    found = []
    if task.call is not None and all(may(actor, right, task.call) for right in RIGHTS[CALL]):
        found.append(
            (
                _("Đợt thông báo: %s") % task.call.title,
                reverse("call_documents", kwargs={"code": task.call.code}),
            )
        )
    councils = Council.objects.filter(items__task=task).distinct().order_by("pk")
    for right in RIGHTS[COUNCIL]:
        councils = visible(actor, right, councils)
    return found + [(one.name, reverse("council_documents", kwargs={"pk": one.pk})) for one in councils]
