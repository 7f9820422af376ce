"""Telling, correcting, confirming and withdrawing figures."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest

from khcn.indicators.entering import confirm_value, correct_value, record_value, withdraw_value
from khcn.indicators.models import Observation
from khcn.indicators.publishing import publish_value
from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError, NotAllowed
from tests.factories.indicators import IndicatorFactory, indicator, observation, province, told
from tests.parallel import at_once

pytestmark = pytest.mark.django_db


def refused(act, **given):
    with pytest.raises(DomainError) as refusal:
        act(**given)
    return refusal.value


def record(hands, one, **values):
    return record_value(indicator=one, told=told(one, **values), by=hands.clerk)


@pytest.fixture
def one(hands):
    return indicator(owner=hands.owner)


def test_told_figure_is_a_draft_with_its_card_and_its_teller(hands, one):
    row = record(hands, one, value="18.9")
    assert (row.state, row.revision, row.current, row.card.version) == ("draft", 1, True, 1)
    assert (row.value, row.origin, row.created_by_id) == (Decimal("18.9"), "typed", hands.clerk.user_id)
    assert (row.first_day, row.last_day, row.territory) == (date(2024, 1, 1), date(2024, 12, 31), province())
    assert Event.objects.get().action == "observation.add"


def test_zero_is_a_value_and_nothing_is_none(hands, one):
    assert record(hands, one, value=0).value == 0
    error = refused(record_value, indicator=one, told=told(one, 2023, None), by=hands.clerk)
    assert error.fields.keys() == {"value"}
    assert "không ghi 0" in error.message


def test_indicator_without_a_card_takes_no_figure(hands, one):
    bare = IndicatorFactory(owner=hands.owner)
    assert refused(record_value, indicator=bare, told=told(one), by=hands.clerk).code == "indicator.no_card"


@pytest.mark.parametrize(
    ("act", "allowed"),
    [
        ("record", ["coordinator", "admin", "clerk", "approver"]),
        ("correct", ["coordinator", "admin", "clerk", "approver"]),
        ("confirm", ["coordinator", "admin", "approver"]),
        ("withdraw", ["coordinator", "admin", "approver"]),
        ("withdraw published", ["coordinator", "leader"]),
        ("publish", ["coordinator", "leader"]),
    ],
)
def test_each_act_is_done_by_those_who_may(hands, one, act, allowed):
    states = {"confirm": "draft", "withdraw published": "published"}
    done = []
    for year, who in enumerate(("coordinator", "leader", "admin", "clerk", "approver", "stranger"), 2015):
        row = None if act == "record" else observation(one, year, state=states.get(act, "confirmed"))
        given = {
            "record": (record_value, {"indicator": one, "told": told(one, year)}),
            "correct": (correct_value, {"observation": row, "told": told(one, year, 2), "reason": "vì"}),
            "confirm": (confirm_value, {"observation": row}),
            "withdraw": (withdraw_value, {"observation": row, "reason": "vì"}),
            "withdraw published": (withdraw_value, {"observation": row, "reason": "vì"}),
            "publish": (publish_value, {"observation": row}),
        }[act]
        try:
            given[0](by=getattr(hands, who), **given[1])
            done.append(who)
        except NotAllowed:
            pass
    assert done == allowed


def test_who_saw_a_figure_before_it_was_published_does_not_withdraw_it_now(hands, one):
    stale = observation(one)
    Observation.objects.update(state="published", published_at=stale.confirmed_at)
    assert isinstance(refused(withdraw_value, observation=stale, reason="vì", by=hands.approver), NotAllowed)


# --- What is told is checked --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "value", "bad"),
    [
        ("share", "100", False), ("share", "100.00000001", True), ("share", "-0.01", True), ("share", "0", False),
        ("count", "-1", True), ("count", "0", False), ("level", "-1", False), ("growth", "-12.5", False), ("growth", "250", False),
    ],
)  # fmt: skip
def test_kind_itself_has_bounds(hands, kind, value, bad):
    one = indicator(owner=hands.owner, kind=kind)
    if bad:
        assert refused(record, hands=hands, one=one, value=value).fields.keys() == {"value"}
    else:
        assert record(hands, one, value=value).value == Decimal(value)


@pytest.mark.parametrize(
    ("value", "bad"), [("2", False), ("8", False), ("1.99999999", True), ("8.00000001", True)]
)
def test_bounds_of_the_card_include_their_ends(hands, value, bad):
    one = indicator(owner=hands.owner, lower=2, upper=8)
    if bad:
        assert refused(record, hands=hands, one=one, value=value).code == "observation.invalid"
    else:
        record(hands, one, value=value)


def test_card_may_allow_a_share_above_hundred(hands):
    one = indicator(owner=hands.owner, kind="share", upper=1000)
    assert record(hands, one, value="120").value == 120


def test_share_is_worked_out_from_its_parts(hands):
    one = indicator(owner=hands.owner, kind="share")
    row = record(hands, one, value=None, numerator=Decimal(1), denominator=Decimal(3))
    assert (row.value, row.typed_share) == (Decimal("33.33333333"), False)
    assert record(hands, one, year=2023, value="18.9").typed_share is True


@pytest.mark.parametrize(
    ("value", "bad"),
    [
        ("33.3", False),
        ("33", False),
        ("33.33", False),
        ("33.4", True),
        ("34", True),
        ("33.34", True),
        ("0.3", True),
    ],
)
def test_told_share_is_its_parts_rounded(hands, value, bad):
    one = indicator(owner=hands.owner, kind="share")
    given = {"value": value, "numerator": Decimal(1), "denominator": Decimal(3)}
    if bad:
        assert refused(record, hands=hands, one=one, **given).fields.keys() == {"value"}
    else:
        assert record(hands, one, **given).value == Decimal("33.33333333")


@pytest.mark.parametrize(
    "parts",
    [
        {"numerator": Decimal(1)},
        {"denominator": Decimal(1)},
        {"numerator": Decimal(1), "denominator": Decimal(0)},
    ],
)
def test_half_a_share_is_refused(hands, parts):
    one = indicator(owner=hands.owner, kind="share")
    assert refused(record, hands=hands, one=one, **parts).fields.keys() == {"denominator"}


def test_figure_needs_its_source(hands, one):
    assert refused(record, hands=hands, one=one, source_note="  ").fields.keys() == {"source_note"}


def test_period_that_ends_before_it_begins_is_refused(hands, one):
    days = {"first_day": date(2024, 5, 1), "last_day": date(2024, 4, 30)}
    assert "trước" in refused(record, hands=hands, one=one, **days).fields["last_day"]


@pytest.mark.parametrize(
    ("last", "vintage", "bad"),
    [
        (date(2025, 6, 15), "final", False),
        (date(2025, 6, 16), "final", True),
        (date(2025, 12, 31), "preliminary", True),
        (date(2025, 12, 31), "estimate", False),
        (date(2026, 1, 1), "estimate", True),
    ],
)
def test_only_an_estimate_of_this_year_looks_ahead(hands, one, last, vintage, bad):
    given = {"first_day": date(2025, 1, 1), "last_day": last, "vintage": vintage}
    if bad:
        assert refused(record, hands=hands, one=one, **given).fields.keys() == {"last_day"}
    else:
        record(hands, one, **given)


def test_words_of_composed_letters_are_kept_in_one_form(hands, one):
    note = unicodedata.normalize("NFD", "Niên giám thống kê")
    assert record(hands, one, source_note=f" {note} ").source_note == "Niên giám thống kê"


def test_second_figure_of_a_place_is_refused_and_another_vintage_or_territory_is_not(hands, one):
    record(hands, one, value="18.9")
    error = refused(record, hands=hands, one=one, value="19")
    assert (error.code, "18,9" in error.message) == ("observation.exists", True)
    record(hands, one, vintage="preliminary")
    record(hands, one, territory=province("tinh-cu", name="Tỉnh Cũ"))
    assert Observation.objects.count() == 3


# --- Corrections --------------------------------------------------------------------------------


def correct(hands, row, **values):
    given = {"value": "2", **values}
    return correct_value(
        observation=row, told=told(row.indicator, **given), reason="Niên giám sửa", by=hands.clerk
    )


def test_correction_is_a_new_revision_and_the_old_one_stays_as_it_was(hands, one):
    old = observation(one, value="1", state="published")
    new = correct(hands, old)
    old.refresh_from_db()
    assert (old.value, old.state, old.current) == (1, "published", False)
    assert (new.value, new.state, new.current, new.revision, new.replaces, new.reason) == (
        2, "draft", True, 2, old, "Niên giám sửa",
    )  # fmt: skip
    assert Event.objects.get().before["value"] == "1.00000000"


def test_correction_keeps_where_the_figure_came_from(hands, one):
    assert correct(hands, observation(one, 2024, origin="import")).origin == "import"
    assert correct(hands, observation(one, 2023, origin="fact"), year=2023).origin == "typed"


def test_chain_of_corrections(hands, one):
    third = correct(hands, correct(hands, observation(one)), value="3")
    assert list(Observation.objects.order_by("pk").values_list("revision", "current", "value")) == [
        (1, False, 1), (2, False, 2), (3, True, 3),
    ]  # fmt: skip
    assert third.replaces.replaces.revision == 1


def test_what_was_corrected_is_not_corrected_again(hands, one):
    old = observation(one)
    correct(hands, old)
    assert refused(correct, hands=hands, row=old).code == "observation.not_current"
    assert refused(confirm_value, observation=old, by=hands.approver).code == "observation.not_a_draft"


def test_correction_without_reason_is_refused(hands, one):
    row = observation(one)
    error = refused(correct_value, observation=row, told=told(one, value=2), reason=" ", by=hands.clerk)
    assert error.fields.keys() == {"reason"}


def test_correction_does_not_move_onto_another_figure(hands, one):
    observation(one, 2023), observation(one, 2024)
    row = Observation.objects.get(last_day__year=2024)
    error = refused(correct_value, observation=row, told=told(one, 2023, 5), reason="vì", by=hands.clerk)
    assert (error.code, Observation.objects.filter(current=True).count()) == ("observation.exists", 2)


# --- Confirming and withdrawing -----------------------------------------------------------------


def test_confirming_names_who_vouches_and_happens_once(hands, one):
    row = confirm_value(observation=record(hands, one), by=hands.approver)
    assert (row.state, row.confirmed_by_id) == ("confirmed", hands.approver.user_id)
    assert refused(confirm_value, observation=row, by=hands.approver).code == "observation.not_a_draft"


def test_withdrawn_figure_leaves_its_place_to_another(hands, one):
    row = withdraw_value(observation=record(hands, one), reason="Ghi nhầm chỉ số", by=hands.approver)
    assert (row.withdrawn, row.current, row.reason) == (True, False, "Ghi nhầm chỉ số")
    assert (
        refused(withdraw_value, observation=row, reason="x", by=hands.approver).code
        == "observation.withdrawn"
    )
    assert refused(correct, hands=hands, row=row).code == "observation.not_current"
    assert record(hands, one, value="7").revision == 1


def test_withdrawing_needs_a_reason(hands, one):
    assert refused(withdraw_value, observation=observation(one), reason="", by=hands.approver).fields.keys() == {"reason"}  # fmt: skip


def test_withdrawing_a_correction_brings_back_what_it_corrected(hands, one):
    old = observation(one)
    withdraw_value(observation=correct(hands, old), reason="Đính chính nhầm", by=hands.approver)
    old.refresh_from_db()
    assert (old.current, old.state) == (True, "confirmed")


def test_what_was_brought_back_can_be_corrected_again(hands, one):
    old = observation(one)
    withdraw_value(observation=correct(hands, old), reason="Đính chính nhầm", by=hands.approver)
    again = correct(hands, Observation.objects.get(pk=old.pk), value="3")
    assert (again.revision, again.value) == (3, 3)


def test_withdrawn_correction_does_not_push_out_a_figure_that_took_the_place(hands, one):
    old = observation(one, 2024)
    moved = correct(hands, old, year=2023)
    taker = record(hands, one, year=2024, value="9")
    withdraw_value(observation=moved, reason="vì", by=hands.approver)
    assert list(Observation.objects.filter(current=True)) == [taker]


# --- At the same moment -------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_who_tell_the_same_figure_one_is_refused(hands, one, tmp_path):
    def tell(value):
        return lambda: record_value(indicator=one, told=told(one, value=value), by=hands.clerk)

    results, values = at_once(tmp_path, tell("1"), tell("2"), then=lambda: Observation.objects.count())
    assert [getattr(two, "code", "") for two in results if isinstance(two, DomainError)] == [
        "observation.exists"
    ]
    assert values == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_one_is_told_so(hands, one, tmp_path):
    row = observation(one, state="draft")

    def confirm():
        return confirm_value(observation=row, by=hands.approver)

    results, events = at_once(tmp_path, confirm, confirm, then=lambda: Event.objects.count())
    assert [two.code for two in results if isinstance(two, DomainError)] == ["observation.not_a_draft"]
    assert events == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_correct_one_is_refused(hands, one, tmp_path):
    row = observation(one)

    def fix(value):
        return lambda: correct_value(
            observation=row, told=told(one, value=value), reason="vì", by=hands.clerk
        )

    results, rows = at_once(
        tmp_path, fix("2"), fix("3"), then=lambda: Observation.objects.filter(current=True).count()
    )
    assert [two.code for two in results if isinstance(two, DomainError)] == ["observation.not_current"]
    assert rows == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"vintage": "chac-chan"}, "vintage"),
        ({"calendar": "am-lich"}, "calendar"),
        ({"value": "NaN"}, "value"),
        ({"value": "Infinity"}, "value"),
        ({"value": "1E+18"}, "value"),
        ({"value": None, "numerator": Decimal(10) ** 17, "denominator": Decimal("0.00000001")}, "value"),
        ({"value": None, "numerator": Decimal("NaN"), "denominator": Decimal(1)}, "value"),
    ],
)
def test_what_could_not_be_kept_or_read_again_is_refused(hands, one, values, field):
    assert refused(record, hands=hands, one=one, **values).fields.keys() == {field}
