"""Many facts, scopes and territories at once give the same numbers as each of them alone."""

import itertools
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from khcn.kernel.duplicates.domain import merge_records
from khcn.kernel.registers import cube as module
from khcn.kernel.registers.cube import Cell, cube
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record
from khcn.kernel.registers.facts import ASKED_DAY, count, distinct, share, total
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.measure import Scope, measure, take
from khcn.kernel.registers.models import StateChange
from khcn.kernel.territory.models import Unit, UnitChange
from khcn.registers.directory.models import Organisation, ScienceField
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.records import sample

pytestmark = pytest.mark.django_db

ORGANISATIONS = registers.by_code["to-chuc"]
PEOPLE = registers.by_code["chuyen-gia"]
COPIES = 25
DAYS = [
    date(2023, 12, 31), date(2024, 1, 1), date(2024, 6, 30), date(2024, 12, 31), date(2025, 1, 1), date(2025, 7, 1),
    date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2027, 1, 1),
]  # fmt: skip
SCOPES = [
    *(Scope.year(year) for year in (2024, 2025, 2026)),
    Scope.year(2026, until=date(2026, 6, 30)),
    Scope(at=date(2024, 3, 1), period=(date(2023, 12, 15), date(2024, 12, 14))),
    Scope(period=(date(2024, 1, 1), date(2026, 12, 31))),
    Scope(at=date(2026, 1, 1), period=(date(2026, 1, 1), date(2026, 1, 1))),
]
#: Facts of kinds that hardly any register offers.
ODD = {
    "to-chuc": (
        distinct("odd.fields", "Lĩnh vực", "fields_of_science", unit="lĩnh vực"),
        count("odd.scientific", "Có lĩnh vực", where=Q(fields_of_science__level=1)),
        share("odd.physics", "Tỷ lệ có lĩnh vực", Q(fields_of_science__code="103"), where=Q(employees__gt=1)),
        distinct("odd.industries", "Ngành", "industry", unit="ngành", over="valid_from"),
        distinct("odd.early", "Ngành còn hạn", "size", unit="ngành", where=Q(valid_from__lte=ASKED_DAY)),
        total("odd.later", "Lao động", "employees", unit="người", where=~Q(valid_to__gt=ASKED_DAY) | Q(valid_to=None)),
        count("odd.withdrawn", "Đã rút", where=Q(state="withdrawn"), over="valid_from"),
        share("odd.dated", "Tỷ lệ", Q(valid_from__gte=ASKED_DAY), over="valid_to"),
        count("odd.agency", "Theo cơ quan", territory="responsible__territory"),
    ),
    "chuyen-gia": (
        distinct("odd.workplaces", "Nơi công tác"),
        distinct("odd.keys", "Lĩnh vực nơi công tác", "organisation__fields_of_science", unit="lĩnh vực"),
        distinct("odd.people", "Người", "pk", unit="người"),
        count("odd.listed", "Đồng ý trong kỳ", over="consent_on"),
    ),
}  # fmt: skip


@pytest.fixture
def by():
    return actor_for(seat("coordinator", AgencyFactory()), date(2026, 6, 30))


@pytest.fixture
def units():
    """Old and new provinces and communes; `c` was divided, `y` went into a commune that existed before."""
    cut = date(2025, 7, 1)

    def unit(code, parent=None, old=False, level="commune"):
        dates = {"valid_to": cut - timedelta(1)} if old else {"valid_from": cut}
        return Unit.objects.create(code=code, name=code, level=level, parent=parent, **dates)

    province, old_province = unit("tinh", level="province"), unit("tinh-cu", old=True, level="province")
    far = unit("tinh-khac", level="province")
    district = unit("huyen", old_province, old=True, level="district")
    a, b, c = (unit(code, district, old=True) for code in ("a", "b", "c"))
    x, y, z = unit("x", province), unit("y", province), unit("z", far)
    for old, new in ((a, x), (b, x), (c, x), (c, y), (old_province, province)):
        UnitChange.objects.create(predecessor=old, successor=new, kind="merge", effective_on=cut)
    UnitChange.objects.create(predecessor=district, successor=None, kind="dissolve", effective_on=cut)
    UnitChange.objects.create(predecessor=y, successor=z, kind="merge", effective_on=date(2026, 1, 1))
    return list(Unit.objects.order_by("pk"))


# --- Records of all kinds -------------------------------------------------------------------------


def random_value(column, rng, units):
    """Another value for a column, or what is there."""
    if column.null and rng.random() < 0.2:
        return None
    if column.related_model is Unit:
        return rng.choice(units).pk
    if column.is_relation:
        related = column.related_model
        keys = list(related._base_manager.values_list("pk", flat=True)[:12])
        return rng.choice(keys)
    if column.choices:
        return rng.choice([key for key, _name in column.flatchoices])
    if isinstance(column, models.DateField) and not isinstance(column, models.DateTimeField):
        return rng.choice(DAYS)
    if isinstance(column, models.BooleanField):
        return rng.random() < 0.5
    if "year" in column.name:
        return rng.choice([2023, 2024, 2025, 2026])
    if isinstance(column, models.DecimalField):
        return Decimal(rng.randrange(0, 10_000)) / 10 ** (column.decimal_places or 0)
    if isinstance(column, models.IntegerField):
        return rng.randrange(0, 9)
    raise LookupError


def vary(record, rng, units, number):
    kept = {"id", "merged_into", "standing", "state", "artificial", "subject_key"}
    for column in record._meta.concrete_fields:
        if column.name in kept or rng.random() < 0.3:
            continue
        try:
            setattr(record, column.attname, random_value(column, rng, units))
        except (LookupError, IndexError):
            if (isinstance(column, models.CharField) and column.unique) or "number" in column.name:
                setattr(record, column.attname, f"{number}")
    state = rng.choice([*record.LIFE.every])
    record.state, record.standing = state.code, state.standing
    record.ended_on = rng.choice(DAYS) if state.standing == Standing.ENDED or rng.random() < 0.1 else None
    record.pk = None


def multiply(register, rng, units):
    """Copies of the register's one record that differ in everything; those that the database refuses are left out."""
    base = register.model._base_manager.first()
    made = []
    for number in range(COPIES):
        record = register.model._base_manager.get(pk=base.pk)
        vary(record, rng, units, number)
        try:
            with transaction.atomic():
                register.model._base_manager.bulk_create([record])
        except (IntegrityError, ValueError):
            continue
        made.append(record)
    return made


def pause(register, records, rng):
    if not register.life.with_standing(Standing.PAUSED):
        return
    kind = ContentType.objects.get_for_model(register.model)
    StateChange.objects.filter(kind=kind).delete()
    for record in records:
        for _turn in range(rng.randrange(0, 3)):
            first, last = sorted(rng.sample(DAYS, 2))
            StateChange.objects.create(
                kind=kind, object_id=record.pk, state="x", standing=rng.choice(["paused", "paused", "active"]),
                on=first, until=last,
            )  # fmt: skip
        if rng.random() < 0.3:
            StateChange.objects.create(
                kind=kind, object_id=record.pk, state="x", standing="paused", on=rng.choice(DAYS)
            )


def all_kinds(by, units, seed):
    """Some records of every register, by nobody's plan."""
    rng = Random(seed)
    for register in registers:
        if not register.model._base_manager.exists():
            sample(register, by=by, full=True)
    made = {register.code: multiply(register, rng, units) for register in registers}
    for register in registers:
        pause(register, made[register.code], rng)
    firms = made["to-chuc"]
    for drop, keep in itertools.pairwise(firms[:4]):
        Organisation.objects.filter(pk=drop.pk).update(state="withdrawn", standing="void", merged_into=keep)
    fields = [
        ScienceField.objects.get_or_create(code=code, defaults={"name": code, "level": len(code) // 2})[0]
        for code in ("1", "103", "2")
    ]
    for firm in firms:
        firm.fields_of_science.set(rng.sample(fields, rng.randrange(0, 3)))
    return made


def same(register, facts, scopes, territories, **more):
    """What the cube says and what each fact says alone."""
    told = cube(register, facts, scopes, territories, **more)
    wanted = {}
    for unit in territories:
        asked = [(fact, replace(scope, territory=unit)) for scope in scopes for fact in facts]
        alone = iter(take(register, asked, **more))
        for number, fact in itertools.product(range(len(scopes)), facts):
            wanted[fact.code, number, unit.pk if unit else None] = Cell.of(next(alone))
    assert told == wanted
    return told


@pytest.mark.parametrize("seed", [1, 2])  # each takes half of the registers
def test_every_fact_of_every_register_is_what_it_is_alone(by, units, seed, monkeypatch):
    made = all_kinds(by, units, seed)
    counts = {code: len(records) for code, records in made.items()}
    assert sum(1 for some in counts.values() if some >= 3) >= 0.8 * len(counts), counts
    for code, facts in ODD.items():
        monkeypatch.setattr(registers.by_code[code], "facts", (*registers.by_code[code].facts, *facts))
    rng, cells = Random(seed), {}
    for register in list(registers)[seed % 2 :: 2]:
        if register.facts:
            territories, scopes = [None, *rng.sample(units, 2)], rng.sample(SCOPES, 3)
            told = same(register, register.facts, scopes, territories)
            cells |= {(code, scopes[number], pk): cell for (code, number, pk), cell in told.items()}
    filled = [cell for cell in cells.values() if cell.value]
    assert len(filled) > 0.2 * len(cells)
    assert any(cell.unplaced for cell in cells.values())
    assert any(cell.missing for cell in cells.values())
    by_pk = {unit.pk: unit for unit in units}
    for code, scope, pk in rng.sample(sorted(cells, key=str), 100):
        one = measure(code, at=scope.at, period=scope.period, territory=by_pk.get(pk))
        assert Cell.of(one) == cells[code, scope, pk], code


# --- What is unpleasant ---------------------------------------------------------------------------


def firm(by, n, **values):
    return add_record(
        ORGANISATIONS, by=by, values={"name": f"Công ty Mẫu số {n}", "kind": "enterprise", **values}
    )


def test_nothing_gives_zero_missing_sum_and_missing_share(units):
    facts = (
        count("try.all", "Tổ chức"),
        total("try.sum", "Lao động", "employees", unit="người"),
        share("try.share", "Tỷ lệ", Q(size="small")),
        distinct("try.kinds", "Loại", "kind"),
    )
    told = same(ORGANISATIONS, facts, SCOPES[:1], [None, units[0]])
    assert [told[fact.code, 0, None].value for fact in facts] == [0, None, None, 0]


def test_subject_that_was_merged_counts_as_the_one_that_stayed(by, units):
    firms = [firm(by, n, territory=units[0]) for n in range(3)]
    for n, one in enumerate(firms):
        values = {"name": f"Người Mẫu {n}", "organisation": one, "territory": units[0]}
        add_record(PEOPLE, by=by, values=values)
    merge_records(ORGANISATIONS, keep=firms[0], drop=firms[1], by=by)
    facts = (distinct("try.workplaces", "Nơi công tác"),)
    assert same(PEOPLE, facts, SCOPES[2:3], [None, units[0]])["try.workplaces", 0, units[0].pk].value == 2


def test_subject_in_two_communes_counts_once_in_the_province_and_once_in_each(by, units):
    named = {unit.code: unit for unit in units}
    one = firm(by, 1)
    for code in ("x", "a", "y"):
        values = {"name": f"Người Mẫu {code}", "organisation": one, "territory": named[code]}
        add_record(PEOPLE, by=by, values=values)
    facts = (distinct("try.workplaces", "Nơi công tác"),)
    told = same(PEOPLE, facts, SCOPES[2:3], [None, named["tinh"], named["x"], named["y"]])
    assert {cell.value for cell in told.values()} == {1}
    assert told["try.workplaces", 0, named["x"].pk].counted == 2


def test_only_records_that_the_person_sees_are_counted(by, units):
    firm(by, 1, visibility="public")
    firm(by, 2, visibility="internal")
    told = same(ORGANISATIONS, (count("try.all", "Tổ chức"),), SCOPES[2:3], [None], seen=lambda _one: Q(visibility="public"))  # fmt: skip
    assert told["try.all", 0, None].value == 1


def test_scopes_beyond_one_batch_are_counted_too(by, units, monkeypatch):
    monkeypatch.setattr(module, "BATCH", 2)
    for n, day in enumerate(DAYS):
        firm(by, n, valid_from=day, territory=units[n % len(units)])
    facts = (count("try.all", "Tổ chức"), distinct("try.names", "Tên", "name", over="valid_from"))
    same(ORGANISATIONS, facts, SCOPES, [None, units[0], units[-1]])


def test_fact_whose_territory_leads_to_several_units_is_counted_one_by_one(by, units, monkeypatch):
    firm(by, 1, territory=units[0])
    monkeypatch.setattr(module, "spreads", lambda _register, path: path == "territory")
    same(ORGANISATIONS, (count("try.all", "Tổ chức"),), SCOPES[:2], [None, units[0]])


def test_question_that_tells_no_time_is_refused():
    for fact, scope in (
        (count("try.all", "Tổ chức"), Scope()),
        (count("try.founded", "Thành lập", over="valid_from"), Scope(at=date(2026, 6, 30))),
    ):
        with pytest.raises(ValueError, match=fact.code):
            cube(ORGANISATIONS, [fact], [scope])


def test_no_scope_and_no_territory_give_nothing():
    facts = (count("try.all", "Tổ chức"),)
    assert (cube(ORGANISATIONS, facts, [], [None]), cube(ORGANISATIONS, facts, SCOPES, [])) == ({}, {})


def queries(register, territories, scopes):
    with CaptureQueriesContext(
        connection,
    ) as told:
        cube(register, register.facts, scopes, territories)
    return len(told)


def test_number_of_queries_depends_on_neither_territories_nor_scopes_nor_records(by, units):
    register = registers.by_code["phuong-tien-do"]
    sample(register, by=by, full=True)
    few = queries(register, units[:1], SCOPES[:1])
    multiply(register, Random(3), units)
    assert (queries(register, units, SCOPES), few) == (few, few)
    assert few <= (9 if connection.vendor == "postgresql" else 6)
