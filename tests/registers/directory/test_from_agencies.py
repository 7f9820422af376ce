"""Agencies get their organisation once, and are recognised in what is there."""

import pytest

from khcn.kernel.errors import DomainError
from khcn.registers.directory.from_agencies import organisations_from_agencies
from khcn.registers.directory.models import Organisation
from tests.factories import AgencyFactory, actor_for, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return actor_for(seat("coordinator", AgencyFactory(kind="so")))


def test_every_agency_gets_one_organisation_however_often_asked(coordinator):
    school = AgencyFactory(kind="truong", name="Trường Mẫu")
    first = organisations_from_agencies(by=coordinator)
    again = organisations_from_agencies(by=coordinator)
    assert (first.added, again.added, again.known) == (2, 0, 2)
    assert Organisation.objects.get(agency=school).kind == "school"


def test_organisation_of_the_same_name_is_tied_not_doubled(coordinator):
    agency = AgencyFactory(kind="hoi", name="Hội Mẫu")
    there = Organisation.objects.create(name="HỘI MẪU", kind="association")
    told = organisations_from_agencies(by=coordinator)
    there.refresh_from_db()
    assert (told.linked, there.agency) == (1, agency)


def test_two_organisations_of_the_name_leave_the_choice_to_people(coordinator):
    AgencyFactory(kind="hoi", name="Hội Mẫu")
    for kind in ("association", "other"):
        Organisation.objects.create(name="Hội Mẫu", kind=kind)
    assert organisations_from_agencies(by=coordinator).linked == 0


def test_committees_of_communes_come_only_when_asked(coordinator):
    AgencyFactory(kind="ubnd-xa", name="UBND xã Mẫu")
    assert organisations_from_agencies(by=coordinator).added == 1
    assert organisations_from_agencies(by=coordinator, communes=True).added == 1


def test_abolished_agency_gets_none(coordinator):
    from datetime import date

    AgencyFactory(kind="so", name="Sở đã giải thể", valid_from=date(2000, 1, 1), valid_to=date(2025, 2, 28))
    organisations_from_agencies(by=coordinator)
    assert not Organisation.objects.filter(name="Sở đã giải thể").exists()


def test_stranger_makes_none():
    agency = AgencyFactory()
    with pytest.raises(DomainError):
        organisations_from_agencies(by=actor_for(seat("leader", agency)))
