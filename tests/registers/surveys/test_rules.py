"""Scores of technology surveys."""

from decimal import Decimal

from khcn.registers.surveys.rules import COMPONENTS, scores_are_not_negative, total_covers_the_components


def test_total_is_the_sum_of_five_components():
    values = dict.fromkeys(COMPONENTS, Decimal("9.5"))
    assert total_covers_the_components(values | {"total_score": Decimal("47.50")}) == {}
    assert set(total_covers_the_components(values | {"total_score": Decimal(48)})) == {"total_score"}


def test_missing_component_leaves_the_total_open():
    values = dict.fromkeys(COMPONENTS, Decimal(9)) | {"research_score": None, "total_score": Decimal(80)}
    assert total_covers_the_components(values) == {}


def test_scores_are_not_below_zero():
    assert set(scores_are_not_negative({"total_score": Decimal(-1), "research_score": Decimal(0)})) == {
        "total_score"
    }
