"""Counting anew: facts at a date and over periods, accumulation, formulas over what is known."""

from datetime import date
from decimal import Decimal

import pytest

from khcn.indicators.counting import recount
from khcn.indicators.models import Count
from khcn.indicators.recounting import uncounted_registers
from khcn.indicators.series import one_series
from khcn.indicators.signals import figures_changed
from khcn.registers.directory.models import Organisation
from tests.factories.indicators import card_of, commune, count, indicator, observation, province, series
from tests.parallel import at_once

pytestmark = pytest.mark.django_db
TODAY = date(2025, 6, 15)


def firm(since, until=None, **values):
    number = Organisation.objects.count() + 1
    given = {
        "kind": "science",
        "state": "active",
        "visibility": "public",
        "valid_from": since,
        "valid_to": until,
    }
    return Organisation.objects.create(name=f"Trung tâm Mẫu số {number}", **{**given, **values})


def counts(one, today=TODAY, territory=None):
    recount(today=today)
    rows = Count.objects.filter(indicator=one, territory=territory or province()).order_by("last_day")
    return {row.year: row.value for row in rows}


def at_a_date(**card):
    return indicator(
        unit="tổ chức", kind="count", accumulation="latest", fact="organisations.science", **card
    )


def test_fact_at_a_date_is_counted_on_the_last_day_of_each_year(db):
    one = at_a_date()
    firm(date(2019, 1, 1), date(2024, 12, 30)), firm(date(2024, 12, 31)), firm(date(2025, 6, 16))
    assert counts(one) == {2018: 0, 2019: 1, 2020: 1, 2021: 1, 2022: 1, 2023: 1, 2024: 1, 2025: 1}


def test_none_of_the_records_is_zero_and_an_empty_register_says_nothing():
    one = at_a_date()
    assert set(counts(one).values()) == {None}
    assert "chưa có bản ghi" in Count.objects.filter(indicator=one).first().note
    firm(date(2020, 1, 1), kind="school")
    assert set(counts(one).values()) == {0}


def test_running_year_is_counted_until_today():
    one = at_a_date()
    counts(one)
    row = Count.objects.get(indicator=one, last_day__year=2025)
    assert (row.first_day, row.last_day) == (date(2025, 1, 1), TODAY)


def test_administrative_year_closes_on_14_december():
    one = at_a_date(calendar="administrative")
    firm(date(2024, 12, 14)), firm(date(2024, 12, 15))
    told = counts(one, today=date(2025, 3, 1))
    assert (told[2024], told[2025]) == (1, 2)
    row = Count.objects.get(indicator=one, last_day=date(2024, 12, 14))
    assert row.first_day == date(2023, 12, 15)


def test_days_after_14_december_do_not_take_the_place_of_the_closed_year():
    one = at_a_date(calendar="administrative")
    firm(date(2024, 12, 1)), firm(date(2024, 12, 20))
    told = counts(one, today=date(2024, 12, 25))
    assert (max(told), told[2024]) == (2024, 1)
    assert Count.objects.filter(indicator=one, last_day__year=2024).count() == 1


def test_own_year_of_a_plan():
    one = at_a_date(calendar="plan", year_ends_on="11-30")
    firm(date(2024, 12, 1))
    told = counts(one)
    assert (told[2024], told[2025]) == (0, 1)


def test_period_counts_each_year_and_cumulative_all_since_its_first_day(monkeypatch):
    from khcn.kernel.registers.declaration import registers
    from khcn.kernel.registers.facts import count as fact

    register = registers.by_code["to-chuc"]
    monkeypatch.setattr(register, "facts", (fact("thu.thanh-lap", "Thành lập trong kỳ", over="valid_from"),))
    own = indicator(unit="tổ chức", kind="count", fact="thu.thanh-lap")
    sum_up = indicator(
        unit="tổ chức",
        kind="count",
        fact="thu.thanh-lap",
        accumulation="cumulative",
        counted_from=date(2023, 7, 1),
    )
    for day in (date(2023, 6, 30), date(2023, 7, 1), date(2024, 2, 2), date(2024, 3, 3), date(2025, 6, 16)):
        firm(day)
    assert {year: value for year, value in counts(own).items() if year > 2021} == {
        2022: 0,
        2023: 2,
        2024: 2,
        2025: 0,
    }
    assert counts(sum_up) == {2023: 1, 2024: 3, 2025: 3}
    assert set(Count.objects.filter(indicator=sum_up).values_list("first_day", flat=True)) == {
        date(2023, 7, 1)
    }


def test_communes_are_counted_where_the_card_says_so():
    here, there = commune(), commune("xa-mau-2", name="Xã Mẫu số 2", official_code="99002")
    firm(date(2020, 1, 1), territory=here), firm(date(2020, 1, 1))
    whole, by_commune = at_a_date(), at_a_date(by_territory=True)
    assert counts(whole)[2024] == 2
    assert Count.objects.filter(indicator=whole, territory=here).count() == 0
    assert (counts(by_commune, territory=here)[2024], counts(by_commune, territory=there)[2024]) == (1, 0)


def test_second_recount_writes_nothing():
    one = at_a_date()
    firm(date(2020, 1, 1))
    assert recount(today=TODAY).indicators == {one.pk}
    again = recount(today=TODAY)
    assert (again.indicators, again.written) == (set(), 0)


def test_only_what_changed_is_written_and_told():
    one, other = at_a_date(), indicator(unit="doanh nghiệp", kind="count", accumulation="latest", fact="organisations.enterprises")  # fmt: skip
    firm(date(2020, 1, 1))
    recount(today=TODAY)
    heard = []

    def hear(indicators, **_more):
        heard.append(indicators)

    figures_changed.connect(hear)
    try:
        firm(date(2024, 5, 5))
        done = recount(today=TODAY, registers={"to-chuc"})
    finally:
        figures_changed.disconnect(hear)
    assert (done.written, heard) == (2, [[one.pk]])
    assert other.pk not in done.indicators


def test_counts_go_when_the_definition_no_longer_counts():
    one = at_a_date()
    assert counts(one)
    card = card_of(one)
    card.source, card.fact = "typed", ""
    card.save()
    assert counts(one) == {}


def test_register_of_a_definition_under_which_nothing_was_counted_waits():
    one = at_a_date()
    assert uncounted_registers() == {"to-chuc"}
    counts(one)
    assert uncounted_registers() == set()


# --- Formulas -----------------------------------------------------------------------------------


def share(**card):
    given = {"unit": "%", "kind": "share", "expression": "share([phan], [tat-ca])"}
    return indicator("ty-le", **{**given, **card})


def test_formula_is_worked_out_for_each_year_with_its_parts():
    part, whole = indicator("phan", unit="đồng"), indicator("tat-ca", unit="đồng")
    series(part, {2023: 1, 2024: 2}), series(whole, {2023: 4, 2024: 4})
    one = share()
    assert counts(one) == {2023: 25, 2024: 50}
    row = Count.objects.get(indicator=one, last_day__year=2024)
    assert (row.numerator, row.denominator, row.note) == (2, 4, "")


def test_missing_operand_gives_no_value_and_says_which():
    part = indicator("phan", unit="đồng", name="Phần mẫu")
    indicator("tat-ca", unit="đồng")
    observation(part, 2024, 1)
    one = share()
    assert counts(one) == {2024: None}
    row = Count.objects.get(indicator=one)
    assert ("tat-ca" in row.note, [told["value"] for told in row.operands]) == (True, ["1.00000000", None])
    assert one_series(one.pk, province().pk) == {}


def test_zero_operand_is_not_missing():
    part, whole = indicator("phan", unit="đồng"), indicator("tat-ca", unit="đồng")
    series(part, {2024: 0, 2023: 1}), series(whole, {2024: 4, 2023: 0})
    assert counts(share()) == {2023: None, 2024: 0}


def test_formula_over_formulas_and_facts():
    firm(date(2020, 1, 1)), firm(date(2020, 1, 1))
    at_a_date(code="to-chuc")
    indicator("gap-doi", unit="tổ chức", expression="[to-chuc] * 2")
    one = indicator("gap-bon", unit="tổ chức", expression="[gap-doi] * 2")
    assert counts(one)[2024] == 8


def test_final_figure_that_somebody_told_wins_over_the_formula_for_those_above():
    base = indicator("goc", unit="")
    observation(base, 2024, 1)
    middle = indicator("giua", unit="", expression="[goc] + 1")
    top = indicator("ngon", unit="", expression="[giua] + 1")
    assert counts(top) == {2024: 3}
    observation(middle, 2024, 10)
    assert counts(top) == {2024: 11}


def test_preliminary_figure_stands_in_where_the_formula_says_nothing():
    indicator("goc", unit=""), indicator("khac", unit="")
    observation(type(indicator()).objects.get(code="khac"), 2024, 5)
    middle = indicator("giua", unit="", expression="[goc] + [khac]")
    observation(middle, 2024, 7, vintage="preliminary")
    top = indicator("ngon", unit="", expression="[giua] + 1")
    assert counts(top) == {2024: 8}


def test_growth_asks_for_the_year_before():
    base = indicator("goc", unit="tỷ đồng")
    series(base, {2022: 100, 2024: 120, 2023: 110})
    one = indicator("tang", unit="%", kind="growth", expression="growth([goc])")
    told = counts(one)
    assert (told[2022], told[2023], told[2024].quantize(Decimal("0.0001"))) == (None, 10, Decimal("9.0909"))


def test_withdrawn_operand_takes_the_value_away_in_one_recount():
    base = indicator("goc", unit="")
    row = observation(base, 2024, 1)
    indicator("giua", unit="", expression="[goc] + 1")
    top = indicator("ngon", unit="", expression="[giua] + 1")
    assert counts(top) == {2024: 3}
    row.withdrawn = True
    row.save()
    assert counts(top) == {}


def test_formula_of_each_territory_takes_operands_of_the_same():
    old = province("tinh-cu", name="Tỉnh Cũ")
    part, whole = indicator("phan", unit="đồng"), indicator("tat-ca", unit="đồng")
    for place, value in ((province(), 1), (old, 3)):
        observation(part, 2024, value, territory=place), observation(whole, 2024, 4, territory=place)
    one = share()
    assert (counts(one)[2024], counts(one, territory=old)[2024]) == (25, 75)


def test_formula_whose_units_no_longer_fit_gives_nothing():
    base = indicator("goc", unit="đồng")
    observation(base, 2024, 1)
    one = indicator("gap", unit="đồng", expression="[goc] * 2")
    assert counts(one) == {2024: 2}
    card = card_of(base)
    card.unit = "người"
    card.save()
    assert counts(one) == {}


def test_circle_that_got_in_breaks_nothing_else():
    indicator("a", unit="", expression="[b] + 1"), indicator("b", unit="", expression="[a] + 1")
    one = at_a_date()
    assert len(counts(one)) == 8


def test_count_by_hand_of_another_indicator_stays():
    one = indicator("goc", unit="", expression="[khong-co] + 1")
    count(one, 2024, 5)
    assert counts(one) == {}


def test_formula_beyond_what_can_be_kept_says_so_and_stops_nothing():
    base = indicator("goc", unit="")
    observation(base, 2024, 10**10)
    huge = indicator("lon", unit="", expression="[goc] * [goc]")
    small = indicator("nho", unit="", expression="[goc] + 1")
    assert (counts(huge), counts(small)) == ({2024: None}, {2024: 10**10 + 1})
    assert "quá lớn" in Count.objects.get(indicator=huge).note


def test_formula_of_an_average_says_nothing_of_years_before_it_begins():
    base = indicator("goc", unit="")
    series(base, {2021: 1, 2022: 2, 2023: 3})
    one = indicator(
        "tu-2023", unit="", expression="[goc] * 1", calendar="average", counted_from=date(2023, 1, 1)
    )
    assert counts(one) == {2023: 3}


def test_recount_of_some_territories_leaves_the_others():
    here, there = commune(), commune("xa-mau-2", name="Xã Mẫu số 2", official_code="99002")
    firm(date(2020, 1, 1), territory=here), firm(date(2020, 1, 1), territory=there)
    one = at_a_date(by_territory=True)
    recount(today=TODAY)
    recount(today=TODAY, territories=[here])
    found = Count.objects.filter(indicator=one, last_day__year=2024).values_list("territory", "value")
    assert dict(found) == {province().pk: 2, here.pk: 1, there.pk: 1}


# --- At the same moment -------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_recounts_at_once_write_each_count_once(tmp_path):
    one = at_a_date()
    firm(date(2020, 1, 1))

    def again():
        return recount(today=TODAY).written

    results, rows = at_once(
        tmp_path, again, again, then=lambda: list(Count.objects.filter(indicator=one).order_by("last_day"))
    )
    assert (sorted(map(str, results)), len(rows)) == (["0", "8"], 8)
