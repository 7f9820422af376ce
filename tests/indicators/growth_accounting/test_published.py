"""Worked examples from published figures; nothing here is invented, what is derived says from what."""

from decimal import Decimal

import pytest

from khcn.indicators.growth_accounting import (
    Parts,
    Published,
    Rate,
    account_for_rates,
    implied_growth,
    shares_of,
)
from khcn.indicators.growth_accounting.comparison import compare

THREE = (Decimal("0.3"), Decimal("0.4"), Decimal("0.5"))


def d(text: str) -> Decimal:
    return Decimal(text)


def test_viet_nam_2010_2019_from_penn_world_table_10_01():
    """PWT 10.01, log growth % a year: GDP 6.11, capital stock 7.73, employment 0.30; shares 58.6 / 46.4 / 34.2 %.

    The three rates are published with two places, which leaves the shares a tenth of a point.
    """
    row = Rate("2010–2019", d("6.11"), d("7.73"), d("0.30"), d("0.4"))
    told = account_for_rates([row], alphas=THREE).periods[0].sensitivity
    assert [other.tfp for other in told] == [d("3.581"), d("2.838"), d("2.095")]
    for other, published in zip(told, ("58.6", "46.4", "34.2"), strict=True):
        assert other.share is not None
        assert abs(other.share - d(published)) <= d("0.1")


def test_viet_nam_2000_2010_shares_lie_on_one_line_in_alpha():
    """PWT 10.01: 25.0 / 14.2 / 3.4 %. Growth of the factors relative to output follows from the first and last."""
    per_alpha = (d("25.0") - d("3.4")) / d("0.2")
    labour = 100 - d("25.0") - d("0.3") * per_alpha
    told = (
        account_for_rates([Rate("2000–2010", d("100"), labour + per_alpha, labour, d("0.4"))], alphas=THREE)
        .periods[0]
        .sensitivity
    )
    assert [other.share for other in told] == [d("25.0"), d("14.2"), d("3.4")]


@pytest.mark.parametrize(
    ("place", "tfp", "share", "growth"),
    [
        ("Kiên Giang 2001–2005", "1.85", "13.21", "14.0"),
        ("Kiên Giang 2006–2010", "-4.10", "-36.55", "11.2"),
        ("Kiên Giang 2011–2015", "2.55", "25.63", "9.95"),
        ("Đồng Tháp 2011–2015", "2.31", "34.51", "6.69"),
        ("Đồng Tháp 2016–2020", "1.93", "30.01", "6.43"),
        ("Thừa Thiên Huế 2010–2015", "1.61", "26.31", "6.12"),
        ("Hà Giang 2011–2020", "1.36", "10.26", "13.26"),
    ],
)
def test_published_share_is_growth_of_tfp_over_growth(place: str, tfp: str, share: str, growth: str):
    assert implied_growth(d(tfp), d(share)).quantize(d(growth)) == d(growth)
    official = Published(share=d(share), tfp_growth=d(tfp), growth=d(growth), source=place)
    assert compare(official, None).consistent is True


def test_ha_giang_capital_figure_is_a_contribution_and_no_growth():
    """“11,59” of growth 13.1: 88 % of growth comes from capital, so it is points; taken as growth it would be α × 11.59."""
    parts = Parts(d("11.59"), d("13.1") - d("11.59") - d("1.36"), d("1.36"))
    assert shares_of(parts, d("13.1")).capital.quantize(d("1")) == 88


def test_kien_giang_negative_share_is_shown():
    """2006–2010, α 0.4539: TFP −4.10 points of 11.2; the factors together give the rest."""
    factors = d("11.2") + d("4.10")
    row = account_for_rates([Rate("2006–2010", d("11.2"), factors, factors, d("0.4539"))]).periods[0]
    assert row.contributions.tfp == d("-4.10")
    assert row.shares is not None
    assert row.shares.tfp.quantize(d("0.01")) == d("-36.61")
    assert row.notes == ("Tỷ trọng của TFP âm: TFP đi ngược chiều tăng trưởng.",)


def test_published_figures_that_contradict_each_other_are_told():
    official = Published(share=d("34.51"), tfp_growth=d("34.51"), growth=d("6.69"))
    compared = compare(official, d("30"))
    assert (compared.consistent, compared.difference) == (False, d("-4.51"))
    assert "không khớp nhau" in compared.note
