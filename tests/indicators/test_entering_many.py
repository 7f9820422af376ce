"""Many figures at once: the same refusals, rights and events as one by one, at a cost that does not grow."""

import pytest

from khcn.indicators.entering import RowsRefused, record_value, record_values
from khcn.indicators.models import Card, Observation
from khcn.indicators.signals import figures_changed
from khcn.kernel.audit.models import Event
from khcn.kernel.audit.queries import faults
from khcn.kernel.errors import DomainError, NotAllowed
from tests.factories import AgencyFactory
from tests.factories.indicators import commune, indicator, observation, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def one(hands):
    return indicator("mau", owner=hands.owner)


@pytest.fixture
def heard():
    calls = []

    def listen(sender, indicators, **_more):
        calls.append(list(indicators))

    figures_changed.connect(listen)
    yield calls
    figures_changed.disconnect(listen)


def rows_of(one, *years, **more):
    return [(one, told(one, year, year - 2000, **more)) for year in years]


def actions():
    return list(Event.objects.order_by("number").values_list("action", flat=True))


def test_each_figure_is_a_draft_with_an_event_of_its_own(hands, one, heard):
    made = record_values(rows=rows_of(one, 2021, 2022), by=hands.clerk, origin="import")
    assert [(row.year, row.value, row.state, row.origin, row.revision, row.current) for row in made] == [
        (2021, 21, "draft", "import", 1, True),
        (2022, 22, "draft", "import", 1, True),
    ]
    assert [row.pk for row in made] == list(
        Observation.objects.order_by("last_day").values_list("pk", flat=True)
    )
    assert {row.created_by_id for row in made} == {hands.clerk.user_id}
    assert (actions(), heard) == (["observation.add"] * 2, [])


def test_event_of_a_figure_is_the_one_that_it_would_have_alone(hands, one):
    record_value(indicator=one, told=told(one, 2021, 5), by=hands.clerk)
    record_values(rows=[(one, told(one, 2022, 5))], by=hands.clerk)
    alone, among = Event.objects.order_by("number")
    assert (alone.action, alone.label, alone.model, alone.object_id, alone.actor_name) == (
        among.action, among.label, among.model, among.object_id, among.actor_name,
    )  # fmt: skip
    changed = {"first_day": "2022-01-01", "last_day": "2022-12-31"}
    assert among.after == alone.after | changed


def test_confirmed_at_once_others_are_told_once(hands, one, heard):
    other = indicator("khac", owner=hands.owner)
    made = record_values(
        rows=[*rows_of(one, 2021, 2022), *rows_of(other, 2022)], by=hands.approver, confirm=True
    )
    stored = Observation.objects.values_list("state", "confirmed_by")
    assert list(stored) == [("confirmed", hands.approver.user_id)] * 3
    assert [row.state for row in made] == ["confirmed"] * 3
    assert actions() == ["observation.add"] * 3 + ["observation.confirm"] * 3
    assert heard == [sorted([one.pk, other.pk])]
    assert list(faults()) == []


def test_one_wrong_row_and_none_is_written_each_is_told(hands, one):
    observation(one, 2020, 7)
    without = indicator("chua-co", owner=hands.owner)
    wrong = (without, told(without, 2021, 1))
    Card.objects.filter(indicator=without).update(state="draft")
    with pytest.raises(RowsRefused) as refusal:
        record_values(
            rows=[
                (one, told(one, 2020, 8)), *rows_of(one, 2021), wrong, *rows_of(one, 2022, source_note=""), *rows_of(one, 2021),
            ],
            by=hands.clerk,
        )  # fmt: skip
    assert {place: why.code for place, why in refusal.value.refused.items()} == {
        0: "observation.exists", 2: "indicator.no_card", 3: "observation.invalid", 4: "observation.told_twice",
    }  # fmt: skip
    assert refusal.value.refused[0].message == (
        "Đã có số chính thức của kỳ này: 7. Hãy đính chính số đó thay vì ghi thêm."
    )
    assert (Observation.objects.count(), Event.objects.count()) == (1, 0)


def test_withdrawn_and_corrected_figures_leave_their_place(hands, one):
    observation(one, 2020, 7, withdrawn=True, current=False)
    observation(one, 2021, 7, current=False)
    assert len(record_values(rows=rows_of(one, 2020, 2021), by=hands.clerk)) == 2


def test_other_vintage_and_place_stand_beside(hands, one):
    observation(one, 2020, 7)
    rows = [*rows_of(one, 2020, vintage="preliminary"), *rows_of(one, 2020, territory=commune())]
    assert len(record_values(rows=rows, by=hands.clerk)) == 2


def test_nothing_is_nothing(hands):
    assert record_values(rows=[], by=hands.clerk, confirm=True) == []
    assert actions() == []


def test_one_indicator_of_somebody_else_refuses_all(hands, one):
    other = indicator("khac", owner=AgencyFactory())
    with pytest.raises(NotAllowed) as refusal:
        record_values(rows=[*rows_of(one, 2021), *rows_of(other, 2021)], by=hands.clerk)
    assert refusal.value.code == "not_allowed:indicators.observation.enter"
    with pytest.raises(NotAllowed):
        record_values(rows=rows_of(one, 2021), by=hands.clerk, confirm=True)
    assert not Observation.objects.exists()


def test_who_was_overtaken_is_told_which(hands, one, monkeypatch):
    """Somebody writes the figure between comparing and writing."""
    from khcn.indicators.entering import many

    compare, once = many._refuse_standing, []

    def overtaken(chunk, refused):
        compare(chunk, refused)
        if not once:
            once.append(observation(one, 2021, 5))

    monkeypatch.setattr(many, "_refuse_standing", overtaken)
    with pytest.raises(DomainError) as refusal:
        record_values(rows=rows_of(one, 2020, 2021), by=hands.clerk)
    assert list(refusal.value.refused) == [1]


@pytest.mark.parametrize("number", [2, 60])
def test_cost_does_not_grow_with_the_rows(hands, one, number, django_assert_max_num_queries):
    places = [
        commune(f"xa-{index}", name=f"Xã Mẫu {index}", official_code=f"99{index:03d}")
        for index in range(number)
    ]
    rows = [(one, told(one, 2021, 5, territory=place)) for place in places]
    with django_assert_max_num_queries(21):
        record_values(rows=rows, by=hands.approver, confirm=True)
    assert Observation.objects.filter(state="confirmed").count() == number
