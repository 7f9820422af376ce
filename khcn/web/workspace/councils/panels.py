"""What councils say of a task, on its page."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from khcn.kernel.access import may, visible
from khcn.operations.st_tasks.models import Council, StTask
from khcn.web.workspace.councils.common import OVERSEE
from khcn.web.workspace.councils.words import COUNCIL_LOOKS, result_word
from khcn.web.workspace.st_tasks.panels import panel


@panel("hoi-dong", _("Hội đồng"), order=30, when=lambda request, task: bool(task.procedure_id))
def councils(request: HttpRequest, task: StTask) -> tuple[str, dict[str, Any]] | None:
    """The councils on this task with their results; hosts and proposers see the conclusion, never who voted how."""
    rows = (
        task.council_items.select_related("council__procedure", "dossier")
        .defer("council__procedure__definition")
        .order_by("council", "order", "pk")
    )
    oversees = set(
        visible(request.actor, OVERSEE, Council.objects.filter(items__task=task)).values_list("pk", flat=True)
    )
    items = [
        one for one in rows if one.council_id in oversees or (one.concluded_at and one.dossier_id is None)
    ]
    return "councils/_panel.html", {
        "rows": [
            {"item": one, "council": one.council, "look": COUNCIL_LOOKS[one.council.state],
             "result": result_word(one), "open": one.council_id in oversees,
             "of": (one.dossier.blind_code or one.dossier.receipt) if one.dossier else ""}
            for one in items
        ],
        "may_form": may(request.actor, "st_tasks.council.form"),
    }  # fmt: skip
