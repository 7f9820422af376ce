"""Members of councils as documents name them, and the things that a council judges."""

from collections.abc import Sequence

from khcn.operations.st_tasks.identity import shown_title
from khcn.operations.st_tasks.models import Council, CouncilItem, Meeting, Seat
from khcn.outputs.official_documents.model import Column, Table


def members(council: Council) -> list[Seat]:
    """Those who sit now, in their order."""
    return list(council.seats.filter(left_on=None).select_related("organisation", "council"))


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
    return list(rows)


def meeting_items(meeting: Meeting) -> list[CouncilItem]:
    rows = meeting.items.select_related("task", "dossier__organisation", "council")
    return list(rows.order_by("order", "pk"))


def item_title(item: CouncilItem) -> str:
    """The title alone, with the blind code where there is one: nothing that tells whose it is."""
    return shown_title(item)


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
