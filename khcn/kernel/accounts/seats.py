"""Acts on seats: give, end, hand over. A seat that ended stays as history; rights follow the dates."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, require
from khcn.kernel.accounts.choices import AGENCY_ROLES, Role
from khcn.kernel.accounts.domain import MANAGE, keep_an_admin
from khcn.kernel.accounts.models import Membership, User
from khcn.kernel.accounts.queries import admins_on
from khcn.kernel.agencies.models import Agency
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError


@transaction.atomic
def give_seat(
    *,
    by: Actor,
    user: User,
    role: str,
    agency: Agency | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Membership:
    """From `valid_from` (today if missing) to `valid_to` the person acts in this role for this agency."""
    require(by, MANAGE, user)
    start = valid_from or by.on
    _check_dates(start, valid_to)
    _check_agency(role, agency, start)
    if _overlapping(user, role, agency, start, valid_to).exists():
        raise DomainError(
            _("{name} đã có vai trò này trong khoảng thời gian đó. Hãy kết thúc vai trò cũ trước.").format(
                name=user
            ),
            code="seat_overlaps",
            fields={"role": _("Vai trò này đang có hiệu lực.")},
        )
    seat = Membership.objects.create(user=user, agency=agency, role=role, valid_from=start, valid_to=valid_to)
    record_event("seat.give", seat, by=by, after=_told(seat))
    return seat


@transaction.atomic
def end_seat(*, by: Actor, seat: Membership, on: date) -> Membership:
    """The seat counts for the last time on day `on`."""
    require(by, MANAGE, seat.user)
    seat = Membership.objects.select_for_update(of=("self",)).select_related("user", "agency").get(pk=seat.pk)
    if seat.valid_to and seat.valid_to < by.on:
        raise DomainError(
            _("Vai trò này đã kết thúc ngày {day}.").format(day=f"{seat.valid_to:%d/%m/%Y}"),
            code="seat_ended",
        )
    _check_dates(seat.valid_from, on, "on")
    before = _told(seat)
    seat.valid_to = on
    seat.save()
    if seat.role == Role.ADMIN:
        _keep_an_admin_after(by, on)
    record_event("seat.end", seat, by=by, before=before, after=_told(seat))
    return seat


@transaction.atomic
def hand_over(*, by: Actor, from_user: User, to_user: User, on: date) -> list[Membership]:
    """When staff change: from day `on` every seat of one person is held by the other, until its old end.

    What the first person wrote stays in his or her name; tasks follow the agency, not the person.
    """
    require(by, MANAGE, from_user)
    _check_receiver(from_user, to_user)
    leaving = list(
        Membership.objects.select_for_update(of=("self",))
        .filter(Q(valid_to=None) | Q(valid_to__gte=on), user=from_user)
        .select_related("agency", "user")
    )
    if not leaving:
        raise DomainError(
            _("{name} không giữ vai trò nào từ ngày {day} nên không có gì để giao lại.").format(
                name=from_user, day=f"{on:%d/%m/%Y}"
            ),
            code="nothing_to_hand_over",
        )
    before = [_told(seat) for seat in leaving]
    received = [seat for one in leaving if (seat := _move(one, to_user, on))]
    keep_an_admin(by)
    record_event(
        "user.hand_over",
        from_user,
        by=by,
        before={"seats": before},
        after={"to": to_user.username, "on": on, "seats": [_told(seat) for seat in received]},
    )
    return received


def _move(seat: Membership, to_user: User, on: date) -> Membership | None:
    """A seat not begun by then changes hands; one in force ends the day before and goes on with the other."""
    start = max(on, seat.valid_from or on)
    end = seat.valid_to
    if seat.valid_from and seat.valid_from >= on:
        seat.delete()
    else:
        seat.valid_to = on - timedelta(days=1)
        seat.save()
    held = _overlapping(to_user, seat.role, seat.agency, start, end).order_by("-valid_from").first()
    if held is None:
        return Membership.objects.create(
            user=to_user, agency=seat.agency, role=seat.role, valid_from=start, valid_to=end
        )
    if held.valid_to is None or (end and end <= held.valid_to):
        return None
    held.valid_to = end
    held.save()
    return held


def _overlapping(
    user: User, role: str, agency: Agency | None, start: date, end: date | None
) -> QuerySet[Membership]:
    same = Membership.objects.filter(user=user, role=role, agency=agency)
    if end:
        same = same.filter(Q(valid_from=None) | Q(valid_from__lte=end))
    return same.filter(Q(valid_to=None) | Q(valid_to__gte=start))


def _check_dates(start: date | None, end: date | None, field: str = "valid_to") -> None:
    if start and end and end < start:
        raise DomainError(
            _("Ngày kết thúc {end} trước ngày bắt đầu {start}. Hãy chọn lại.").format(
                end=f"{end:%d/%m/%Y}", start=f"{start:%d/%m/%Y}"
            ),
            code="seat_dates",
            fields={field: _("Chọn ngày từ {start} trở đi.").format(start=f"{start:%d/%m/%Y}")},
        )


def _check_agency(role: str, agency: Agency | None, start: date) -> None:
    if role in AGENCY_ROLES and agency is None:
        raise DomainError(
            _("Vai trò “{role}” phải gắn với một cơ quan. Hãy chọn cơ quan.").format(role=Role(role).label),
            code="seat_needs_agency",
            fields={"agency": _("Hãy chọn cơ quan.")},
        )
    if agency and agency.valid_to and agency.valid_to < start:
        raise DomainError(
            _("{agency} đã kết thúc hoạt động ngày {day}. Hãy chọn cơ quan tiếp nhận.").format(
                agency=agency.name, day=f"{agency.valid_to:%d/%m/%Y}"
            ),
            code="agency_ended",
            fields={"agency": _("Cơ quan này đã kết thúc hoạt động.")},
        )


def _check_receiver(from_user: User, to_user: User) -> None:
    if from_user.pk == to_user.pk:
        raise DomainError(
            _("Người nhận phải khác người giao."),
            code="same_person",
            fields={"to_user": _("Chọn người khác.")},
        )
    if not to_user.is_active:
        raise DomainError(
            _("Tài khoản của {name} đang bị khoá nên không nhận được vai trò.").format(name=to_user),
            code="user_inactive",
            fields={"to_user": _("Chọn người đang hoạt động.")},
        )


def _keep_an_admin_after(by: Actor, last_day: date) -> None:
    keep_an_admin(by)
    if not admins_on(max(by.on, last_day + timedelta(days=1))).exists():
        raise DomainError(
            _(
                "Sau ngày {day} hệ thống sẽ không còn quản trị. Hãy giao vai trò quản trị cho một người khác trước."
            ).format(day=f"{last_day:%d/%m/%Y}"),
            code="last_admin",
        )


def _told(seat: Membership) -> dict[str, str | date | None]:
    return {
        "user": seat.user.username,
        "role": seat.role,
        "agency": seat.agency.code if seat.agency else "",
        "valid_from": seat.valid_from,
        "valid_to": seat.valid_to,
    }
