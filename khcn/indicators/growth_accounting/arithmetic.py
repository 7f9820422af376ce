"""Growth and its parts in decimals of 50 digits; what is handed on has six places."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import wraps
from typing import ParamSpec, TypeVar

from khcn.indicators.growth_accounting.model import Growth, Parts, Rates

HUNDRED = Decimal(100)
PLACES = 6
PRECISION = Decimal("1e-30")
_CONTEXT = Context(prec=50, rounding=ROUND_HALF_UP)

Given = ParamSpec("Given")
Told = TypeVar("Told")


def precisely(work: Callable[Given, Told]) -> Callable[Given, Told]:
    """Let a function calculate with 50 digits, whatever its caller's context is."""

    @wraps(work)
    def inside(*args: Given.args, **kwargs: Given.kwargs) -> Told:
        with localcontext(_CONTEXT):
            return work(*args, **kwargs)

    return inside


def rounded(value: Decimal) -> Decimal:
    """Six places, halves away from zero, never -0."""
    return value.quantize(Decimal(1).scaleb(-PLACES)) + 0


@precisely
def growth_rate(before: Decimal, after: Decimal, years: int, rates: Rates) -> Decimal:
    """Per cent a year: log, 100 (ln after − ln before) / years; discrete, the compound rate."""
    log = (after.ln() - before.ln()) / years
    if rates == "log":
        return log * HUNDRED
    return (after / before if years == 1 else log.exp()) * HUNDRED - HUNDRED


@precisely
def decompose(output: Decimal, capital: Decimal, labour: Decimal, alpha: Decimal) -> Parts:
    """Contributions in points of growth rates in per cent: αg_K, (1 − α)g_L, and what is left for TFP."""
    by_capital, by_labour = alpha * capital, (1 - alpha) * labour
    return Parts(by_capital, by_labour, output - by_capital - by_labour)


@precisely
def shares_of(parts: Parts, output: Decimal) -> Parts:
    """Each contribution as a per cent of growth; a negative one stays negative. Growth is not zero."""
    return Parts(*(part / output * HUNDRED for part in (parts.capital, parts.labour, parts.tfp)))


@precisely
def implied_growth(tfp: Decimal, share: Decimal) -> Decimal:
    """Growth of output, %, that a published growth of TFP and its share in growth stand for."""
    return tfp / share * HUNDRED


@precisely
def rounded_growth(growth: Growth, parts: Parts) -> tuple[Growth, Parts]:
    """Six places each; TFP takes the rounding, so that the parts still sum to growth exactly."""
    output, by_capital, by_labour = rounded(growth.output), rounded(parts.capital), rounded(parts.labour)
    tfp = output - by_capital - by_labour
    return (
        Growth(output, rounded(growth.capital), rounded(growth.labour), tfp),
        Parts(by_capital, by_labour, tfp),
    )


@precisely
def rounded_shares(shares: Parts) -> Parts:
    """Six places each, summing to 100 exactly."""
    by_capital, by_labour = rounded(shares.capital), rounded(shares.labour)
    return Parts(by_capital, by_labour, HUNDRED - by_capital - by_labour)
