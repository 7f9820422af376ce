"""Publishing freezes a figure with what it stands on; later changes are told, never made."""

from datetime import date

import pytest

from khcn.indicators.counting import recount
from khcn.indicators.entering import correct_value, withdraw_value
from khcn.indicators.models import Count, Frozen, Observation
from khcn.indicators.publishing import differing, drift_of, publish_count, publish_value, records_of
from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.registers.directory.models import Organisation
from tests.factories.indicators import card_of, count, indicator, observation, province, told
from tests.indicators.conftest import TODAY
from tests.parallel import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def firm(name="Trung tâm Mẫu số 1", **values):
    given = {"kind": "science", "state": "active", "valid_from": date(2020, 1, 1), "visibility": "public"}
    return Organisation.objects.create(name=name, **{**given, **values})


@pytest.fixture
def one(hands):
    return indicator(
        "to-chuc", unit="tổ chức", kind="count", accumulation="latest", fact="organisations.science"
    )


def counted(one, year=2024):
    recount(today=TODAY)
    return Count.objects.get(indicator=one, territory=province(), last_day__year=year)


def refused(act, **given):
    with pytest.raises(DomainError) as refusal:
        act(**given)
    return refusal.value


def test_count_is_published_with_card_vintage_territory_and_records(hands, one):
    records = [firm(), firm("Trung tâm Mẫu số 2")]
    row = publish_count(
        count=counted(one), vintage="final", by=hands.leader, note=" Theo họp ", seen="2.00000000"
    )
    assert (row.value, row.state, row.vintage, row.origin, row.revision, row.note) == (
        2, "published", "final", "fact", 1, "Theo họp",
    )  # fmt: skip
    frozen = Frozen.objects.get(observation=row)
    assert (frozen.fact, frozen.register, frozen.card_version, frozen.territory_name) == (
        "organisations.science", "to-chuc", 1, "Tỉnh Mẫu",
    )  # fmt: skip
    assert sorted(frozen.hashes) == sorted(str(record.pk) for record in records)
    assert Event.objects.get(action="observation.publish").after["value"] == "2.00000000"


@pytest.mark.parametrize("who", ["admin", "clerk", "approver", "stranger"])
def test_only_coordinators_and_leaders_publish(hands, one, who):
    firm()
    confirmed = observation(one, 2023)
    by = getattr(hands, who)
    assert isinstance(refused(publish_count, count=counted(one), vintage="final", by=by), NotAllowed)
    assert isinstance(refused(publish_value, observation=confirmed, by=by), NotAllowed)
    assert Observation.objects.filter(state="published").count() == 0


@pytest.mark.parametrize("seen", ["1", "3.5", "khong-phai-so", "NaN"])
def test_what_moved_since_it_was_seen_is_not_published(hands, one, seen):
    firm(), firm("Trung tâm Mẫu số 2")
    assert (
        refused(publish_count, count=counted(one), vintage="final", by=hands.leader, seen=seen).code
        == "count.moved"
    )


def test_count_that_the_registers_no_longer_give_is_not_published(hands, one):
    firm()
    row = counted(one)
    firm("Trung tâm Mẫu số 2")
    assert refused(publish_count, count=row, vintage="final", by=hands.leader, seen="1").code == "count.moved"
    assert Observation.objects.count() == 0


def test_count_of_a_running_year_is_no_final_figure(hands, one):
    firm()
    row = counted(one, 2025)
    assert refused(publish_count, count=row, vintage="final", by=hands.leader).code == "count.period_running"
    assert publish_count(count=row, vintage="estimate", by=hands.leader).last_day == TODAY


def test_count_of_an_older_definition_is_not_published(hands, one):
    firm()
    row = counted(one)
    card = card_of(one)
    type(card).objects.filter(pk=card.pk).update(state="replaced")
    card.pk, card.version, card.state = None, 2, "in_force"
    card.save(force_insert=True)
    assert refused(publish_count, count=row, vintage="final", by=hands.leader).code == "count.old_card"


def test_nothing_counted_is_nothing_published(hands):
    one = indicator(unit="", expression="[khong] * 2")
    row = count(one, 2024, None)
    assert refused(publish_count, count=row, vintage="final", by=hands.leader).code == "count.moved"


def test_publishing_again_is_a_new_revision(hands, one):
    firm()
    first = publish_count(count=counted(one), vintage="final", by=hands.leader)
    firm("Trung tâm Mẫu số 2")
    second = publish_count(count=counted(one), vintage="final", by=hands.leader)
    first.refresh_from_db()
    assert (first.value, first.current, second.value, second.revision, second.replaces) == (
        1,
        False,
        2,
        2,
        first,
    )


def test_count_published_after_a_withdrawn_revision(hands, one):
    firm()
    row = counted(one)
    first = publish_count(count=row, vintage="final", by=hands.leader)
    withdraw_value(
        observation=publish_count(count=row, vintage="final", by=hands.leader), reason="x", by=hands.leader
    )
    third = publish_count(count=row, vintage="final", by=hands.leader)
    first.refresh_from_db()
    assert (first.current, third.current, third.revision) == (False, True, 3)


def test_typed_figure_is_published_only_when_confirmed_and_current(hands, one):
    draft, old = observation(one, 2022, state="draft"), observation(one, 2023)
    correct_value(observation=old, told=told(one, 2023, 5), reason="vì", by=hands.coordinator)
    gone = observation(one, 2021, withdrawn=True)
    for row in (draft, old, gone):
        assert refused(publish_value, observation=row, by=hands.leader).code == "observation.not_confirmed"
    row = publish_value(observation=observation(one, 2020), by=hands.leader)
    assert (row.published_by_id, row.frozen.fact, row.frozen.hashes) == (hands.leader.user_id, "", {})
    assert refused(publish_value, observation=row, by=hands.leader).code == "observation.not_confirmed"


def test_formula_is_frozen_with_its_operands(hands):
    part, whole = indicator("phan", unit="đồng"), indicator("tat-ca", unit="đồng")
    observation(part, 2024, 1), observation(whole, 2024, 4)
    share = indicator("ty-le", unit="%", kind="share", expression="share([phan], [tat-ca])")
    recount(today=TODAY)
    row = publish_count(count=Count.objects.get(indicator=share), vintage="final", by=hands.leader, seen="25")
    assert (row.value, row.numerator, row.denominator) == (25, 1, 4)
    assert row.frozen.expression == "share([phan], [tat-ca])"
    assert [(one["code"], one["year"], one["value"]) for one in row.frozen.operands] == [
        ("phan", 2024, "1.00000000"), ("tat-ca", 2024, "4.00000000"),
    ]  # fmt: skip
    assert (drift_of(row), records_of(row)) == (None, None)


# --- What changes afterwards --------------------------------------------------------------------


def test_nothing_changed_is_no_drift(hands, one):
    firm()
    drift = drift_of(publish_count(count=counted(one), vintage="final", by=hands.leader))
    assert (drift.value_differs, drift.records_differ, drift.published, drift.now) == (False, False, 1, 1)


def test_records_that_came_went_and_changed_are_told(hands, one):
    kept, edited, gone = firm(), firm("Trung tâm Mẫu số 2"), firm("Trung tâm Mẫu số 3")
    row = publish_count(count=counted(one), vintage="final", by=hands.leader)
    added = firm("Trung tâm Mẫu số 4")
    Organisation.objects.filter(pk=edited.pk).update(name="Trung tâm Mẫu đổi tên")
    Organisation.objects.filter(pk=gone.pk).update(kind="school")
    drift = drift_of(row)
    assert (drift.added, drift.removed, drift.changed) == ([added.pk], [gone.pk], [edited.pk])
    assert (drift.value_differs, drift.records_differ) == (False, True)
    row.refresh_from_db()
    assert (row.value, kept.pk in map(int, row.frozen.hashes)) == (3, True)


def test_later_change_is_flagged_and_never_made(hands, one):
    firm()
    row = publish_count(count=counted(one), vintage="final", by=hands.leader)
    assert differing(one) == []
    firm("Trung tâm Mẫu số 2")
    counted(one)
    row.refresh_from_db()
    assert (differing(one), row.value, drift_of(row).now) == ([row], 1, 2)


def test_stale_count_of_an_older_definition_flags_nothing(hands, one):
    firm()
    publish_count(count=counted(one), vintage="final", by=hands.leader)
    Count.objects.update(value=9)
    card = card_of(one)
    type(card).objects.filter(pk=card.pk).update(state="replaced")
    assert differing(one) == []


def test_records_behind_a_figure(hands, one):
    record = firm()
    firm("Trường Mẫu", kind="school")
    assert list(records_of(counted(one))) == [record]


def test_fact_that_no_register_offers_any_more_leaves_the_figure_as_it_was(hands, one, monkeypatch):
    from khcn.kernel.registers.declaration import registers

    firm()
    row, now = publish_count(count=counted(one), vintage="final", by=hands.leader), counted(one, 2023)
    monkeypatch.setattr(registers.by_code["to-chuc"], "facts", ())
    assert (drift_of(row), records_of(row)) == (None, None)
    assert refused(publish_count, count=now, vintage="final", by=hands.leader).code == "count.moved"


def test_count_that_a_recount_took_away_is_not_published(hands, one):
    firm()
    row = counted(one)
    Count.objects.all().delete()
    assert refused(publish_count, count=row, vintage="final", by=hands.leader).code == "count.moved"


def test_vintage_that_does_not_exist_is_refused(hands, one):
    firm()
    assert (
        refused(publish_count, count=counted(one), vintage="chac-chan", by=hands.leader).code
        == "count.vintage_unknown"
    )


def test_figure_from_artificial_records_is_marked_and_so_is_a_formula_over_them(hands):
    one = indicator(
        "to-chuc", unit="tổ chức", kind="count", accumulation="latest", fact="organisations.science"
    )
    twice = indicator("gap-doi", unit="tổ chức", expression="[to-chuc] * 2")
    told_by_hand = indicator("tay", unit="tổ chức")
    other = indicator("khac", unit="tổ chức", expression="[tay] * 2")
    observation(told_by_hand, 2024, 1)
    real, false = firm(), firm("Trung tâm Mẫu số 2", artificial=True)
    assert [publish_count(count=counted(a), vintage="final", by=hands.leader).artificial for a in (one, twice, other)] == [True, True, False]  # fmt: skip
    Organisation.objects.filter(pk=false.pk).update(artificial=False)
    assert publish_count(count=counted(one), vintage="final", by=hands.leader).artificial is False
    assert real.artificial is False


# --- At the same moment -------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_a_typed_figure_one_is_told_so(hands, one, tmp_path):
    row = observation(one)

    def publish():
        return publish_value(observation=row, by=hands.leader)

    results, frozen = at_once(tmp_path, publish, publish, then=lambda: Frozen.objects.count())
    assert [two.code for two in results if isinstance(two, DomainError)] == ["observation.not_confirmed"]
    assert frozen == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_a_count_leave_one_current_figure(hands, one, tmp_path):
    firm()
    row = counted(one)

    def publish():
        return publish_count(count=row, vintage="final", by=hands.leader)

    results, current = at_once(
        tmp_path,
        publish,
        publish,
        then=lambda: Observation.objects.filter(current=True, withdrawn=False).count(),
    )
    assert current == 1
    assert {getattr(two, "code", "published") for two in results} <= {"published", "observation.exists"}
