"""Gene resources in the shape of MCPD."""

import pytest

from khcn.registers.gene_resources.rules import (
    collecting_date_as_in_mcpd,
    country_as_three_letters,
    heads_are_for_animals,
    plants_have_a_genus,
)


@pytest.mark.parametrize("text", ["20240229", "202401--", "2024----", ""])
def test_whole_and_partial_days_are_taken(text):
    assert collecting_date_as_in_mcpd({"collected_text": text}) == {}


@pytest.mark.parametrize("text", ["20230229", "20241301", "2024--15", "15/01/2024", "2024"])
def test_other_days_are_refused(text):
    assert set(collecting_date_as_in_mcpd({"collected_text": text})) == {"collected_text"}


@pytest.mark.parametrize(("text", "sound"), [("VNM", True), ("", True), ("vnm", False), ("VN", False)])
def test_country_has_three_capitals(text, sound):
    assert (country_as_three_letters({"origin_country": text}) == {}) == sound


def test_species_needs_its_genus():
    assert set(plants_have_a_genus({"species": "loài"})) == {"genus"}
    assert plants_have_a_genus({"species": "loài", "genus": "Chi"}) == {}


def test_plants_have_no_males():
    assert set(heads_are_for_animals({"kind": "crop", "males": 3})) == {"males"}
    assert heads_are_for_animals({"kind": "livestock", "males": 3}) == {}
