"""The growth account: Y = A K^α L^(1−α), years, periods, sensitivity, official figures and the check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from khcn.indicators.growth_accounting.arithmetic import (
    HUNDRED,
    PRECISION,
    decompose,
    growth_rate,
    precisely,
    rounded,
    rounded_growth,
    rounded_shares,
    shares_of,
)
from khcn.indicators.growth_accounting.capital import stock
from khcn.indicators.growth_accounting.comparison import compare
from khcn.indicators.growth_accounting.model import (
    ALPHAS,
    LEAST_GROWTH,
    ByYear,
    Check,
    Growth,
    GrowthAccount,
    Inputs,
    Inventory,
    Parts,
    Published,
    Rate,
    Rates,
    Row,
    Sensitive,
    Span,
)
from khcn.indicators.growth_accounting.validity import check, check_alpha, check_rate, check_stock


@dataclass(frozen=True)
class _Exact:
    """A year or period before rounding."""

    span: Span
    alpha: Decimal
    growth: Growth
    parts: Parts

    @property
    def residual(self) -> Decimal:
        return abs(self.growth.output - self.parts.total)


@dataclass(frozen=True)
class _Options:
    alphas: Sequence[Decimal]
    least_growth: Decimal
    published: Mapping[str, Published]


@precisely
def account(inputs: Inputs) -> GrowthAccount:
    """Account for growth between levels; raises AccountingError naming the year and the field."""
    check(inputs)
    estimated = isinstance(inputs.capital, Inventory)
    capital = stock(inputs.capital) if isinstance(inputs.capital, Inventory) else inputs.capital
    check_stock(capital, inputs.output)
    spans = [Span(year - 1, year, str(year)) for year in sorted(inputs.output)[1:]]
    years = [_step(inputs, capital, span) for span in spans]
    whole = Span(spans[0].base, spans[-1].last)
    periods = [_period(inputs, capital, span, years) for span in (whole, *inputs.periods)]
    options = _Options(inputs.alphas, inputs.least_growth, inputs.published)
    return GrowthAccount(
        inputs.rates,
        tuple(_row(exact, options) for exact in years),
        tuple(_row(exact, options) for exact in periods),
        _check(inputs, years, periods),
        {year: rounded(capital[year]) for year in sorted(inputs.output)},
        estimated,
        tuple(_notes(inputs)),
        _unmatched(inputs.published, [exact.span.label for exact in (*years, *periods)]),
    )


@precisely
def account_for_rates(
    rows: Sequence[Rate],
    *,
    rates: Rates = "log",
    alphas: Sequence[Decimal] = ALPHAS,
    least_growth: Decimal = LEAST_GROWTH,
    published: Mapping[str, Published] | None = None,
) -> GrowthAccount:
    """Account for growth rates that others published, period by period, where no levels are known."""
    for row in rows:
        check_rate(row)
    for alpha in alphas:
        check_alpha(alpha, "sensitivity")
    options = _Options(alphas, least_growth, published or {})
    periods = [_of_rate(row) for row in rows]
    residual = max((exact.residual for exact in periods), default=Decimal(0))
    return GrowthAccount(
        rates,
        (),
        tuple(_row(exact, options) for exact in periods),
        Check(residual, Decimal(0), PRECISION),
        unmatched=_unmatched(options.published, [row.name for row in rows]),
    )


def _of_rate(row: Rate) -> _Exact:
    parts = decompose(row.output, row.capital, row.labour, row.alpha)
    return _Exact(
        Span(0, 0, row.name), row.alpha, Growth(row.output, row.capital, row.labour, parts.tfp), parts
    )


def _step(inputs: Inputs, capital: ByYear, span: Span) -> _Exact:
    """One year on the year before; α by year is the mean of the two (Törnqvist)."""
    share = inputs.capital_share
    alpha = share if isinstance(share, Decimal) else (share[span.base] + share[span.last]) / 2
    return _accounted(inputs, capital, span, alpha)


def _period(inputs: Inputs, capital: ByYear, span: Span, years: Sequence[_Exact]) -> _Exact:
    """Log: the mean of the years' contributions. Discrete: compound rates with the mean α."""
    inside = [exact for exact in years if span.base < exact.span.last <= span.last]
    alpha = sum((exact.alpha for exact in inside), Decimal(0)) / len(inside)
    if inputs.rates == "discrete":
        return _accounted(inputs, capital, span, alpha)
    growth = _growth(inputs, capital, span)
    parts = Parts(
        *(_mean([getattr(exact.parts, name) for exact in inside]) for name in ("capital", "labour", "tfp"))
    )
    return _Exact(span, alpha, Growth(*growth, parts.tfp), parts)


def _accounted(inputs: Inputs, capital: ByYear, span: Span, alpha: Decimal) -> _Exact:
    growth = _growth(inputs, capital, span)
    parts = decompose(*growth, alpha)
    return _Exact(span, alpha, Growth(*growth, parts.tfp), parts)


def _growth(inputs: Inputs, capital: ByYear, span: Span) -> tuple[Decimal, Decimal, Decimal]:
    years = span.last - span.base
    output, stock, labour = (
        growth_rate(levels[span.base], levels[span.last], years, inputs.rates)
        for levels in (inputs.output, capital, inputs.labour)
    )
    return output, stock, labour


def _mean(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


def _row(exact: _Exact, options: _Options) -> Row:
    output = exact.growth.output
    told = abs(output) >= options.least_growth and output != 0
    growth, parts = rounded_growth(exact.growth, exact.parts)
    shares = rounded_shares(shares_of(exact.parts, output)) if told else None
    published = options.published.get(exact.span.label)
    return Row(
        exact.span.label,
        exact.span.base or None,
        exact.span.last or None,
        rounded(exact.alpha),
        growth,
        parts,
        shares,
        "" if told else _no_share(output, options.least_growth),
        tuple(_row_notes(exact, told)),
        tuple(_sensitive(exact.growth, alpha, told) for alpha in options.alphas),
        compare(published, shares.tfp if shares else None) if published else None,
    )


def _sensitive(growth: Growth, alpha: Decimal, told: bool) -> Sensitive:
    parts = decompose(growth.output, growth.capital, growth.labour, alpha)
    share = rounded(shares_of(parts, growth.output).tfp) if told else None
    return Sensitive(alpha, rounded(parts.tfp), share)


def _no_share(output: Decimal, least: Decimal) -> str:
    return _(
        "Không tính được tỷ trọng: tăng trưởng %(growth)s %% quá gần 0 (ngưỡng %(least)s %%), "
        "sai số nhỏ của số liệu làm tỷ trọng thay đổi rất lớn."
    ) % {"growth": _comma(output), "least": _comma(least)}


def _comma(value: Decimal) -> str:
    return format(value.quantize(Decimal("0.01")) + 0, "f").replace(".", ",")


def _row_notes(exact: _Exact, told: bool) -> list[str]:
    notes = []
    if told and exact.growth.output < 0:
        notes.append(_("Tăng trưởng âm: tỷ trọng là phần trong mức giảm."))
    if told and exact.parts.tfp * exact.growth.output < 0:
        notes.append(_("Tỷ trọng của TFP âm: TFP đi ngược chiều tăng trưởng."))
    return notes


def _notes(inputs: Inputs) -> list[str]:
    notes = []
    if isinstance(inputs.capital, Inventory) and inputs.capital.initial is None:
        notes.append(
            _(
                "Vốn năm đầu là số ước lượng; tốc độ tăng vốn những năm đầu phụ thuộc nhiều vào số này. "
                "Nên có chuỗi vốn đầu tư bắt đầu trước giai đoạn tính nhiều năm."
            )
        )
    if inputs.rates == "discrete":
        notes.append(
            _(
                "Tính bằng tốc độ tăng thông thường (không phải logarit): giá trị cả giai đoạn không bằng trung bình các năm."
            )
        )
    return notes


def _check(inputs: Inputs, years: Sequence[_Exact], periods: Sequence[_Exact]) -> Check:
    """Parts against growth in every row, and output of every year built again from the parts alone."""
    residual = max(exact.residual for exact in (*years, *periods))
    built = inputs.output[years[0].span.base]
    gaps = []
    for exact in years:
        rate = exact.parts.total / HUNDRED
        built *= rate.exp() if inputs.rates == "log" else 1 + rate
        level = inputs.output[exact.span.last]
        gaps.append(abs(built / level - 1))
    return Check(residual, max(gaps), PRECISION)


def _unmatched(published: Mapping[str, Published], names: Sequence[str]) -> dict[str, Published]:
    return {name: given for name, given in published.items() if name not in names}
