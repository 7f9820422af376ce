"""Capital by perpetual inventory."""

from decimal import Decimal

from django.utils.translation import gettext as _

from khcn.indicators.growth_accounting.arithmetic import HUNDRED, growth_rate, precisely
from khcn.indicators.growth_accounting.errors import AccountingError
from khcn.indicators.growth_accounting.model import ByYear, Inventory


@precisely
def stock(inventory: Inventory) -> ByYear:
    """The stock at the end of each year of investment, the first one given or estimated."""
    years = sorted(inventory.investment)
    stocks = {years[0]: inventory.initial or _first(inventory, years)}
    for year in years[1:]:
        stocks[year] = (1 - inventory.depreciation) * stocks[year - 1] + inventory.investment[year]
    return stocks


def _first(inventory: Inventory, years: list[int]) -> Decimal:
    growth = inventory.growth
    if growth is None:
        growth = _investment_growth(inventory.investment, years)
    pace = growth / HUNDRED + inventory.depreciation
    if pace > 0:
        return inventory.investment[years[0]] / pace
    raise AccountingError(
        _(
            "Không ước lượng được vốn năm %(year)s: tốc độ tăng đầu tư cộng khấu hao phải lớn hơn 0. "
            "Hãy cho “initial” (vốn ban đầu) hoặc “growth” (tốc độ tăng đầu tư, %%)."
        )
        % {"year": years[0]},
        code="tfp_initial_capital",
        field="investment",
        year=years[0],
    )


def _investment_growth(investment: ByYear, years: list[int]) -> Decimal:
    if len(years) < 2:
        raise AccountingError(
            _("Cần đầu tư của ít nhất hai năm, hoặc “initial”, hoặc “growth”, để có vốn ban đầu."),
            code="tfp_initial_capital",
            field="investment",
        )
    return growth_rate(investment[years[0]], investment[years[-1]], years[-1] - years[0], "discrete")
