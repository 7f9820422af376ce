from dataclasses import dataclass
from datetime import date

import factory

from khcn.kernel.accounts.models import User
from khcn.kernel.agencies.models import Agency, Succession
from tests.factories.people import seat


class AgencyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agency

    code = factory.Sequence(lambda n: f"so-thu-nghiem-{n}")
    kind = "so"
    name = factory.Sequence(lambda n: f"Sở Thử nghiệm số {n}")
    confirmation = "confirmed"


@dataclass
class People:
    clerk: User
    approver: User
    stranger: User


def people_of(agency: Agency) -> People:
    """Three people stand ready: the clerk and the approver of the agency, and a stranger from another."""
    return People(
        clerk=seat("reporter", agency),
        approver=seat("approver", agency),
        stranger=seat("reporter", AgencyFactory()),
    )


def succeed(old: Agency, new: Agency | None, on: date, kind: str = "merge", **more: str) -> Succession:
    return Succession.objects.create(predecessor=old, successor=new, effective_on=on, kind=kind, **more)
