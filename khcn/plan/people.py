"""Who is told when something happens to a plan."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from khcn.kernel.accounts.models import Membership, User


def seated(*roles: str, on: date, agencies: Iterable[int] | None = None) -> QuerySet[User]:
    """Active people who hold one of these roles on the day, in these agencies if any are given."""
    seats = Membership.objects.filter(role__in=roles).valid_on(on)
    if agencies is not None:
        seats = seats.filter(agency__in=list(agencies))
    return User.objects.filter(is_active=True, pk__in=seats.values("user")).order_by("pk")
