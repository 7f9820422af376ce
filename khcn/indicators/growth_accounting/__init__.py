"""Growth accounting (TFP): which part of growth comes from capital, labour and all else.

Pure: no database. Its figures are a check (“tính kiểm tra”); the officially published value wins.
"""

from khcn.indicators.growth_accounting.account import account, account_for_rates
from khcn.indicators.growth_accounting.arithmetic import decompose, implied_growth, shares_of
from khcn.indicators.growth_accounting.errors import AccountingError
from khcn.indicators.growth_accounting.model import (
    ALPHAS,
    GrowthAccount,
    Inputs,
    Inventory,
    Parts,
    Published,
    Rate,
    Row,
    Span,
)

__all__ = [
    "ALPHAS",
    "AccountingError",
    "GrowthAccount",
    "Inputs",
    "Inventory",
    "Parts",
    "Published",
    "Rate",
    "Row",
    "Span",
    "account",
    "account_for_rates",
    "decompose",
    "implied_growth",
    "shares_of",
]
