from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khcn.indicators.growth_accounting import (
    AccountingError,
    Inputs,
    Inventory,
    Parts,
    Published,
    Rate,
    Span,
    account,
    account_for_rates,
)
from khcn.indicators.growth_accounting.capital import stock

ALPHA = Decimal("0.4")


def levels(first: int, *values: str) -> dict[int, Decimal]:
    return {first + place: Decimal(value) for place, value in enumerate(values)}


def inputs(**changes) -> Inputs:
    """Output, capital and labour of clearly artificial size."""
    given = {
        "output": levels(2015, "100", "110", "121"),
        "capital": levels(2015, "200", "230", "250"),
        "labour": levels(2015, "50", "51", "50"),
        "capital_share": ALPHA,
    }
    return Inputs(**{**given, **changes})


def test_log_growth_is_split_without_rest():
    """100 ln 1.1 = 9.531018; 0.4 × 100 ln 1.15 = 5.590478; 0.6 × 100 ln 1.02 = 1.188158 (values of ln from tables)."""
    told = account(inputs())
    year = told.years[0]
    assert (year.name, year.base, year.last) == ("2016", 2015, 2016)
    assert year.growth.output == Decimal("9.531018")
    assert year.contributions == Parts(Decimal("5.590478"), Decimal("1.188158"), Decimal("2.752382"))
    assert year.growth.tfp == year.contributions.tfp
    assert year.contributions.total == year.growth.output


def test_discrete_growth_is_the_usual_per_cent():
    year = account(inputs(rates="discrete")).years[0]
    assert (year.growth.output, year.growth.capital, year.growth.labour) == (10, 15, 2)
    assert year.contributions == Parts(Decimal(6), Decimal("1.2"), Decimal("2.8"))
    assert year.shares == Parts(Decimal(60), Decimal(12), Decimal(28))


def test_log_contributions_of_a_period_are_the_mean_of_its_years():
    told = account(inputs())
    whole = told.periods[0]
    mean = sum(year.contributions.tfp for year in told.years) / 2
    assert whole.name == "2016–2017"
    assert abs(whole.contributions.tfp - mean) <= Decimal("0.000001")
    assert whole.growth.output == Decimal("9.531018")


def test_discrete_period_has_compound_rates():
    whole = account(inputs(rates="discrete", output=levels(2015, "100", "100", "121"))).periods[0]
    assert whole.growth.output == 10


def test_sub_periods_count_from_their_base_year():
    told = account(inputs(periods=(Span(2016, 2017), Span(2015, 2016, "nửa đầu"))))
    assert [row.name for row in told.periods] == ["2016–2017", "2017", "nửa đầu"]
    assert told.periods[1].contributions == told.years[1].contributions
    assert told.periods[2].contributions == told.years[0].contributions


def test_yearly_shares_of_income_enter_as_the_mean_of_two_years():
    told = account(inputs(capital_share=levels(2015, "0.3", "0.4", "0.6")))
    assert [year.alpha for year in told.years] == [Decimal("0.35"), Decimal("0.5")]
    assert told.periods[0].alpha == Decimal("0.425")


def test_check_holds_to_thirty_digits():
    for rates in ("log", "discrete"):
        check = account(inputs(rates=rates)).check
        assert check.holds
        assert max(check.residual, check.rebuilt) <= Decimal("1e-30")


def test_negative_share_is_shown_and_not_cut():
    told = account(inputs(output=levels(2015, "100", "102", "104"))).years[0]
    assert told.contributions.tfp < 0
    assert told.shares is not None
    assert told.shares.tfp < -100
    assert told.shares.total == 100


def test_no_share_is_told_of_growth_near_zero():
    row = account(inputs(output=levels(2015, "100", "100.4", "110"))).years[0]
    assert row.shares is None
    assert row.no_share.startswith("Không tính được tỷ trọng: tăng trưởng 0,40 % quá gần 0 (ngưỡng 0,50 %)")
    assert [other.share for other in row.sensitivity] == [None] * 5
    assert row.contributions.total == row.growth.output


def test_threshold_of_growth_is_itself_enough():
    row = account(inputs(rates="discrete", output=levels(2015, "100", "100.5", "110"))).years[0]
    assert row.shares is not None


def test_growth_of_zero_never_has_shares():
    row = account(inputs(output=levels(2015, "100", "100", "110"), least_growth=Decimal(0))).years[0]
    assert row.shares is None


def test_falling_output_says_what_shares_are_of():
    row = account(inputs(rates="discrete", output=levels(2015, "100", "90", "95"))).years[0]
    assert row.notes == ("Tăng trưởng âm: tỷ trọng là phần trong mức giảm.",)
    assert row.shares == Parts(Decimal(-60), Decimal(-12), Decimal(172))


def test_sensitivity_has_the_account_at_its_own_alpha():
    row = account(inputs()).periods[0]
    assert [other.alpha for other in row.sensitivity] == [Decimal(n) / 100 for n in (30, 35, 40, 45, 50)]
    same = row.sensitivity[2]
    assert (same.tfp, same.share) == (row.growth.tfp, row.shares.tfp)


def test_official_value_stands_beside_ours():
    official = {"2017": Published(share=Decimal("30")), "2010": Published(share=Decimal("33.9"))}
    told = account(inputs(published=official))
    row = told.years[1]
    assert row.compared.difference == row.shares.tfp - 30
    assert row.compared.note == "Số công bố chính thức được ưu tiên; số tính ở đây chỉ để kiểm tra."
    assert told.unmatched == {"2010": Published(share=Decimal("33.9"))}


def test_perpetual_inventory_with_a_given_first_stock():
    told = stock(Inventory(levels(2015, "10", "20", "30"), Decimal("0.1"), initial=Decimal(100)))
    assert told == {2015: 100, 2016: 110, 2017: 129}


def test_first_stock_is_investment_over_growth_and_depreciation():
    told = stock(Inventory(levels(2015, "10", "11"), Decimal("0.05"), growth=Decimal("5")))
    assert told == {2015: 100, 2016: 106}


def test_growth_of_investment_is_taken_from_its_years():
    told = stock(Inventory(levels(2015, "15", "16.5", "18.15"), Decimal("0.05")))
    assert told[2015].quantize(Decimal("1e-20")) == 100


def test_investment_may_begin_before_the_account():
    inventory = Inventory(levels(2013, "10", "10", "10", "10", "10"), Decimal("0.1"), initial=Decimal(50))
    told = account(inputs(capital=inventory))
    assert told.capital == {2015: Decimal("59.5"), 2016: Decimal("63.55"), 2017: Decimal("67.195")}
    assert told.capital_estimated
    assert told.notes == ()


def test_estimated_first_stock_is_told():
    told = account(inputs(capital=Inventory(levels(2015, "10", "11", "12"), Decimal("0.05"))))
    assert told.notes[0].startswith("Vốn năm đầu là số ước lượng")


@pytest.mark.parametrize(
    ("changes", "code", "field", "year"),
    [
        ({"output": {}}, "tfp_missing", "output", None),
        ({"output": levels(2015, "100")}, "tfp_years", "output", None),
        ({"output": {2015: Decimal(1), 2017: Decimal(1)}}, "tfp_missing", "output", 2016),
        ({"labour": levels(2015, "50", "51")}, "tfp_missing", "labour", 2017),
        ({"labour": levels(2015, "50", "0", "50")}, "tfp_not_positive", "labour", 2016),
        ({"capital": levels(2015, "1", "NaN", "1")}, "tfp_not_positive", "capital", 2016),
        ({"output": levels(2015, "1", "-3", "1")}, "tfp_not_positive", "output", 2016),
        ({"capital_share": Decimal("45.39")}, "tfp_share", "capital_share", None),
        ({"capital_share": levels(2015, "0.4", "1", "0.4")}, "tfp_share", "capital_share", 2016),
        ({"capital_share": levels(2016, "0.4", "0.4")}, "tfp_missing", "capital_share", 2015),
        ({"alphas": (Decimal(0),)}, "tfp_share", "sensitivity", None),
        ({"periods": (Span(2014, 2017),)}, "tfp_period", "periods", 2014),
        ({"periods": (Span(2016, 2016),)}, "tfp_period", "periods", 2016),
        ({"capital": Inventory(levels(2015, "1", "1"), Decimal("0.05"))}, "tfp_missing", "investment", 2017),
        (
            {"capital": Inventory(levels(2015, "1", "0", "1"), Decimal("0.05"))},
            "tfp_not_positive",
            "investment",
            2016,
        ),
        (
            {"capital": Inventory(levels(2015, "1", "1", "1"), Decimal(5))},
            "tfp_depreciation",
            "depreciation",
            None,
        ),
        (
            {"capital": Inventory(levels(2015, "4", "2", "1"), Decimal("0.05"))},
            "tfp_initial_capital",
            "investment",
            2015,
        ),
        (
            {"capital": Inventory(levels(2015, "1", "1", "1"), Decimal(0), initial=Decimal(0))},
            "tfp_not_positive",
            "initial",
            None,
        ),
    ],
)
def test_bad_inputs_are_refused_by_year_and_field(changes, code, field, year):
    with pytest.raises(AccountingError) as refused:
        account(inputs(**changes))
    assert (refused.value.code, refused.value.field, refused.value.year) == (code, field, year)


def test_refusal_is_a_sentence_with_year_and_field():
    with pytest.raises(AccountingError) as refused:
        account(inputs(labour=levels(2015, "50", "51")))
    assert refused.value.message == "Năm 2017, trường “labour” (lao động): thiếu số liệu."


def test_rates_beyond_reason_are_refused():
    with pytest.raises(AccountingError) as refused:
        account_for_rates([Rate("2011–2015", Decimal("1e9"), Decimal(1), Decimal(1), ALPHA)])
    assert refused.value.code == "tfp_rate"


level = st.decimals("0.01", "1e12", places=2)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(level, level, level), min_size=2, max_size=8),
    st.decimals("0.05", "0.95", places=4),
    st.sampled_from(["log", "discrete"]),
)
def test_parts_always_sum_to_growth(rows, alpha, rates):
    columns = ({2000 + place: row[at] for place, row in enumerate(rows)} for at in range(3))
    output, capital, labour = columns
    with localcontext(prec=6):  # the caller's precision must not matter
        told = account(Inputs(output, capital, labour, alpha, rates=rates))
    assert told.check.holds
    for row in (*told.years, *told.periods):
        assert row.contributions.total == row.growth.output
        assert row.shares is None or row.shares.total == 100
