"""High-tech enterprises: shares of criteria."""

from decimal import Decimal

from khcn.registers.high_tech_enterprises.rules import share_of, shares_within_whole

revenue_share = share_of("revenue_share", "high_tech_revenue", "revenue")


def test_share_above_the_whole_is_refused():
    assert list(shares_within_whole({"rd_share": Decimal("100.01"), "staff_share": Decimal(5)})) == [
        "rd_share"
    ]


def test_share_may_be_rounded():
    assert revenue_share({"revenue_share": Decimal(67), "high_tech_revenue": 2, "revenue": 3}) == {}


def test_share_that_does_not_follow_from_its_figures_is_told_with_the_right_one():
    told = revenue_share({"revenue_share": Decimal(76), "high_tech_revenue": 3, "revenue": 4})
    assert told == {"revenue_share": "Tính từ số liệu đã ghi thì tỷ lệ là 75,00 %. Hãy kiểm tra lại."}


def test_share_without_figures_is_taken_as_told():
    assert revenue_share({"revenue_share": Decimal(76), "high_tech_revenue": None, "revenue": 0}) == {}
