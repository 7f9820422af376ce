"""What a funding line cannot say, and what it must explain."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from khcn.registers.funding.choices import GROUPS, Origin
from khcn.registers.funding.models import FundingLine
from khcn.registers.funding.rules import (
    jumps_are_explained,
    level_fits_the_origin,
    totals_name_no_task,
    year_can_be,
)

NOW = timezone.localdate().year


@pytest.mark.parametrize(
    ("figures", "sound"),
    [
        ({"planned": 10, "allocated": 10, "disbursed": 9, "settled": 9}, True),
        ({"planned": 10, "allocated": 11}, False),
        ({"planned": 10, "allocated": 11, "explanation": "Bổ sung giữa năm"}, True),
        ({"planned": 10, "allocated": 11, "explanation": "  "}, False),
        ({"planned": 10, "disbursed": 11}, False),
        ({"allocated": 10, "settled": 10}, True),
        ({"planned": 0, "allocated": None, "settled": 1}, False),
        ({"planned": None, "settled": 5}, True),
        ({}, True),
    ],
)
def test_figure_above_the_known_one_before_it_is_explained(figures, sound):
    assert (jumps_are_explained(figures) == {}) == sound


def test_sentence_tells_both_figures():
    told = jumps_are_explained({"planned": 1_000_000, "allocated": 2_500_000})
    assert str(told["explanation"]).startswith("Số giao 2.500.000 đồng lớn hơn Dự toán 1.000.000 đồng.")


@pytest.mark.parametrize(
    ("origin", "level", "year", "sound"),
    [
        ("science", "province", 2026, True),
        ("science", "none", 2026, False),
        ("science", "district", 2025, True),
        ("science", "district", 2026, False),
        ("enterprise", "none", 2026, True),
        ("enterprise", "province", 2026, False),
        ("integrated", "central", 2026, True),
        ("unknown", "none", 2026, True),
        ("", "province", 2026, True),
    ],
)
def test_budget_money_has_a_level_and_other_money_has_none(origin, level, year, sound):
    values = {"origin": origin, "level": level, "year": year}
    assert (level_fits_the_origin(values) == {}) == sound


def test_nothing_is_paid_in_a_year_to_come():
    assert year_can_be({"year": NOW, "disbursed": 5, "settled": 5}) == {}
    assert set(year_can_be({"year": NOW + 1, "planned": 5, "disbursed": 5})) == {"disbursed"}
    assert year_can_be({"year": NOW + 1, "planned": 5, "disbursed": 0}) == {}
    assert set(year_can_be({"year": 20222})) == {"year"}


def test_total_to_compare_with_names_no_task():
    assert set(totals_name_no_task({"control": True, "purpose": "NV 1"})) == {"purpose"}
    assert totals_name_no_task({"control": True, "purpose": ""}) == {}


def test_every_origin_has_a_group():
    assert set(GROUPS) == set(Origin)


def line(**values):
    return FundingLine(
        **{"year": 2024, "origin": "science", "level": "province", "content": "Việc mẫu"} | values
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values", [{"planned": -1}, {"settled": -5, "planned": 3}, {"control": True, "purpose": "NV 1"}]
)
def test_database_refuses_what_cannot_be(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        line(**values).save()


@pytest.mark.django_db
def test_same_line_stands_once_also_without_an_agency():
    line().save()
    line(purpose="NV 1").save()
    with pytest.raises(IntegrityError), transaction.atomic():
        line().save()


@pytest.mark.django_db
def test_group_of_sources_follows_the_source():
    one = line(origin="foreign", level="none")
    one.save()
    one.origin = "economic"
    one.save(update_fields=["origin"])
    one.refresh_from_db()
    assert one.origin_group == "state"
