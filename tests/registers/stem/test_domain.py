"""School years told once, by whole or by parts."""

import pytest

from khcn.kernel.errors import DomainError
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record, edit_record
from khcn.kernel.territory.models import Level, Unit
from khcn.registers.stem.models import StemYear
from tests.factories import AgencyFactory, actor_for, seat

pytestmark = pytest.mark.django_db
STEM = registers.get("stem-nam-hoc")


@pytest.fixture
def coordinator():
    return actor_for(seat("coordinator", AgencyFactory()))


@pytest.fixture
def units():
    province = Unit.objects.create(code="tinh-mau", level=Level.PROVINCE, name="Tỉnh Mẫu")
    one, two = (
        Unit.objects.create(code=f"xa-{n}", level=Level.COMMUNE, name=f"Xã Mẫu {n}", parent=province)
        for n in (1, 2)
    )
    return province, one, two


def figures(coordinator, unit, **more):
    values = {"year": 2025, "school_level": "primary", "territory": unit, **more}
    return add_record(STEM, by=coordinator, values=values)


def test_record_is_called_by_school_year_level_and_place(coordinator, units):
    assert str(figures(coordinator, units[1])) == "2025–2026, Tiểu học, Xã Mẫu 1"


def test_communes_stand_side_by_side(coordinator, units):
    figures(coordinator, units[1])
    figures(coordinator, units[2])
    assert StemYear.objects.count() == 2


def test_province_beside_its_communes_would_count_twice(coordinator, units):
    figures(coordinator, units[1])
    with pytest.raises(DomainError) as refusal:
        figures(coordinator, units[0])
    assert refusal.value.code == "stem.counted_twice"
    assert StemYear.objects.count() == 1


def test_other_levels_of_school_and_years_are_told_apart(coordinator, units):
    figures(coordinator, units[1])
    figures(coordinator, units[0], school_level="preschool")
    figures(coordinator, units[0], year=2024)
    assert StemYear.objects.count() == 3


def test_one_row_may_change_from_commune_to_province(coordinator, units):
    row = figures(coordinator, units[1])
    row = edit_record(STEM, row, by=coordinator, values={"territory": units[0]})
    assert str(StemYear.objects.get(pk=row.pk)) == "2025–2026, Tiểu học, Tỉnh Mẫu"


@pytest.mark.parametrize(
    "more", [{"schools": 3, "teaching": 4}, {"pupils": 10, "girls": 11}, {"territory": None}]
)
def test_impossible_figures_are_refused(coordinator, units, more):
    with pytest.raises(DomainError) as refusal:
        figures(coordinator, more.pop("territory", units[1]), **more)
    assert refusal.value.code == "record.constraint"


def test_same_level_and_place_once_a_year(coordinator, units):
    figures(coordinator, units[1])
    with pytest.raises(DomainError):
        figures(coordinator, units[1])
