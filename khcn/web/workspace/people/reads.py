"""What the pages of people show."""

from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from khcn.kernel.accounts.models import Membership, User
from khcn.lib.vn_text import fold

SORTS = {"ten": "full_name", "dang-nhap": "username", "lan-cuoi": "last_login"}


def people(day: date, asked: dict, sort: str = "") -> QuerySet[User]:
    """Accounts as the filter asks, each with the seats in force that day in `seats_now`."""
    seats = Membership.objects.valid_on(day)
    rows = User.objects.annotate(
        second_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP))
    )
    state = asked.get("state")
    if state == "khoa":
        rows = rows.filter(is_active=False)
    elif state == "khong-vai-tro":
        rows = rows.filter(is_active=True).exclude(pk__in=seats.values("user"))
    elif state != "tat-ca":
        rows = rows.filter(is_active=True)
    if asked.get("role"):
        rows = rows.filter(pk__in=seats.filter(role=asked["role"]).values("user"))
    if asked.get("agency"):
        rows = rows.filter(pk__in=seats.filter(agency=asked["agency"]).values("user"))
    if asked.get("q"):
        rows = rows.filter(pk__in=_found(asked["q"]))
    name = SORTS.get(sort.lstrip("-"), "full_name")
    now = Prefetch("memberships", seats.select_related("agency").order_by("role"), to_attr="seats_now")
    return rows.order_by(f"-{name}" if sort.startswith("-") else name, "pk").prefetch_related(now)


def _found(q: str) -> list[int]:
    """People have no folded copy in the database; a province has some thousand of them at most."""
    words = fold(q).split()
    return [
        pk
        for pk, *texts in User.objects.values_list("pk", "full_name", "username", "email", "title")
        if all(word in fold(" ".join(texts)) for word in words)
    ]


def seats_of(user: User, day: date) -> list[Membership]:
    """All seats, those in force first; each knows its `state`: now, later, ended."""
    seats = list(user.memberships.select_related("agency"))
    for seat in seats:
        seat.state = (
            "now" if seat.valid_on(day) else "later" if seat.valid_from and seat.valid_from > day else "ended"
        )
    order = {"now": 0, "later": 1, "ended": 2}
    return sorted(seats, key=lambda seat: (order[seat.state], seat.role))
