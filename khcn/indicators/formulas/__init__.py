"""The formula language of indicators: `[chi-khcn] / [tong-chi] * 100`.

Pure: no database. `parse` reads, `check_units` compares units, `converted` writes conversions in,
`order` and `cycles` look at formulas together, `evaluate` works one out for one year.
"""

from khcn.indicators.formulas.errors import FormulaError
from khcn.indicators.formulas.evaluation import Lookup, Result, evaluate
from khcn.indicators.formulas.formula import Formula, Need, Ratio, parse
from khcn.indicators.formulas.functions import FUNCTIONS
from khcn.indicators.formulas.graph import cycles, order
from khcn.indicators.formulas.unit_check import Problem, check_units, converted

__all__ = [
    "FUNCTIONS",
    "Formula",
    "FormulaError",
    "Lookup",
    "Need",
    "Problem",
    "Ratio",
    "Result",
    "check_units",
    "converted",
    "cycles",
    "evaluate",
    "order",
    "parse",
]
