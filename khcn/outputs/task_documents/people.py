"""Members of councils as documents name them, and the things that a council judges."""

from collections.abc import Callable, Sequence
from typing import Any

from khcn.operations.st_tasks.choices import MeetingState
from khcn.operations.st_tasks.councils.concluding import Names
from khcn.operations.st_tasks.identity import blind_name, shown_title
from khcn.operations.st_tasks.judging.steps import Key
from khcn.operations.st_tasks.models import Council, CouncilItem, Meeting, Seat, Sheet
from khcn.outputs.official_documents.model import Column, Table

_KEPT = "_read_for_documents"


def once(record: Any, name: str, read: Callable[[], list[Any]]) -> list[Any]:
    """A list of a record, read once while its documents are offered or made."""
    kept: dict[str, list[Any]] = record.__dict__.setdefault(_KEPT, {})
    if name not in kept:
        kept[name] = read()
    return kept[name]


def read_anew(record: Any) -> None:
    """Forget what was read; called before documents are offered or made."""
    record.__dict__.pop(_KEPT, None)


def members(council: Council) -> list[Seat]:
    """Those who sit now, in their order."""
    rows = council.seats.filter(left_on=None).select_related("organisation", "council")
    return once(council, "members", lambda: list(rows))


def open_meetings(council: Council) -> list[Meeting]:
    """Meetings that were not called off."""
    rows = council.meetings.exclude(state=MeetingState.CANCELLED)
    return once(council, "meetings", lambda: list(rows))


def sheets_of(council: Council) -> list[Sheet]:
    """The sheets handed in, member by member."""
    rows = Sheet.objects.filter(item__council=council, handed_in_at__isnull=False)
    full = rows.select_related(
        "seat__organisation", "item__task", "item__dossier__organisation", "item__council"
    )
    return once(council, "sheets", lambda: list(full.order_by("seat__order", "seat", "item__order", "item")))


def workplace(seat: Seat) -> str:
    return seat.organisation.name if seat.organisation else seat.workplace


def role_of(seat: Seat) -> str:
    return str(seat.get_role_display())


def member_named(council: Council, *roles: str) -> str:
    """The member who has one of these roles, the first of them that is filled."""
    seats = {seat.role: seat.name for seat in members(council)}
    return next((seats[role] for role in roles if role in seats), "")


def items_of(council: Council) -> list[CouncilItem]:
    rows = council.items.select_related("task", "dossier__organisation", "council")
    return once(council, "items", lambda: list(rows))


def meeting_items(meeting: Meeting) -> list[CouncilItem]:
    rows = meeting.items.select_related("task", "dossier__organisation", "council")
    return list(rows.order_by("order", "pk"))


def item_title(item: CouncilItem) -> str:
    """The title of the task alone, names masked where the council is blind: nothing that tells whose a dossier is."""
    title = shown_title(item)
    return title.removeprefix(f"{blind_name(item.dossier)}: ") if item.dossier else title


def item_name(item: CouncilItem) -> str:
    """One item among others: the dossier by its code or receipt, else the title."""
    dossier = item.dossier
    if dossier is None:
        return item_title(item)
    return blind_name(dossier) if dossier.blind_code or item.council.blind else f"Hồ sơ {dossier.receipt}"


def by_task(items: Sequence[CouncilItem]) -> list[tuple[str, list[CouncilItem]]]:
    """Titles of tasks in their order, each with its items."""
    found: dict[int, list[CouncilItem]] = {}
    for item in items:
        found.setdefault(item.task_id, []).append(item)
    return [(item_title(rows[0]), rows) for rows in found.values()]


def titles_counted(items: Sequence[CouncilItem]) -> list[str]:
    """Each task once, with the number of its dossiers."""
    return [
        f"{title} ({len(rows):02d} hồ sơ)" if rows[0].dossier_id else title for title, rows in by_task(items)
    ]


def names_in(items: Sequence[CouncilItem], names: Names) -> Names:
    """Words for steps in which dossiers are called by their codes, the title being told above."""
    known = {item.pk: item_name(item) for item in items if item.dossier_id}

    def name(kind: str, key: Key) -> str:
        return known[key] if kind in ("bid", "item") and key in known else names(kind, key)

    return name


def dossier_told(item: CouncilItem) -> str:
    """Which dossier: its code in a blind council, else receipt and organisation; nothing for a task as a whole."""
    dossier = item.dossier
    if dossier is None:
        return ""
    if item.council.blind:
        return f"mã số {dossier.blind_code or '………'}"
    whose = dossier.organisation.name if dossier.organisation else ""
    return ", ".join(one for one in (f"biên nhận số {dossier.receipt}", whose) if one)


def is_secret(items: Sequence[CouncilItem]) -> bool:
    return any(item.task.confidential for item in items)


def members_table(seats: Sequence[Seat]) -> Table:
    rows = [
        (str(number), seat.name, seat.title, workplace(seat), role_of(seat))
        for number, seat in enumerate(seats, start=1)
    ]
    columns = (
        Column("TT", 0.5, "center"), Column("Họ và tên", 2.2), Column("Học hàm, học vị, chức vụ", 2.2),
        Column("Nơi công tác", 2.8), Column("Chức trách", 1.7),
    )  # fmt: skip
    return Table(columns, rows, size=13)
