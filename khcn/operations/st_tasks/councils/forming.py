"""Making a council: members, what it judges, and the decision that appoints it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.accounts.models import User
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.choices import ApplicationState, CouncilState, MeetingState
from khcn.operations.st_tasks.councils import composition
from khcn.operations.st_tasks.councils.common import appointed, drafting, locked, told
from khcn.operations.st_tasks.councils.composition import Faults
from khcn.operations.st_tasks.councils.conflicts import find_conflicts
from khcn.operations.st_tasks.councils.kinds import kind_of, read_kind
from khcn.operations.st_tasks.identity import give_blind_codes
from khcn.operations.st_tasks.models import (
    Application,
    Call,
    Council,
    CouncilItem,
    Procedure,
    Seat,
    StTask,
)
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.registers.directory.models import Organisation, Person

SEAT_FIELDS = (
    "name", "title", "organisation", "workplace", "role", "side", "in_earlier", "acts_for_chair", "order", "user", "person",
)  # fmt: skip
check = composition.check


@transaction.atomic
def form_council(
    *,
    procedure: Procedure,
    kind: str,
    name: str,
    by: Actor,
    tasks: Sequence[StTask] = (),
    dossiers: Sequence[Application] = (),
    call: Call | None = None,
    clerk: User | None = None,
    blind: bool | None = None,
    term_from: date | None = None,
    term_to: date | None = None,
) -> Council:
    """A draft of a council of a kind of the rule set, for tasks or for valid dossiers. Blind where the rule set or the call asks."""
    told_kind = read_kind(outline_of(procedure), kind)
    if not name.strip():
        raise told(_("Hãy ghi tên hội đồng."), "council.name", "name")
    hidden = told_kind.told.blind or bool(call and call.blind) if blind is None else blind
    council = Council.objects.create(
        procedure=procedure, kind=kind, name=name.strip(), call=call, clerk=clerk, blind=hidden, term_from=term_from,
        term_to=term_to, made_by_id=by.user_id,
    )  # fmt: skip
    _add(council, told_kind.judges, tasks, dossiers)
    record_event("council.form", council, by=by, after={"kind": kind, "name": council.name, "blind": hidden})
    return council


@transaction.atomic
def add_items(
    *, council: Council, by: Actor, tasks: Sequence[StTask] = (), dossiers: Sequence[Application] = ()
) -> None:
    """More to judge, while the council is a draft or sits for a term."""
    council = locked(council.pk)
    if council.state not in (CouncilState.DRAFT, CouncilState.APPOINTED):
        raise DomainError(_("Hội đồng đã kết thúc."), code="council.not_draft")
    if council.state == CouncilState.APPOINTED and council.term_to is None:
        raise DomainError(
            _("Hội đồng lập cho từng nhiệm vụ thì không nhận thêm nội dung sau khi có quyết định."),
            code="council.not_draft",
        )
    _add(council, kind_of(council).judges, tasks, dossiers)
    record_event("council.items", council, by=by, after={"items": council.items.count()})


@transaction.atomic
def remove_item(*, item: CouncilItem, by: Actor) -> None:
    council = drafting(item.council_id)
    record_event("council.items", council, by=by, before={"item": str(item)})
    item.conflicts.all().delete()
    item.delete()


@transaction.atomic
def add_seat(
    *,
    council: Council,
    role: str,
    by: Actor,
    person: Person | None = None,
    user: User | None = None,
    name: str = "",
    title: str = "",
    organisation: Organisation | None = None,
    workplace: str = "",
    side: str = "",
    in_earlier: bool = False,
    acts_for_chair: bool = False,
    order: int | None = None,
) -> Seat:
    """A place for an expert of the directory, somebody with an account, or somebody known by name alone."""
    council = drafting(council.pk)
    seat = _seated(
        council, role=role, person=person, user=user, name=name, title=title, organisation=organisation,
        workplace=workplace, side=side, in_earlier=in_earlier, acts_for_chair=acts_for_chair, order=order,
    )  # fmt: skip
    record_event("council.seat", council, by=by, after={"name": seat.name, "role": seat.role})
    return seat


@transaction.atomic
def change_seat(*, seat: Seat, by: Actor, **changes: Any) -> Seat:
    """Another role, side, employer or account, while the council is a draft; an account may be tied later, too."""
    council = locked(seat.council_id)
    if council.state != CouncilState.DRAFT and set(changes) - {"user", "acts_for_chair"}:
        drafting(seat.council_id)
    foreign = set(changes) - set(SEAT_FIELDS)
    if foreign:
        raise TypeError(f"no such fields of a seat: {', '.join(sorted(foreign))}")
    before = {name: str(getattr(seat, name) or "") for name in changes}
    for name, value in changes.items():
        setattr(seat, name, value)
    _save(seat)
    after = {name: str(getattr(seat, name) or "") for name in changes}
    record_event("council.seat", council, by=by, before=before, after=after)
    return seat


@transaction.atomic
def remove_seat(*, seat: Seat, by: Actor) -> None:
    """Take somebody out of a draft; nothing was decided about them yet."""
    council = drafting(seat.council_id)
    record_event("council.seat", council, by=by, before={"name": seat.name, "role": seat.role})
    seat.conflicts.all().delete()
    seat.delete()


@transaction.atomic
def replace_seat(*, seat: Seat, reason: str, by: Actor, on: date | None = None, **successor: Any) -> Seat:
    """Somebody leaves an appointed council and another takes the place. The row of who left stays with what they did.

    The new member is looked at like all members: faults and barring conflicts refuse the change.
    """
    council = appointed(seat.council_id)
    seat = Seat.objects.select_for_update().get(pk=seat.pk)
    if seat.left_on is not None:
        raise DomainError(_("Thành viên này đã thôi từ trước."), code="seat.left")
    if not reason.strip():
        raise told(_("Hãy ghi lý do và số quyết định thay thành viên."), "seat.reason", "reason")
    seat.left_on, seat.left_reason = on or by.on, reason.strip()
    seat.save(update_fields=["left_on", "left_reason"])
    given = {"role": seat.role, "side": seat.side, "order": seat.order} | successor
    new = _seated(council, **given)
    for item in seat.reviews.filter(concluded_at=None):
        item.reviewers.remove(seat)
        item.reviewers.add(new)
    refuse_unfit(council)
    record_event(
        "council.replace",
        council,
        by=by,
        before={"name": seat.name},
        after={"name": new.name, "reason": reason.strip()},
    )
    return new


@transaction.atomic
def set_reviewers(*, item: CouncilItem, seats: Sequence[Seat], by: Actor) -> CouncilItem:
    """Name the reviewers of one item, where the rule set has them by item."""
    council = locked(item.council_id)
    if item.concluded_at is not None:
        raise DomainError(_("Nội dung này đã kết luận."), code="item.concluded")
    if any(seat.council_id != council.pk or seat.left_on for seat in seats):
        raise DomainError(_("Phản biện phải là thành viên của hội đồng."), code="seat.foreign")
    item.reviewers.set(seats)
    record_event("council.reviewers", council, by=by, after={str(item): [seat.name for seat in seats]})
    return item


@transaction.atomic
def set_clerk(*, council: Council, clerk: User | None, by: Actor) -> Council:
    """The administrative secretary: serves the council, has no vote."""
    council = locked(council.pk)
    if clerk is not None and council.seats.filter(user=clerk, left_on=None).exists():
        raise told(_("Thư ký hành chính không được là thành viên hội đồng."), "council.clerk_sits", "clerk")
    council.clerk = clerk
    council.save(update_fields=["clerk"])
    record_event("council.clerk", council, by=by, after={"clerk": str(clerk or "")})
    return council


@transaction.atomic
def appoint(*, council: Council, symbol: str, decided_on: date, by: Actor) -> Council:
    """Appointed by a decision. Conflicts are computed first; refused while the composition has faults (`council.faults`) or
    somebody is barred from an item (`council.conflicts`)."""
    council = drafting(council.pk)
    if not symbol.strip():
        raise told(_("Hãy ghi số quyết định thành lập."), "council.symbol", "symbol")
    if decided_on > by.on:
        raise told(_("Ngày quyết định không được ở tương lai."), "council.future", "decided_on")
    if not council.items.exists() and council.term_to is None:
        raise DomainError(_("Hội đồng chưa có nội dung xem xét."), code="council.no_items")
    refuse_unfit(council)
    council.state, council.symbol, council.decided_on = CouncilState.APPOINTED, symbol.strip(), decided_on
    council.save(update_fields=["state", "symbol", "decided_on"])
    record_event("council.appoint", council, by=by, after={"symbol": council.symbol, "on": decided_on})
    return council


@transaction.atomic
def dissolve(*, council: Council, reason: str, by: Actor) -> Council:
    """End a council: closed when all is concluded, cancelled otherwise; then with a reason."""
    council = locked(council.pk)
    if council.state in (CouncilState.CLOSED, CouncilState.CANCELLED):
        raise DomainError(_("Hội đồng đã kết thúc."), code="council.ended")
    whole = (
        council.state == CouncilState.APPOINTED
        and council.items.exists()
        and not council.items.filter(concluded_at=None).exists()
        and not council.meetings.filter(state__in=[MeetingState.PLANNED, MeetingState.OPEN]).exists()
    )
    if not whole and not reason.strip():
        raise told(_("Hãy ghi lý do hủy hội đồng."), "council.reason", "reason")
    council.state = CouncilState.CLOSED if whole else CouncilState.CANCELLED
    council.save(update_fields=["state"])
    record_event("council.end", council, by=by, after={"state": council.state, "reason": reason.strip()})
    return council


def refuse_unfit(council: Council) -> None:
    """Refuse faults of composition and barring conflicts that nobody waived."""
    found: Faults = check(council)
    if found:
        raise DomainError(" ".join(found.sentences), code="council.faults")
    barred = [conflict for conflict in find_conflicts(council) if conflict.bars]
    if barred:
        names = "; ".join(f"{one.seat.name}: {one.reason}" for one in barred[:5])
        raise DomainError(
            _("Còn %(count)s xung đột lợi ích chưa xử lý. %(names)s")
            % {"count": len(barred), "names": names},
            code="council.conflicts",
        )


def _add(council: Council, judges: str, tasks: Iterable[StTask], dossiers: Iterable[Application]) -> None:
    dossiers = list(dossiers)
    unfit = [one for one in dossiers if one.state not in (ApplicationState.VALID, ApplicationState.CHOSEN)]
    if unfit:
        raise DomainError(
            _("Chỉ đưa hồ sơ hợp lệ ra hội đồng; chưa hợp lệ: %(names)s.")
            % {"names": ", ".join(one.receipt or str(one) for one in unfit)},
            code="council.dossier_not_valid",
        )
    if judges == "selection" and any(True for _task in tasks):
        raise DomainError(
            _("Hội đồng tuyển chọn xem xét từng hồ sơ, không xem xét nhiệm vụ chung."),
            code="council.needs_dossiers",
        )
    rows = [CouncilItem(council=council, task=task) for task in tasks]
    rows += [CouncilItem(council=council, task=one.task, dossier=one) for one in dossiers]
    start = council.items.count()
    for order, row in enumerate(rows, start=start):
        row.order = order
    try:
        with transaction.atomic():
            CouncilItem.objects.bulk_create(rows)
    except IntegrityError as error:
        raise DomainError(_("Nội dung này đã có trong hội đồng."), code="council.item_twice") from error
    if council.blind:
        give_blind_codes({row.task_id for row in rows})


def _seated(council: Council, **given: Any) -> Seat:
    person: Person | None = given.get("person")
    user: User | None = given.get("user")
    values: Mapping[str, Any] = given
    name = (values.get("name") or (person.name if person else "") or (user.full_name if user else "")).strip()
    if not name:
        raise told(_("Hãy chọn người trong danh bạ hoặc ghi họ và tên."), "seat.name", "name")
    if user is not None and council.clerk_id == user.pk:
        raise told(_("Thư ký hành chính không được là thành viên hội đồng."), "council.clerk_sits", "user")
    order = values.get("order")
    seat = Seat(
        council=council, person=person, user=user, name=name, role=values["role"], side=values.get("side") or "",
        title=values.get("title") or "", organisation=values.get("organisation") or (person.organisation if person else None),
        workplace=values.get("workplace") or (person.workplace if person else ""),
        in_earlier=bool(values.get("in_earlier")), acts_for_chair=bool(values.get("acts_for_chair")),
        order=council.seats.count() if order is None else order,
    )  # fmt: skip
    return _save(seat)


def _save(seat: Seat) -> Seat:
    try:
        with transaction.atomic():
            seat.save()
    except IntegrityError as error:
        raise DomainError(
            _("Người này đã có trong hội đồng, hoặc hội đồng đã có chủ tịch."), code="seat.twice"
        ) from error
    return seat


def invited(seats: Iterable[Seat]) -> None:
    """Note when members were invited first."""
    now = timezone.now()
    Seat.objects.filter(pk__in=[seat.pk for seat in seats], invited_at=None).update(invited_at=now)
