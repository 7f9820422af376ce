"""Likely duplicates: found, told apart, merged without losing anything."""

from datetime import date

import pytest

from khcn.kernel.audit.models import Event
from khcn.kernel.duplicates.domain import merge_records, tell_apart
from khcn.kernel.duplicates.models import Suspect, Verdict
from khcn.kernel.duplicates.search import find_suspects, likely_same
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record, withdraw_record
from khcn.registers.directory.models import Organisation, Person, TechnologyDirection
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.records import tax_code

pytestmark = pytest.mark.django_db
TO_CHUC, CHUYEN_GIA = registers.get("to-chuc"), registers.get("chuyen-gia")


@pytest.fixture
def coordinator():
    return actor_for(seat("coordinator", AgencyFactory()))


@pytest.fixture
def pair(coordinator):
    names = ("Công ty TNHH Chè Mẫu", "Công ty trách nhiệm hữu hạn chè mẫu")
    return [
        add_record(TO_CHUC, by=coordinator, values={"name": name, "kind": "enterprise"}) for name in names
    ]


def test_same_name_is_shown_while_typing(pair):
    assert likely_same(TO_CHUC, {"name": "CTY TNHH CHÈ MẪU"}) == []
    assert likely_same(TO_CHUC, {"name": "công ty tnhh chè mẫu"}) == pair
    assert likely_same(TO_CHUC, {"name": "công ty tnhh chè mẫu"}, exclude=pair[0].pk) == [pair[1]]


def test_same_key_is_shown_whatever_the_name(coordinator):
    one = add_record(
        TO_CHUC, by=coordinator, values={"name": "Một", "kind": "enterprise", "tax_code": tax_code(7)}
    )
    assert likely_same(TO_CHUC, {"name": "Hai", "tax_code": tax_code(7)}) == [one]


def test_queue_finds_the_pair_once(pair):
    assert find_suspects(TO_CHUC) == 1
    assert find_suspects(TO_CHUC) == 1
    assert Suspect.objects.count() == 1


def test_different_tax_codes_settle_that_they_differ(coordinator):
    for n in (1, 2):
        add_record(
            TO_CHUC,
            by=coordinator,
            values={"name": "Công ty Mẫu", "kind": "enterprise", "tax_code": tax_code(n)},
        )
    assert find_suspects(TO_CHUC) == 0


def test_pair_told_apart_is_not_asked_again(pair, coordinator):
    find_suspects(TO_CHUC)
    tell_apart(TO_CHUC, *pair, by=coordinator)
    assert find_suspects(TO_CHUC) == 0


def test_pair_leaves_the_queue_when_one_is_withdrawn(pair, coordinator):
    find_suspects(TO_CHUC)
    withdraw_record(TO_CHUC, pair[0], by=coordinator, reason="Nhập nhầm")
    assert find_suspects(TO_CHUC) == 0
    assert Suspect.objects.get().verdict == Verdict.GONE


def test_merge_moves_everything_and_leads_on(pair, coordinator):
    keep, drop = pair
    person = add_record(CHUYEN_GIA, by=coordinator, values={"name": "Người Mẫu", "organisation": drop})
    merge_records(TO_CHUC, keep=keep, drop=drop, by=coordinator, values={"address": "Thôn Mẫu"})
    drop.refresh_from_db()
    assert (drop.merged_into, drop.standing) == (keep, "void")
    assert Person.objects.get(pk=person.pk).organisation == keep
    assert person.history.count() == 2
    assert Organisation.objects.get(pk=keep.pk).address == "Thôn Mẫu"
    assert drop.history.count() == 2
    assert list(Organisation.objects.in_force(date(2026, 1, 1))) == [keep]
    assert Event.objects.filter(action__in=["record.merge", "record.merged"]).count() == 2


def test_merge_keeps_a_tag_that_both_had_once(pair, coordinator):
    tag = TechnologyDirection.objects.create(code="III.3.1", name="Hướng mẫu")
    for one in pair:
        one.directions.add(tag)
    merge_records(TO_CHUC, keep=pair[0], drop=pair[1], by=coordinator)
    assert list(pair[0].directions.all()) == [tag]


def test_key_of_the_dropped_record_can_be_taken_over(coordinator, pair):
    keep, _drop = pair
    drop = add_record(
        TO_CHUC, by=coordinator, values={"name": "Ba", "kind": "enterprise", "tax_code": tax_code(3)}
    )
    merge_records(TO_CHUC, keep=keep, drop=drop, by=coordinator, values={"tax_code": tax_code(3)})
    assert Organisation.objects.get(tax_code=tax_code(3), standing="active") == keep


def test_chain_of_merges_leads_to_the_last(coordinator, pair):
    third = add_record(TO_CHUC, by=coordinator, values={"name": "Ba", "kind": "enterprise"})
    merge_records(TO_CHUC, keep=pair[1], drop=pair[0], by=coordinator)
    merge_records(TO_CHUC, keep=third, drop=pair[1], by=coordinator)
    assert Organisation.objects.get(pk=pair[0].pk).merged_into == third


def test_merging_twice_is_refused(pair, coordinator):
    merge_records(TO_CHUC, keep=pair[0], drop=pair[1], by=coordinator)
    with pytest.raises(DomainError) as refusal:
        merge_records(TO_CHUC, keep=pair[0], drop=pair[1], by=coordinator)
    assert refusal.value.code == "merge.void"


def test_stranger_may_not_merge(pair):
    stranger = actor_for(seat("reporter", AgencyFactory()))
    with pytest.raises(NotAllowed):
        merge_records(TO_CHUC, keep=pair[0], drop=pair[1], by=stranger)
    assert not Organisation.objects.filter(standing="void").exists()
