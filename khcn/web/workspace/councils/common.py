"""Finding the council, meeting or item of a page; who may not see gets the same answer as for nothing."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from khcn.kernel.access import may, require, visible
from khcn.kernel.errors import NotAllowed
from khcn.operations.st_tasks.models import Council, CouncilItem, Meeting, Seat
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.procedures.shape import CouncilKind, Outline

OVERSEE = "st_tasks.council.oversee"
MANAGE = "st_tasks.council.manage"
Trail = list[tuple[str, str]]


def council_for(request: HttpRequest, pk: int) -> Council:
    """The council, for people of the department and its clerk."""
    rows = Council.objects.select_related("procedure", "call", "clerk").defer("procedure__definition")
    found: Council = _seen(request, visible(request.actor, OVERSEE, rows).filter(pk=pk))
    return found


def managed(request: HttpRequest, pk: int) -> Council:
    """The same, for those who may change it."""
    council = council_for(request, pk)
    require(request.actor, MANAGE, council)
    return council


def meeting_for(request: HttpRequest, pk: int, *, change: bool = False) -> Meeting:
    councils = visible(request.actor, OVERSEE, Council.objects.all())
    rows = (
        Meeting.objects.filter(pk=pk, council__in=councils)
        .select_related("council__procedure")
        .defer("council__procedure__definition")
    )
    meeting: Meeting = _seen(request, rows)
    if change:
        require(request.actor, MANAGE, meeting.council)
    return meeting


def item_of(council: Council, pk: int) -> CouncilItem:
    return _one(council.items.select_related("task", "dossier").filter(pk=pk))


def seat_of(council: Council, pk: int) -> Seat:
    return _one(council.seats.filter(pk=pk))


def rules_of(council: Council) -> tuple[Outline, CouncilKind]:
    """The rule set of a council and what it says of its kind."""
    outline = outline_of(council.procedure)
    kind = outline.council(council.kind)
    if kind is None:
        raise Http404
    return outline, kind


def may_change(request: HttpRequest, council: Council) -> bool:
    return may(request.actor, MANAGE, council)


def frame(council: Council, title: str, **more: Any) -> dict[str, Any]:
    """What every page of a council shows around its own part."""
    outline, kind = rules_of(council)
    trail: Trail = [(_("Hội đồng"), reverse("council_list"))]
    if title != council.name:
        trail.append((council.name, address(council)))
    return {
        "page_title": title, "council": council, "kind": kind, "trail": [*trail, (title, "")],
        "unconfirmed": council.procedure.confirmation != "confirmed", "outline": outline, **more,
    }  # fmt: skip


def address(council: Council, name: str = "council_detail") -> str:
    return reverse(name, kwargs={"pk": council.pk})


def refuse_strangers(request: HttpRequest) -> None:
    if not request.user.is_authenticated:
        raise NotAllowed(_("Hãy đăng nhập để mở trang này."), code="not_allowed:sign_in")


def _seen(request: HttpRequest, rows: QuerySet[Any]) -> Any:
    refuse_strangers(request)
    return _one(rows)


def _one(rows: QuerySet[Any]) -> Any:
    found: Model | None = rows.first()
    if found is None:
        raise Http404
    return found
