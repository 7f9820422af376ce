"""Definition cards: versions, reasons, checks, decisions."""

import unicodedata
from datetime import date

import pytest

from khcn.indicators.cards import (
    add_indicator,
    card_in_force,
    draft_card,
    edit_indicator,
    note_decision,
    put_in_force,
)
from khcn.indicators.models import Card, Decision, Indicator
from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError, NotAllowed
from tests.factories.indicators import card_of, indicator, province
from tests.indicators.conftest import TODAY
from tests.parallel import at_once

pytestmark = pytest.mark.django_db
VALUES = {"name": "Tỷ lệ mẫu", "unit": "%", "kind": "level", "source": "typed"}


def refused(act, **told):
    with pytest.raises(DomainError) as refusal:
        act(**told)
    return refusal.value


def test_new_indicator_has_a_draft_and_no_card_in_force(hands):
    made = add_indicator(
        code="ty-le-mau", by=hands.coordinator, values=VALUES, group="target", owner=hands.owner
    )
    assert list(made.cards.values_list("version", "state")) == [(1, "draft")]
    assert refused(card_in_force, indicator=made).code == "indicator.no_card"
    assert list(Event.objects.order_by("pk").values_list("action", flat=True)) == ["indicator.add", "indicator.card_draft"]  # fmt: skip


@pytest.mark.parametrize("code", ["Tỷ lệ", "a b", "", "-a", "a--b", "A", "a/b", "a" * 81])
def test_code_of_other_letters_is_refused_at_its_field(hands, code):
    assert set(refused(add_indicator, code=code, by=hands.coordinator, values=VALUES).fields) == {"code"}
    assert Indicator.objects.count() == 0


def test_code_is_taken_once(hands):
    indicator("ty-le-mau")
    assert "code" in refused(add_indicator, code="ty-le-mau", by=hands.coordinator, values=VALUES).fields


def test_names_of_composed_letters_are_kept_in_one_form(hands):
    name = unicodedata.normalize("NFD", "Tỷ lệ ứng dụng")
    made = add_indicator(code="a", by=hands.coordinator, values={**VALUES, "name": name})
    card = put_in_force(card=made.cards.get(), by=hands.coordinator)
    assert (made.name, card.name, card.indicator.folded) == (
        "Tỷ lệ ứng dụng",
        "Tỷ lệ ứng dụng",
        "a ty le ung dung",
    )


@pytest.mark.parametrize("who", ["leader", "clerk", "approver", "stranger"])
def test_only_coordinators_define(hands, who):
    one = indicator(owner=hands.owner)
    draft = draft_card(indicator=one, by=hands.coordinator, values={"unit": "điểm"})
    by = getattr(hands, who)
    for act, told in (
        (draft_card, {"indicator": one, "values": {}}),
        (edit_indicator, {"indicator": one, "visibility": "public"}),
        (put_in_force, {"card": draft, "reason": "x"}),
        (add_indicator, {"code": "b", "values": VALUES}),
        (
            note_decision,
            {"indicator": one, "question": "?", "answer": "!", "decided_on": TODAY, "decided_by": "Sở"},
        ),
    ):
        assert isinstance(refused(act, by=by, **told), NotAllowed)
    assert (card_of(one).version, Indicator.objects.count(), Decision.objects.count()) == (1, 1, 0)


def test_second_version_needs_a_reason_and_replaces_the_first(hands):
    one = indicator(unit="%")
    draft = draft_card(indicator=one, by=hands.coordinator, values={"unit": "điểm %", "name": "Tên mới"})
    assert refused(put_in_force, card=draft, by=hands.coordinator, reason="  ").fields.keys() == {"reason"}
    put_in_force(card=draft, by=hands.coordinator, reason="Niên giám đổi cách tính")
    assert list(one.cards.order_by("version").values_list("version", "state", "unit")) == [
        (1, "replaced", "%"), (2, "in_force", "điểm %"),
    ]  # fmt: skip
    one.refresh_from_db()
    assert (one.name, Card.objects.get(version=1).replaced_at is not None) == ("Tên mới", True)
    event = Event.objects.get(action="indicator.card_in_force")
    assert event.after == {"version": 2, "reason": "Niên giám đổi cách tính"}


def test_first_version_needs_no_reason(hands):
    made = add_indicator(code="a", by=hands.coordinator, values=VALUES)
    assert put_in_force(card=made.cards.get(), by=hands.coordinator).state == "in_force"


def test_draft_is_written_over_and_begins_with_what_is_in_force(hands):
    one = indicator(unit="%", lower=3)
    draft_card(indicator=one, by=hands.coordinator, values={"unit": "điểm"})
    second = draft_card(indicator=one, by=hands.coordinator, values={"decimals": 3})
    assert (second.version, second.unit, second.decimals, second.lower) == (2, "điểm", 3, 3)
    assert one.cards.count() == 2


def test_card_is_put_in_force_once(hands):
    one = indicator()
    draft = draft_card(indicator=one, by=hands.coordinator, values={}, reason="vì")
    put_in_force(card=draft, by=hands.coordinator)
    assert refused(put_in_force, card=draft, by=hands.coordinator).code == "card.not_a_draft"


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"source": "fact", "fact": "khong.co"}, {"fact"}),
        ({"source": "fact", "fact": "organisations.science", "territory": None}, {"territory"}),
        ({"source": "formula", "expression": ""}, {"expression"}),
        ({"source": "formula", "expression": "[khong-co] * 2"}, {"expression"}),
        ({"source": "formula", "expression": "[chinh-no] + 1"}, {"expression"}),
        ({"kind": "share", "numerator": "phần", "denominator": ""}, {"numerator"}),
        ({"accumulation": "cumulative"}, {"counted_from"}),
        ({"calendar": "plan"}, {"year_ends_on"}),
        ({"calendar": "plan", "year_ends_on": "13-40"}, {"year_ends_on"}),
        ({"name": ""}, {"name"}),
        ({"decimals": 9}, {"decimals"}),
        ({"lower": 9, "upper": 1}, {"upper"}),
        ({"kind": "khac"}, {"kind"}),
    ],
)
def test_slips_are_told_at_their_field(hands, values, fields):
    one = indicator("chinh-no")
    assert refused(draft_card, indicator=one, by=hands.coordinator, values=values).fields.keys() == fields
    assert one.cards.count() == 1


def test_formula_whose_unit_does_not_fit_is_refused(hands):
    indicator("chi", unit="triệu đồng"), indicator("dan-so", unit="người")
    error = refused(
        draft_card, indicator=indicator("x", unit="%"), by=hands.coordinator,
        values={"source": "formula", "expression": "[chi] + [dan-so]"},
    )  # fmt: skip
    assert error.fields.keys() == {"expression"}


def test_circle_over_two_indicators_is_refused_and_told(hands):
    indicator("a", unit="")
    indicator("b", unit="", expression="[a] + 1")
    a = Indicator.objects.get(code="a")
    error = refused(draft_card, indicator=a, by=hands.coordinator, values={"source": "formula", "expression": "[b] * 2"})  # fmt: skip
    assert "a → b → a" in error.fields["expression"] or "b → a → b" in error.fields["expression"]


def test_source_that_changes_leaves_no_trace_of_the_old_one(hands):
    one = indicator("a", unit="tổ chức", fact="organisations.science")
    indicator("b", unit="tổ chức")
    formula = draft_card(
        indicator=one, by=hands.coordinator, values={"source": "formula", "expression": "[b] * 2"}
    )
    assert (formula.fact, formula.expression) == ("", "[b] * 2")
    typed = draft_card(indicator=one, by=hands.coordinator, values={"source": "typed"})
    assert (typed.fact, typed.expression) == ("", "")


def test_decision_is_kept_with_the_card_in_force(hands):
    one = indicator()
    made = note_decision(
        indicator=one, question="Đến hay trong năm 2030?", answer="Đến hết năm 2030", decided_on=date(2025, 6, 1),
        decided_by="Sở Mẫu", by=hands.coordinator,
    )  # fmt: skip
    assert (made.card, made.recorded_by_id) == (card_of(one), hands.coordinator.user_id)
    assert Event.objects.get().action == "indicator.decision"


def test_decision_without_words_or_from_tomorrow_is_refused(hands):
    told = {"indicator": indicator(), "question": " ", "answer": "", "decided_on": TODAY, "decided_by": "Sở"}
    assert refused(note_decision, by=hands.coordinator, **told).fields.keys() == {"question", "answer"}
    told |= {"question": "a", "answer": "b", "decided_on": date(2025, 6, 16)}
    assert refused(note_decision, by=hands.coordinator, **told).code == "decision.in_future"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_draft_at_once_both_write_the_same_version(hands, tmp_path):
    one = indicator()

    def draft(unit):
        return lambda: draft_card(indicator=one, by=hands.coordinator, values={"unit": unit}).version

    told, versions = at_once(
        tmp_path, draft("a"), draft("b"), then=lambda: list(one.cards.order_by("version").values_list("version", flat=True))
    )  # fmt: skip
    assert (told, versions) == ([2, 2], [1, 2])


@pytest.mark.django_db(transaction=True)
def test_two_formulas_put_in_force_at_once_close_no_circle(hands, tmp_path):
    one, two = indicator("a", unit=""), indicator("b", unit="")
    drafts = [
        draft_card(
            indicator=first,
            by=hands.coordinator,
            reason="vì",
            values={"source": "formula", "expression": text},
        )
        for first, text in ((one, "[b] + 1"), (two, "[a] + 1"))
    ]
    told, formulas = at_once(
        tmp_path, *(lambda card=card: put_in_force(card=card, by=hands.coordinator) for card in drafts),
        then=lambda: Card.objects.filter(state="in_force", source="formula").count(),
    )  # fmt: skip
    assert sorted(type(one).__name__ for one in told) == ["Card", "DomainError"]
    assert formulas == 1


def test_place_of_a_card_may_be_any_unit(hands):
    old = province("tinh-cu", name="Tỉnh Cũ")
    assert draft_card(indicator=indicator(), by=hands.coordinator, values={"territory": old}).territory == old


def test_owner_and_visibility_change_with_an_event_and_only_when_they_differ(hands):
    one = indicator(owner=hands.owner)
    edit_indicator(indicator=one, by=hands.coordinator, owner=hands.owner, visibility="internal")
    assert Event.objects.count() == 0
    edit_indicator(indicator=one, by=hands.coordinator, owner=None, visibility="public", group="other")
    one.refresh_from_db()
    assert (one.owner, one.visibility, one.group) == (None, "public", "other")
    assert Event.objects.get().before == {
        "owner": hands.owner.code,
        "visibility": "internal",
        "group": "target",
    }


def test_visibility_that_is_none_is_refused(hands):
    error = refused(edit_indicator, indicator=indicator(), by=hands.coordinator, visibility="khac")
    assert error.fields.keys() == {"visibility"}


@pytest.mark.parametrize("calendar", ["administrative", "plan"])
def test_fact_told_by_calendar_years_fits_no_year_that_closes_earlier(hands, calendar):
    """Such a year touches two calendar years, and figures of both would be added up."""
    given = {
        "name": "Lượt mẫu", "unit": "lượt", "kind": "count", "source": "fact", "fact": "activities.entries",
        "territory": province(), "calendar": calendar, "year_ends_on": "11-30",
    }  # fmt: skip
    with pytest.raises(DomainError) as refusal:
        add_indicator(code="mau-nam", by=hands.coordinator, values=given)
    assert refusal.value.fields.keys() == {"calendar"}
    assert add_indicator(code="mau-nam", by=hands.coordinator, values={**given, "calendar": "statistical"})
