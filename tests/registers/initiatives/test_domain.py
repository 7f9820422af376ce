"""Authors' shares, and names that only consent opens."""

from datetime import date
from decimal import Decimal

import pytest

from khcn.kernel.access import NOBODY
from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record, edit_record, withdraw_record
from khcn.kernel.registers.rules import Level, level_of, readable
from khcn.kernel.registers.values import data_of
from khcn.registers.initiatives.models import InitiativeAuthor
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.records import sample

pytestmark = pytest.mark.django_db
AUTHORS = registers.get("sang-kien-tac-gia")
NAME = "Người Mẫu Thứ Nhất"


@pytest.fixture
def coordinator():
    return actor_for(seat("coordinator", AgencyFactory()))


@pytest.fixture
def initiative(coordinator):
    return sample(registers.get("sang-kien"), by=coordinator)


def author(coordinator, initiative, name=NAME, share: str | None = "60", **more):
    values = {"initiative": initiative, "name": name, "share": share and Decimal(share), **more}
    return add_record(AUTHORS, by=coordinator, values=values)


def test_shares_may_come_to_a_hundred(coordinator, initiative):
    author(coordinator, initiative)
    author(coordinator, initiative, "Người Mẫu Thứ Hai", "40")
    author(coordinator, initiative, "Người Mẫu Thứ Ba", None)
    assert InitiativeAuthor.objects.count() == 3


def test_share_beyond_a_hundred_is_refused_and_nothing_is_kept(coordinator, initiative):
    author(coordinator, initiative)
    with pytest.raises(DomainError) as refusal:
        author(coordinator, initiative, "Người Mẫu Thứ Hai", "40.5")
    assert (refusal.value.code, list(refusal.value.fields)) == ("initiative.shares", ["share"])
    assert "100,5 %" in refusal.value.message
    assert InitiativeAuthor.objects.count() == 1


def test_raising_a_share_is_counted_too(coordinator, initiative):
    first = author(coordinator, initiative)
    author(coordinator, initiative, "Người Mẫu Thứ Hai", "40")
    with pytest.raises(DomainError):
        edit_record(AUTHORS, first, by=coordinator, values={"share": Decimal(61)})
    first.refresh_from_db()
    assert first.share == 60


def test_withdrawn_author_frees_the_share(coordinator, initiative):
    first = author(coordinator, initiative)
    withdraw_record(AUTHORS, first, by=coordinator, reason="Ghi nhầm người")
    assert author(coordinator, initiative, "Người Mẫu Thứ Hai", "100").share == 100


def test_name_is_public_with_consent_alone(coordinator, initiative):
    silent = author(coordinator, initiative)
    agreed = author(
        coordinator, initiative, "Người Mẫu Thứ Hai", "10", consent=True, consent_on=date(2026, 1, 5)
    )
    fields = readable(AUTHORS, Level.PUBLIC)
    names = [data_of(AUTHORS, one, fields, masked=True)["name"] for one in (silent, agreed)]
    assert names == [None, "Người Mẫu Thứ Hai"]
    assert level_of(NOBODY, AUTHORS) == Level.PUBLIC


def test_consent_without_its_day_is_refused(coordinator, initiative):
    with pytest.raises(DomainError) as refusal:
        author(coordinator, initiative, consent=True)
    assert refusal.value.code == "record.constraint"


def test_other_agencies_and_the_audit_do_not_read_the_name(coordinator, initiative):
    record = author(coordinator, initiative)
    assert "name" not in readable(AUTHORS, Level.SHARED)
    event = Event.objects.filter(action="record.add").latest("pk")
    assert NAME in record.name
    assert NAME not in f"{event.after} {record} {record.folded}"
    assert "nguoi mau" not in record.folded
