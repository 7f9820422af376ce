"""What pages of members share: their seat, and what an item is called to them. Raw names of applications are never read here."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from khcn.kernel.access import visible
from khcn.operations.st_tasks.blinding.masking import Mask
from khcn.operations.st_tasks.identity import blind_name, names_behind_all
from khcn.operations.st_tasks.models import Council, CouncilItem, Seat
from khcn.web.workspace.councils.common import frame, refuse_strangers
from khcn.web.workspace.registers.common import shorter

SIT = "st_tasks.council.sit"


def my_seat(request: HttpRequest, *, council: int) -> Seat:
    """The seat of this person in an appointed council; for anybody else the council is not there."""
    refuse_strangers(request)
    councils = visible(request.actor, SIT, Council.objects.filter(pk=council))
    rows = Seat.objects.filter(user_id=request.actor.user_id, left_on=None, council__in=councils)
    seat = rows.select_related("council__procedure").first()
    if seat is None:
        raise Http404
    return seat


def my_seat_on(request: HttpRequest, item: int) -> tuple[Seat, CouncilItem]:
    """The seat of this person in the council that judges the item."""
    refuse_strangers(request)
    rows = CouncilItem.objects.select_related("task", "dossier", "council__procedure")
    found = rows.filter(pk=item).first()
    if found is None:
        raise Http404
    seat = my_seat(request, council=found.council_id)
    seat.council = found.council
    return seat, found


def item_names(council: Council, items: Sequence[CouncilItem]) -> dict[int, tuple[str, str]]:
    """The title of each item and its code: all that a member sees before declaring. Three queries at most."""
    mask = Mask(names_behind_all(item.task_id for item in items)) if council.blind else None
    return {
        item.pk: (mask(item.task.name) if mask else item.task.name, code_of(council, item)) for item in items
    }


def name_of(item: CouncilItem) -> tuple[str, str]:
    return item_names(item.council, [item])[item.pk]


def code_of(council: Council, item: CouncilItem) -> str:
    """The blind code of a dossier, or its receipt where the council is not blind."""
    if item.dossier is None:
        return ""
    if council.blind or item.dossier.blind_code:
        return blind_name(item.dossier)
    return _("Hồ sơ %s") % item.dossier.receipt


def member_frame(council: Council, title: str, *trail: tuple[str, str], **more: Any) -> dict[str, Any]:
    """The frame of members' pages: their own trail, never the one of who serves the council."""
    told = frame(council, title, **more)
    first = [(_("Hội đồng của tôi"), reverse("my_councils"))]
    if trail:
        first.append((shorter(council.name, 40), reverse("my_council", kwargs={"pk": council.pk})))
    return told | {"trail": [*first, *((shorter(name, 40), url) for name, url in (*trail, (title, "")))]}
