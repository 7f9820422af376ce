"""Facts taken at dates, over periods, for territories. The directory stands in for any register."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import Q

from khcn.kernel.duplicates.domain import merge_records
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record, edit_record, move_record, withdraw_record
from khcn.kernel.registers.facts import count, distinct, share, total
from khcn.kernel.registers.fingerprint import fingerprint
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.measure import (
    FactUnknown,
    Scope,
    distinct_subjects,
    facts,
    measure,
    measure_register,
    records_behind,
    series,
    take,
)
from khcn.kernel.registers.records import Record
from khcn.kernel.territory.models import Unit, UnitChange
from khcn.kernel.territory.walk import Area, area_of
from khcn.registers.directory.models import Organisation, ScienceField
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.records import sample

pytestmark = pytest.mark.django_db

ORGANISATIONS = registers.by_code["to-chuc"]
PEOPLE = registers.by_code["chuyen-gia"]
DAY = date(2026, 6, 30)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))

OF_ORGANISATIONS = (
    count("try.all", "Tổ chức"),
    count("try.enterprises", "Doanh nghiệp", where=Q(kind="enterprise")),
    count("try.founded", "Thành lập trong kỳ", over="valid_from"),
    count(
        "try.withdrawn_too", "Theo trạng thái", where=Q(state__in=["active", "withdrawn"]), over="valid_from"
    ),
    total("try.employees", "Lao động", "employees", unit="người"),
    total("try.autonomy", "Mức tự chủ", "autonomy_share", unit="%"),
    share("try.small", "Tỷ lệ nhỏ", Q(size="small"), where=Q(kind="enterprise")),
    distinct("try.industries", "Ngành", "industry", unit="ngành"),
    distinct("try.fields", "Lĩnh vực", "fields_of_science", unit="lĩnh vực"),
    count("try.scientific", "Có lĩnh vực", where=Q(fields_of_science__level=1)),
)
OF_PEOPLE = (
    distinct("try.workplaces", "Nơi công tác"),
    count("try.people", "Người"),
    count("try.listed", "Đồng ý trong kỳ", over="consent_on"),
)


@pytest.fixture(autouse=True)
def declared(monkeypatch):
    monkeypatch.setattr(ORGANISATIONS, "facts", OF_ORGANISATIONS)
    monkeypatch.setattr(PEOPLE, "facts", OF_PEOPLE)


@pytest.fixture
def by():
    return actor_for(seat("coordinator", AgencyFactory()), DAY)


@pytest.fixture
def firm(by):
    numbers = iter(range(1, 1000))

    def make(**values):
        told = {"name": f"Công ty Mẫu số {next(numbers)}", "kind": "enterprise", **values}
        return add_record(ORGANISATIONS, by=by, values=told)

    return make


@pytest.fixture
def person(by):
    numbers = iter(range(1, 1000))

    def make(organisation=None, **values):
        told = {"name": f"Người Mẫu {next(numbers)}", "organisation": organisation, **values}
        return add_record(PEOPLE, by=by, values=told)

    return make


def value(code, **where):
    return measure(code, **(where or {"at": DAY})).value


# --- At a date ------------------------------------------------------------------------------------


def test_last_day_of_validity_counts_and_the_next_does_not(firm):
    firm(valid_from=date(2020, 1, 1), valid_to=DAY)
    assert [value("try.all", at=DAY + timedelta(days)) for days in (0, 1)] == [1, 0]


def test_first_day_of_validity_counts_and_the_one_before_does_not(firm):
    firm(valid_from=DAY)
    assert [value("try.all", at=DAY + timedelta(days)) for days in (-1, 0)] == [0, 1]


def test_day_of_ending_does_not_count(by, firm):
    one = firm(valid_from=date(2020, 1, 1))
    move_record(ORGANISATIONS, one, "end", by=by, on=DAY, reason="Giải thể")
    assert [value("try.all", at=DAY + timedelta(days)) for days in (-1, 0)] == [1, 0]


def test_days_of_a_pause_do_not_count(by, monkeypatch):
    register, pause, resume = next(
        (one, pause, resume)
        for one in registers
        for pause in one.life.moves
        for resume in one.life.moves
        if one.life[pause.target].standing == Standing.PAUSED
        and one.life[pause.sources[0]].standing == Standing.ACTIVE
        and pause.target in resume.sources
        and resume.target == pause.sources[0]
    )
    monkeypatch.setattr(register, "facts", (count("try.paused", "Đang hiệu lực"),))
    begun = date(2025, 1, 1)
    record = sample(
        register, by=by, full=True, state=pause.sources[0], valid_from=begun, valid_to=date(2099, 1, 1)
    )
    move_record(register, record, pause.code, by=by, on=date(2026, 3, 1), reason="Kiểm tra")
    move_record(register, record, resume.code, by=by, on=date(2026, 5, 1), reason="Đã khắc phục")
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 4, 30), date(2026, 5, 1)]
    assert [value("try.paused", at=day) for day in days] == [1, 0, 0, 1]


def test_withdrawn_record_counts_on_no_day(by, firm):
    withdraw_record(ORGANISATIONS, firm(), by=by, reason="Nhập nhầm")
    assert value("try.all") == 0


def test_count_of_nothing_is_zero_and_sum_and_share_of_nothing_are_missing():
    assert (value("try.all"), value("try.employees"), value("try.small")) == (0, None, None)


def test_sum_tells_records_without_a_value_instead_of_taking_zero(firm):
    for employees in (10, None, 0, 32):
        firm(employees=employees)
    told = measure("try.employees", at=DAY)
    assert (told.value, told.counted, told.missing) == (42, 4, 1)


def test_sum_of_records_none_of_which_has_a_value_is_missing(firm):
    firm()
    told = measure("try.employees", at=DAY)
    assert (told.value, told.missing) == (None, 1)


def test_sum_of_decimals_is_exact(firm):
    for figure in ("0.10", "0.20", "33.35"):
        firm(autonomy_share=Decimal(figure))
    assert value("try.autonomy") == Decimal("33.65")


def test_share_keeps_numerator_and_denominator(firm):
    for size in ("small", "large", ""):
        firm(size=size)
    firm(kind="school", size="small")
    told = measure("try.small", at=DAY)
    assert (told.value, told.numerator, told.denominator) == (Decimal("33.3333"), 1, 3)


def test_distinct_counts_each_subject_once_and_tells_records_without_one(firm, person):
    one, other = firm(), firm()
    for organisation in (one, one, other, None):
        person(organisation)
    told = measure("try.workplaces", at=DAY)
    assert (told.value, told.counted, told.missing) == (2, 4, 1)
    assert told.subjects == {("directory.organisation", one.pk), ("directory.organisation", other.pk)}


def test_distinct_values_of_a_text_leave_out_what_is_empty(firm):
    for industry in ("C10", "C10", "A01", ""):
        firm(industry=industry)
    told = measure("try.industries", at=DAY)
    assert (told.value, told.missing, told.subjects) == (2, 1, {("", "C10"), ("", "A01")})


def test_conditions_and_values_along_several_related_records_count_each_record_once(firm):
    fields = [
        ScienceField.objects.create(edition="2008", code=f"x{n}", name=f"Lĩnh vực {n}", level=1)
        for n in (1, 2)
    ]
    firm(fields_of_science=fields, employees=5)
    firm(employees=7)
    assert value("try.scientific") == 1
    told = measure("try.fields", at=DAY)
    assert (told.value, told.counted, told.missing) == (2, 2, 1)
    assert [one.value for one in measure_register(ORGANISATIONS, day=DAY)][4] == 12


# --- Over a period --------------------------------------------------------------------------------


def test_period_holds_its_first_and_last_day(firm):
    for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)):
        firm(valid_from=day)
    assert value("try.founded", period=YEAR) == 2


def test_what_ended_later_still_happened_in_the_period(by, firm):
    one = firm(valid_from=date(2026, 2, 1))
    move_record(ORGANISATIONS, one, "end", by=by, on=DAY, reason="Giải thể")
    assert value("try.founded", period=YEAR) == 1


def test_withdrawn_record_happened_in_no_period_even_where_states_are_named(by, firm):
    one = firm(valid_from=date(2026, 2, 1))
    firm(valid_from=date(2026, 2, 1))
    withdraw_record(ORGANISATIONS, one, by=by, reason="Nhập nhầm")
    assert (value("try.founded", period=YEAR), value("try.withdrawn_too", period=YEAR)) == (1, 1)


def test_year_field_is_compared_by_year(by):
    ledger = registers.by_code["so-cai-hoat-dong"]
    firm = add_record(ORGANISATIONS, by=by, values={"name": "Công ty Mẫu", "kind": "enterprise"})
    for year in (2024, 2025, 2026):
        told = {"organisation": firm, "kind": "ip", "year": year, "evidence": "Biên bản"}
        add_record(ledger, by=by, values=told)
    assert value("activities.entries", period=(date(2025, 3, 1), date(2026, 2, 1))) == 2


def test_fact_at_a_date_is_taken_on_the_last_day_of_a_period(firm):
    firm(valid_from=date(2026, 3, 1))
    assert value("try.all", period=(date(2025, 1, 1), date(2026, 2, 28))) == 0
    assert value("try.all", period=YEAR) == 1


def test_question_that_tells_no_time_is_refused():
    for code, where in (("try.all", {}), ("try.founded", {"at": DAY})):
        with pytest.raises(ValueError, match=code):
            measure(code, **where)


def test_unknown_fact_is_told():
    with pytest.raises(FactUnknown):
        measure("try.nothing", at=DAY)


def test_series_gives_the_end_of_each_year_or_the_whole_year(firm):
    firm(valid_from=date(2024, 5, 1), valid_to=date(2025, 12, 30))
    firm(valid_from=date(2026, 5, 1))
    chosen = [ORGANISATIONS.facts[0], ORGANISATIONS.facts[2]]
    told = series(ORGANISATIONS, chosen, range(2023, 2027), until=DAY)
    assert [one.value for one in told["try.all"]] == [0, 1, 0, 1]
    assert [one.value for one in told["try.founded"]] == [0, 1, 0, 1]
    assert told["try.all"][-1].scope.at == DAY


# --- Subjects -------------------------------------------------------------------------------------


def test_merged_subjects_count_once(by, firm, person):
    one, other = firm(), firm()
    person(one), person(other)
    merge_records(ORGANISATIONS, keep=one, drop=other, by=by)
    assert value("try.workplaces") == 1


def test_subject_that_still_points_at_a_merged_record_counts_as_the_one_that_stayed(firm, person):
    last, middle, first = firm(), firm(), firm()
    for organisation in (last, middle, first):
        person(organisation)
    for drop, keep in ((middle, last), (first, middle)):
        Organisation.objects.filter(pk=drop.pk).update(state="withdrawn", standing="void", merged_into=keep)
    told = measure("try.workplaces", at=DAY)
    assert (told.value, told.subjects) == (1, {("directory.organisation", last.pk)})


def test_subject_counts_once_across_registers(firm, person):
    one, other = firm(), firm(kind="school")
    person(one)
    assert distinct_subjects(["try.enterprises", "try.workplaces"], at=DAY) == {
        ("directory.organisation", one.pk)
    }
    assert len(distinct_subjects(["try.all", "try.workplaces"], at=DAY)) == 2
    assert other.pk


# --- Territory ------------------------------------------------------------------------------------


@pytest.fixture
def units():
    """Two communes of a district became one on 01/07/2025; a third was divided between it and a neighbour."""
    cut = date(2025, 7, 1)

    def unit(code, parent=None, old=False, level="commune"):
        dates = {"valid_to": cut - timedelta(1)} if old else {"valid_from": cut}
        return Unit.objects.create(code=code, name=code, level=level, parent=parent, **dates)

    province, old_province = unit("tinh", level="province"), unit("tinh-cu", old=True, level="province")
    district = unit("huyen", old_province, old=True, level="district")
    a, b, c = (unit(code, district, old=True) for code in ("a", "b", "c"))
    x, y = unit("x", province), unit("y", province)
    for old, new in ((a, x), (b, x), (c, x), (c, y), (old_province, province)):
        UnitChange.objects.create(predecessor=old, successor=new, kind="merge", effective_on=cut)
    UnitChange.objects.create(predecessor=district, successor=None, kind="dissolve", effective_on=cut)
    return {one.code: one for one in Unit.objects.all()}


def codes(area: Area, units):
    by_pk = {one.pk: one.code for one in units.values()}
    return sorted(by_pk[pk] for pk in area.units), sorted(by_pk[pk] for pk in area.split)


def test_new_unit_holds_the_units_it_came_from_and_tells_what_was_divided(units):
    assert codes(area_of(units["x"], DAY), units) == (["a", "b", "x"], ["c"])


def test_old_unit_is_only_part_of_the_new_one(units):
    assert codes(area_of(units["a"], DAY), units) == (["a"], ["x"])


def test_province_holds_everything_whole_whenever_it_was_entered(units):
    every = ["a", "b", "c", "huyen", "tinh", "tinh-cu", "x", "y"]
    assert codes(area_of(units["tinh"], DAY), units) == (every, [])
    assert codes(area_of(units["tinh-cu"], DAY), units) == (every, [])


def test_what_a_standing_unit_took_over_belongs_to_it_from_that_day(units):
    z = Unit.objects.create(code="z", name="z", level="commune")
    UnitChange.objects.create(
        predecessor=units["y"], successor=z, kind="merge", effective_on=date(2026, 1, 1)
    )
    assert area_of(z, date(2025, 12, 31)).units == {z.pk}
    assert area_of(z, date(2026, 1, 1)).units == {z.pk, units["y"].pk}
    assert area_of(units["y"], date(2026, 1, 1)).units == {units["y"].pk}


def test_figures_of_a_unit_can_be_compared_before_and_after_the_reorganisation(firm, units):
    for code in ("a", "b", "c", "x", "y"):
        firm(territory=units[code])
    told = measure("try.all", at=DAY, territory=units["x"])
    assert (told.value, told.unplaced) == (3, 1)
    assert measure("try.all", at=date(2024, 1, 1), territory=units["x"]).value == 3
    assert measure("try.all", at=DAY, territory=units["tinh"]).value == 5
    assert measure_register(ORGANISATIONS, day=DAY, territory=units["x"])[0].unplaced == 1


def test_several_territories_asked_together_are_not_mixed_up(firm, units):
    for code in ("a", "y", "y"):
        firm(territory=units[code])
    fact = ORGANISATIONS.facts[0]
    asked = [(fact, Scope(at=DAY, territory=units[code])) for code in ("x", "y", "tinh")]
    assert [one.value for one in take(ORGANISATIONS, asked)] == [1, 2, 3]


# --- Records, fingerprints, speed -----------------------------------------------------------------


def test_records_behind_are_those_that_were_counted(firm):
    one = firm()
    firm(kind="school")
    assert list(records_behind("try.enterprises", at=DAY)) == [one]
    assert facts()["try.enterprises"][0] is ORGANISATIONS


def test_only_records_that_the_person_sees_are_counted(firm):
    firm(visibility="public")
    firm(visibility="internal")
    assert measure("try.all", at=DAY, seen=lambda register: Q(visibility="public")).value == 1


def test_all_facts_of_a_register_are_what_each_is_alone(firm):
    for number in range(5):
        firm(
            employees=number or None, size="small" if number % 2 else "", valid_from=date(2026, 1, 1 + number)
        )
    together = measure_register(ORGANISATIONS, day=DAY)
    alone = [measure(fact.code, at=DAY, period=(date(2026, 1, 1), DAY)) for fact in ORGANISATIONS.facts]
    assert [(one.value, one.missing) for one in together] == [(one.value, one.missing) for one in alone]


def test_fingerprint_changes_with_what_a_record_says_and_not_with_a_look(by, firm):
    one, other = firm(), firm()
    before = fingerprint(records_behind("try.all", at=DAY))
    assert sorted(before.hashes) == [one.pk, other.pk]
    Record.save(Organisation.objects.get(pk=one.pk))
    assert fingerprint(records_behind("try.all", at=DAY)) == before
    edit_record(ORGANISATIONS, one, by=by, values={"employees": 3})
    withdraw_record(ORGANISATIONS, other, by=by, reason="Nhập nhầm")
    third = firm()
    after = fingerprint(records_behind("try.all", at=DAY))
    assert after.changed_since(before) == {"added": [third.pk], "removed": [other.pk], "changed": [one.pk]}


@pytest.mark.parametrize(("code", "most"), [("try.all", 1), ("try.employees", 1), ("try.workplaces", 2)])
def test_queries_do_not_depend_on_the_number_of_records(firm, person, code, most, django_assert_num_queries):
    for _number in range(7):
        person(firm())
    with django_assert_num_queries(most):
        measure(code, at=DAY)
