"""Which inputs make an account; every refusal names the year and the field."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from khcn.indicators.growth_accounting.errors import AccountingError
from khcn.indicators.growth_accounting.model import ByYear, Inputs, Inventory, Rate

LEAST_LEVEL, MOST_LEVEL = Decimal("1e-9"), Decimal("1e24")
MOST_RATE = Decimal(1000)


def field_name(field: str) -> str:
    """A field as people and programs call it."""
    names = {
        "output": _("GRDP giá so sánh"),
        "capital": _("vốn"),
        "investment": _("vốn đầu tư"),
        "labour": _("lao động"),
        "capital_share": _("tỷ trọng thu nhập của vốn"),
    }
    return f"“{field}” ({names[field]})" if field in names else f"“{field}”"


def check(inputs: Inputs) -> None:
    """Raise for the first fault: gaps, levels that are not positive, shares outside 0–1, impossible periods."""
    years = _run_of_years("output", inputs.output)
    if len(years) < 2:
        raise AccountingError(
            _("Cần ít nhất hai năm liền nhau của “output” (GRDP giá so sánh)."),
            code="tfp_years",
            field="output",
        )
    _check_levels("labour", inputs.labour, years)
    if isinstance(inputs.capital, Inventory):
        _check_inventory(inputs.capital, years)
    else:
        _check_levels("capital", inputs.capital, years)
    _check_alphas(inputs, years)
    _check_periods(inputs, years)


def check_stock(capital: ByYear, years: Iterable[int]) -> None:
    """The stock that perpetual inventory gave can be worked with."""
    _check_levels("capital", capital, sorted(years))


def check_rate(row: Rate) -> None:
    """Published growth rates are per cents, and their α is a part of 1."""
    check_alpha(row.alpha, "capital_share")
    for field, rate in (("output", row.output), ("capital", row.capital), ("labour", row.labour)):
        if not rate.is_finite() or abs(rate) > MOST_RATE:
            told = {"name": row.name, "field": field_name(field), "value": rate, "most": MOST_RATE}
            raise AccountingError(
                _(
                    "Giai đoạn %(name)s, trường %(field)s: tốc độ tăng %(value)s %% phải từ -%(most)s đến %(most)s."
                )
                % told,
                code="tfp_rate",
                field=field,
            )


def _run_of_years(field: str, levels: ByYear) -> range:
    if not levels:
        raise _missing(field, None)
    years = range(min(levels), max(levels) + 1)
    _check_levels(field, levels, years)
    return years


def _check_levels(field: str, levels: ByYear, years: Sequence[int]) -> None:
    for year in years:
        if year not in levels:
            raise _missing(field, year)
        if not levels[year].is_finite() or not LEAST_LEVEL <= levels[year] <= MOST_LEVEL:
            raise AccountingError(
                _("Năm %(year)s, trường %(field)s: giá trị %(value)s phải là số lớn hơn 0 và nhỏ hơn 10^24.")
                % {"year": year, "field": field_name(field), "value": levels[year]},
                code="tfp_not_positive",
                field=field,
                year=year,
            )


def _missing(field: str, year: int | None) -> AccountingError:
    message = (
        _("Trường %(field)s còn trống.")
        if year is None
        else _("Năm %(year)s, trường %(field)s: thiếu số liệu.")
    )
    return AccountingError(
        message % {"year": year, "field": field_name(field)}, code="tfp_missing", field=field, year=year
    )


def _check_inventory(inventory: Inventory, years: range) -> None:
    known = _run_of_years("investment", inventory.investment)
    for year in (years[0], years[-1]):
        if year not in known:
            raise _missing("investment", year)
    if not inventory.depreciation.is_finite() or not 0 <= inventory.depreciation < 1:
        raise AccountingError(
            _("Trường “depreciation” (tỷ lệ khấu hao) là %(value)s, phải từ 0 đến dưới 1, ví dụ 0.05.")
            % {"value": inventory.depreciation},
            code="tfp_depreciation",
            field="depreciation",
        )
    if inventory.growth is not None and not (
        inventory.growth.is_finite() and abs(inventory.growth) <= MOST_RATE
    ):
        raise AccountingError(
            _("Trường “growth” (tốc độ tăng đầu tư, %%) là %(value)s, phải từ -%(most)s đến %(most)s.")
            % {"value": inventory.growth, "most": MOST_RATE},
            code="tfp_rate",
            field="growth",
        )
    if inventory.initial is not None and not LEAST_LEVEL <= inventory.initial <= MOST_LEVEL:
        raise AccountingError(
            _("Trường “initial” (vốn ban đầu) là %(value)s, phải lớn hơn 0.") % {"value": inventory.initial},
            code="tfp_not_positive",
            field="initial",
        )


def _check_alphas(inputs: Inputs, years: range) -> None:
    if isinstance(inputs.capital_share, Decimal):
        check_alpha(inputs.capital_share, "capital_share")
    else:
        for year in years:
            if year not in inputs.capital_share:
                raise _missing("capital_share", year)
            check_alpha(inputs.capital_share[year], "capital_share", year)
    for alpha in inputs.alphas:
        check_alpha(alpha, "sensitivity")


def check_alpha(alpha: Decimal, field: str, year: int | None = None) -> None:
    """α lies between 0 and 1; 45.39 is told apart as a per cent."""
    if alpha.is_finite() and 0 < alpha < 1:
        return
    where = "" if year is None else _("Năm %(year)s, ") % {"year": year}
    raise AccountingError(
        where
        + _("trường %(field)s: giá trị %(value)s phải nằm giữa 0 và 1 (viết 0.45, không viết 45).")
        % {"field": field_name(field), "value": alpha},
        code="tfp_share",
        field=field,
        year=year,
    )


def _check_periods(inputs: Inputs, years: range) -> None:
    for span in inputs.periods:
        if not (span.base in years and span.last in years and span.base < span.last):
            told = {
                "name": span.label,
                "base": span.base,
                "last": span.last,
                "first": years[0],
                "end": years[-1],
            }
            raise AccountingError(
                _(
                    "Giai đoạn %(name)s: năm gốc %(base)s phải trước năm cuối %(last)s "
                    "và cả hai nằm trong %(first)s–%(end)s."
                )
                % told,
                code="tfp_period",
                field="periods",
                year=span.base,
            )
