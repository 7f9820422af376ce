"""Pages to read rule sets: all of them side by side, one of them whole, its file, what is different from the one before."""

import json
from collections.abc import Callable
from typing import Any

import yaml
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.access import require
from khcn.operations.st_tasks.models import Procedure
from khcn.operations.st_tasks.procedures.definition import whole
from khcn.operations.st_tasks.procedures.differences import PARTS, Difference, differences
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.procedures.lint import faults
from khcn.operations.st_tasks.procedures.shape import Outline
from khcn.web.workspace.procedures import showing
from khcn.web.workspace.procedures.common import VIEW, may_edit, procedure_or_404, trail_of

STATES = {"draft": "draft", "in_force": "in_force", "retired": "replaced"}


def procedure_list(request: HttpRequest) -> HttpResponse:
    require(request.actor, VIEW)
    rows = Procedure.objects.annotate(count=Count("tasks")).order_by("code", "-version")
    told = [
        {"one": one, "open": len(list(outline_of(one).unconfirmed())), "look": STATES[one.state]}
        for one in rows
    ]
    return render(request, "procedures/procedure_list.html", {"rows": told, "page_title": _("Bộ quy tắc")})


#: Parts of the page under `?phan=`: title, template, what it shows.
SHOWN: dict[str, tuple[Any, str, str, Callable[[Outline], Any]]] = {
    "buoc": (gettext_lazy("Các bước"), "_ladder", "ladder", showing.ladder),
    "chuyen-buoc": (gettext_lazy("Chuyển bước"), "_moves", "moves", showing.moves),
    "con-so": (gettext_lazy("Con số"), "_figures", "figures", showing.figures),
    "hoi-dong": (gettext_lazy("Hội đồng, bảng điểm"), "_councils", "councils", showing.councils),
    "bieu-mau": (gettext_lazy("Biểu mẫu"), "_forms", "forms", showing.forms),
    "can-xac-nhan": (gettext_lazy("Cần xác nhận"), "_unsure", "open", showing.unconfirmed),
}


def procedure_detail(request: HttpRequest, pk: int) -> HttpResponse:
    procedure = procedure_or_404(request, pk)
    outline = outline_of(procedure)
    chosen = request.GET.get("phan", "")
    chosen = chosen if chosen in SHOWN else "buoc"
    _title, template, name, show = SHOWN[chosen]
    count = len(list(outline.unconfirmed()))
    tabs = [
        {
            "label": title, "url": f"?phan={code}", "active": code == chosen,
            "count": count if code == "can-xac-nhan" else None,
        }
        for code, (title, *_rest) in SHOWN.items()
    ]  # fmt: skip
    context = {
        "procedure": procedure, "outline": outline, "page_title": procedure.name, "trail": trail_of(procedure),
        "look": STATES[procedure.state], "tabs": tabs, "part": f"procedures/{template}.html", name: show(outline),
        "may_edit": may_edit(request, procedure), "tasks": procedure.tasks.count(),
        "faults": faults(outline) if procedure.state == "draft" else [], "changes": changes_of(procedure),
    }  # fmt: skip
    return render(request, "procedures/procedure_detail.html", context)


def changes_of(procedure: Procedure) -> list[tuple[str, Difference]]:
    """What this version says otherwise than the one before it, by the name of its part."""
    before = (
        Procedure.objects.filter(code=procedure.code, version__lt=procedure.version)
        .order_by("-version")
        .first()
    )
    if before is None:
        return []
    told = differences(before.definition, procedure.definition)
    return [(str(PARTS.get(one.part, _("Bộ quy tắc"))), one) for one in told]


def procedure_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The rule set as a file that the pack, or the page of upload, reads back."""
    procedure = procedure_or_404(request, pk)
    told: dict[str, Any] = json.loads(json.dumps(whole(procedure)))
    text = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=120)
    answer = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{procedure.code}.yaml"'
    return answer
