"""From need to effect of one task: lists by station, and the same as a drawing."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from khcn.operations.st_tasks.models import StTask
from khcn.operations.st_tasks.results.graph import (
    EFFECT,
    NEED,
    RESULT,
    RIGHT,
    STATIONS,
    TASK,
    USER,
    Chain,
    Node,
    chain_of,
)
from khcn.web.links import url_of
from khcn.web.workspace.st_tasks.common import task_or_404
from khcn.web.workspace.task_results.common import frame
from khcn.web.workspace.task_results.drawing import drawing

TITLES = {
    NEED: gettext_lazy("Nhu cầu"), TASK: gettext_lazy("Nhiệm vụ"), RESULT: gettext_lazy("Kết quả"),
    RIGHT: gettext_lazy("Sở hữu trí tuệ, hợp đồng"), USER: gettext_lazy("Sản phẩm, nơi ứng dụng"),
    EFFECT: gettext_lazy("Ứng dụng, hiệu quả"),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A node as the list shows it: what it is, where it leads."""

    node: Node
    label: str
    url: str
    after: list[str]


@require_safe
def task_chain(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_or_404(request, pk)
    chain = chain_of(task, request.actor)
    title = _("Mạch từ nhu cầu đến hiệu quả")
    context = {
        **frame(request, task, title), "page_title": title, "stations": stations_of(chain),
        "picture": drawing(chain, {code: str(TITLES[code]) for code in STATIONS}, label_of),
    }  # fmt: skip
    return render(request, "task_results/chain.html", context)


def stations_of(chain: Chain) -> list[tuple[str, list[Line]]]:
    found = []
    for code in STATIONS:
        lines = [
            Line(
                node,
                label_of(node),
                _url(node),
                [label_of(edge.target) for edge in chain.edges if edge.source == node],
            )
            for node in chain.at(code)
        ]
        found.append((str(TITLES[code]), lines))
    return found


def label_of(node: Node) -> str:
    """What a node is called for people."""
    record = node.record
    if node.station == EFFECT:
        year, effect = getattr(record, "year", ""), getattr(record, "effect", "")
        return _("Năm %(year)s: %(effect)s") % {"year": year, "effect": effect}
    if isinstance(record, StTask):
        return f"{record.code} {record.name}".strip()
    return str(record)


def _url(node: Node) -> str:
    return url_of(node.record)
