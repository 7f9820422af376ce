"""Councils at work under the rule set of the old regime that the pack ships, with members who have accounts."""

import json
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from khcn.kernel.access import Actor
from khcn.operations.st_tasks.councils import forming, meetings, sheets
from khcn.operations.st_tasks.models import (
    Application,
    Council,
    CouncilItem,
    Declaration,
    Meeting,
    Procedure,
    Seat,
    StTask,
)
from tests.factories import st_tasks as make
from tests.factories.agencies import AgencyFactory
from tests.factories.people import UserFactory, actor_for, seat

PACK = Path(__file__).parents[4] / "packs" / "tuyen-quang" / "procedures" / "cap-tinh-2023.yaml"
NINE = ("chair", "vice", "reviewer", "reviewer", "secretary", "member", "member", "member", "member")
SEVEN = NINE[:7]
FIVE = ("head", "deputy", "member", "council_person", "group_secretary")
FULL = {
    "overview": "12",
    "content": "24",
    "products": "16",
    "applicability": "16",
    "feasibility": "16",
    "capacity": "16",
}


def rules() -> Procedure:
    """The rule set as the pack tells it."""
    if there := Procedure.objects.filter(code="cu").first():
        return there
    told = yaml.safe_load(PACK.read_text(encoding="utf-8"))
    plain = json.loads(json.dumps(told, default=str))
    return make.procedure(code="cu", definition=plain, name="Bộ cũ")


def officer() -> Actor:
    return actor_for(seat("coordinator", AgencyFactory()))


def task(step: str, **over: Any) -> StTask:
    return make.task(step, rules=rules(), **over)


def dossier(of: StTask, money: int = 1_000_000_000, state: str = "valid", **over: Any) -> Application:
    return make.application(
        of=of, purpose="dossier", state=state, procedure=of.procedure, asked_state=money, **over
    )


def draft(
    kind: str = "selection",
    roles: tuple[str, ...] = SEVEN,
    *,
    by: Actor,
    tasks: tuple[StTask, ...] = (),
    dossiers: tuple[Application, ...] = (),
    **over: Any,
) -> Council:
    """A council with all its members, each an expert of the directory with an account; not appointed yet."""
    council = forming.form_council(
        procedure=rules(), kind=kind, name="Hội đồng mẫu", by=by, tasks=tasks, dossiers=dossiers, **over
    )
    Seat.objects.bulk_create(_seats(council, roles))
    return council


def _seats(council: Council, roles: tuple[str, ...]) -> Iterator[Seat]:
    """Written straight into the table: the acts of forming are tested by themselves."""
    for number, role in enumerate(roles):
        name = f"Ủy Viên Mẫu {number}"
        yield Seat(
            council=council, role=role, name=name, person=make.person(name), order=number,
            user=UserFactory(full_name=name, email=f"uv{council.pk}-{number}@hoidong.example"),
            side="manager" if number in (1, 4, 5) else "expert", acts_for_chair=role == "vice",
        )  # fmt: skip


def appointed(*args: Any, by: Actor, **given: Any) -> Council:
    """The same with reviewers of every item, appointed past the act."""
    council = draft(*args, by=by, **given)
    reviewers = list(council.seats.filter(role="reviewer"))
    through = CouncilItem.reviewers.through
    through.objects.bulk_create(
        through(councilitem=item, seat=one) for item in council.items.all() for one in reviewers
    )
    council.state, council.symbol, council.decided_on = "appointed", "12/QĐ-SKHCN", by.on
    council.save()
    return council


def all_declare(council: Council) -> None:
    """Nobody has a conflict with anything; what was declared before stays."""
    rows = [
        Declaration(seat=one, item=item, conflicted=False, by=one.user)
        for one in council.seats.filter(left_on=None).select_related("user")
        for item in council.items.all()
    ]
    Declaration.objects.bulk_create(rows, ignore_conflicts=True)


def meeting(council: Council, by: Actor, *, absent: tuple[int, ...] = (), days: int = 0) -> Meeting:
    """A meeting that everybody attends but the members in these places."""
    at = datetime.combine(
        timezone.localdate() + timedelta(days=days), time(8), timezone.get_current_timezone()
    )
    made = meetings.plan_meeting(council=council, at=at, by=by)
    presence = {
        one.pk: "absent" if one.order in absent else "present" for one in council.seats.filter(left_on=None)
    }
    return meetings.note_attendance(meeting=made, presence=presence, by=by)


def hand_in(one: Seat, item: CouncilItem, *, by: Actor | None = None, **said: Any):
    by = by or actor_for(one.user)
    sheet = sheets.save_sheet(seat=one, item=item, by=by, seen_revision=0, **said)
    return sheets.hand_in_sheet(sheet=sheet, seen_revision=sheet.revision, by=by, incomplete_ok=True)


def part_of(total: int) -> dict[str, str]:
    """Points of the technology grid that add up to so many, none of them zero."""
    points, left = dict.fromkeys(FULL, 1), total - len(FULL)
    for code, most in FULL.items():
        more = min(left, int(most) - 1)
        points[code] += more
        left -= more
    return {code: str(one) for code, one in points.items()}


def at_the_table(
    *totals: tuple[int, ...], by: Actor, roles: tuple[str, ...] = SEVEN, money: tuple[int, ...] = ()
) -> tuple[Council, Meeting]:
    """A selection council whose members gave these totals: one tuple for each dossier, one number for each member."""
    of = task("selection")
    rows = tuple(
        dossier(of, (money or (1_000_000_000,) * len(totals))[number]) for number in range(len(totals))
    )
    council = appointed("selection", roles, by=by, dossiers=rows)
    all_declare(council)
    held = meeting(council, by)
    for item, given in zip(council.items.order_by("order"), totals, strict=True):
        for one, total in zip(council.seats.order_by("order"), given, strict=True):
            hand_in(one, item, points=part_of(total))
    return council, held
