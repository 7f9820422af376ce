"""Growth accounts asked for in JSON: `docs/developer/tfp.md` tells the contract."""

from collections.abc import Collection, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from khcn.indicators.growth_accounting.account import account, account_for_rates
from khcn.indicators.growth_accounting.errors import AccountingError
from khcn.indicators.growth_accounting.model import (
    ALPHAS,
    LEAST_GROWTH,
    ByYear,
    GrowthAccount,
    Inputs,
    Inventory,
    Published,
    Rate,
    Rates,
    Span,
)
from khcn.indicators.growth_accounting.validity import field_name

_BY_YEAR = ("output", "capital", "investment", "labour", "capital_share", "labour_share")
_COMMON = {"capital_share", "labour_share", "rates", "sensitivity", "least_growth", "published"}
_LEVELS = {"output", "capital", "labour", "periods", "years", *_COMMON}
_RATES = {"growth", *_COMMON}
_MOST_YEARS = 300


def read_account(given: Any) -> GrowthAccount:
    """The account of what a JSON file asks; raises AccountingError for what cannot be read."""
    fields = _object(given, "")
    if "growth" in fields:
        return _from_rates(_known(fields, _RATES))
    return account(_inputs(_pivoted(_known(fields, _LEVELS))))


def _inputs(fields: Mapping[str, Any]) -> Inputs:
    return Inputs(
        output=_by_year(fields, "output"),
        capital=_capital(fields),
        labour=_by_year(fields, "labour"),
        capital_share=_share(fields),
        rates=_rates(fields),
        periods=tuple(_span(given) for given in _list(fields.get("periods", []), "periods")),
        alphas=_alphas(fields),
        least_growth=_least_growth(fields),
        published=_published(fields),
    )


def _from_rates(fields: Mapping[str, Any]) -> GrowthAccount:
    rows = []
    for place, given in enumerate(_list(fields["growth"], "growth"), start=1):
        row = _known(_object(given, "growth"), {"name", "output", "capital", "labour", "capital_share"})
        name = _name(row.get("name") or place)
        share = row.get("capital_share", fields.get("capital_share"))
        output, capital, labour = (
            _number(row.get(field), field, name) for field in ("output", "capital", "labour")
        )
        rows.append(Rate(name, output, capital, labour, _number(share, "capital_share", name)))
    return account_for_rates(
        rows,
        rates=_rates(fields),
        alphas=_alphas(fields),
        least_growth=_least_growth(fields),
        published=_published(fields),
    )


def _pivoted(fields: dict[str, Any]) -> dict[str, Any]:
    """Rows of years, as tables have them, made into one mapping for each field."""
    rows = fields.pop("years", None)
    if rows is None:
        return fields
    columns: dict[str, dict[str, Any]] = {}
    for given in _list(rows, "years"):
        row = _known(_object(given, "years"), {"year", *_BY_YEAR})
        year = str(row.pop("year", ""))
        for name, value in row.items():
            if value is not None:
                columns.setdefault(name, {})[year] = value
    investment = columns.pop("investment", None)
    if investment is not None:
        fields["capital"] = {**_object(fields.get("capital", {}), "capital"), "investment": investment}
    return {**columns, **fields}


def _capital(fields: Mapping[str, Any]) -> ByYear | Inventory:
    given = _object(fields.get("capital"), "capital")
    if "investment" not in given:
        return _by_year(fields, "capital")
    told = _known(given, {"investment", "depreciation", "initial", "growth"})
    initial, growth = told.get("initial"), told.get("growth")
    return Inventory(
        _by_year(told, "investment"),
        _number(told.get("depreciation"), "depreciation"),
        None if initial is None else _number(initial, "initial"),
        None if growth is None else _number(growth, "growth"),
    )


def _share(fields: Mapping[str, Any]) -> Decimal | ByYear:
    """α, or 1 less the share of labour: papers tell the one or the other, and some swap them."""
    if ("capital_share" in fields) == ("labour_share" in fields):
        raise AccountingError(
            _("Cần đúng một trong hai trường “capital_share” (α) và “labour_share” (1 − α)."),
            code="tfp_share",
            field="capital_share",
        )
    field = "capital_share" if "capital_share" in fields else "labour_share"
    if isinstance(fields[field], dict):
        shares = _by_year(fields, field)
        return shares if field == "capital_share" else {year: 1 - share for year, share in shares.items()}
    share = _number(fields[field], field)
    return share if field == "capital_share" else 1 - share


def _span(given: Any) -> Span:
    fields = _known(_object(given, "periods"), {"base", "last", "name"})
    base, last = (_year(fields.get(end), "periods") for end in ("base", "last"))
    return Span(base, last, _name(fields.get("name") or ""))


def _rates(fields: Mapping[str, Any]) -> Rates:
    rates = fields.get("rates", "log")
    if rates == "log":
        return "log"
    if rates == "discrete":
        return "discrete"
    raise AccountingError(
        _("Trường “rates” là “%(value)s”, phải là “log” hoặc “discrete”.") % {"value": str(rates)[:40]},
        code="tfp_field",
        field="rates",
    )


def _alphas(fields: Mapping[str, Any]) -> tuple[Decimal, ...]:
    given = _list(fields.get("sensitivity", list(ALPHAS)), "sensitivity")
    return tuple(alpha if isinstance(alpha, Decimal) else _number(alpha, "sensitivity") for alpha in given)


def _least_growth(fields: Mapping[str, Any]) -> Decimal:
    least = _number(fields["least_growth"], "least_growth") if "least_growth" in fields else LEAST_GROWTH
    if 0 <= least <= 100:
        return least
    raise _unreadable("least_growth", least, "")


def _published(fields: Mapping[str, Any]) -> dict[str, Published]:
    given = _object(fields.get("published", {}), "published")
    return {_name(name): _official(value, name) for name, value in given.items()}


def _official(given: Any, name: str) -> Published:
    if not isinstance(given, dict):
        return Published(share=_number(given, "published", name))
    told = _known(given, {"share", "tfp_growth", "growth", "source"})
    numbers = {
        field: _number(told[field], f"published.{field}", name)
        for field in ("share", "tfp_growth", "growth")
        if told.get(field) is not None
    }
    return Published(**numbers, source=str(told.get("source") or ""))


def _by_year(fields: Mapping[str, Any], field: str) -> ByYear:
    given = _object(fields.get(field), field)
    values = {_year(year, field): _number(value, field, year) for year, value in given.items()}
    if values and max(values) - min(values) >= _MOST_YEARS:
        raise _unreadable(field, max(values), "")
    return values


def _year(given: Any, field: str) -> int:
    text = str(given).strip()
    if (
        len(text) == 4
        and text.isascii()
        and text.isdigit()
        and not isinstance(given, float)
        and text > "1000"
    ):
        return int(text)
    raise AccountingError(
        _("Trường %(field)s: “%(value)s” không phải là năm.")
        % {"field": field_name(field), "value": text[:40]},
        code="tfp_year",
        field=field,
    )


def _number(given: Any, field: str, where: str = "") -> Decimal:
    """A finite number; text with a dot for decimals is read as well, so that no digit is lost."""
    try:
        number = Decimal(str(given)) if isinstance(given, int | float | str) else None
    except InvalidOperation:
        number = None
    if number is None or isinstance(given, bool) or not number.is_finite() or abs(number.adjusted()) > 30:
        raise _unreadable(field, given, where)
    return number


def _unreadable(field: str, value: Any, where: str) -> AccountingError:
    shown = _("(trống)") if value is None else str(value)[:40]
    place = _("Năm hoặc giai đoạn %(where)s, trường %(field)s") if where else _("Trường %(field)s")
    return AccountingError(
        (place + ": " + _("“%(value)s” không phải số dùng được."))
        % {"where": str(where)[:40], "field": field_name(field), "value": shown},
        code="tfp_number",
        field=field,
        year=int(where) if where.isdigit() and where.isascii() and len(where) == 4 else None,
    )


def _object(given: Any, field: str) -> dict[str, Any]:
    if isinstance(given, dict):
        return dict(given)
    what = _("Trường %(field)s") % {"field": field_name(field)} if field else _("Dữ liệu vào")
    message = _("%(what)s phải là một đối tượng JSON {…}.") if given is not None else _("%(what)s còn trống.")
    raise AccountingError(message % {"what": what}, code="tfp_missing", field=field or "input")


def _list(given: Any, field: str) -> list[Any]:
    if isinstance(given, list):
        return given
    raise AccountingError(
        _("Trường %(field)s phải là một danh sách JSON […].") % {"field": field_name(field)},
        code="tfp_field",
        field=field,
    )


def _known(fields: dict[str, Any], names: Collection[str]) -> dict[str, Any]:
    for name in fields:
        if name not in names:
            raise AccountingError(
                _("Không có trường “%(name)s”. Các trường dùng được: %(known)s.")
                % {"name": name[:40], "known": ", ".join(sorted(names))},
                code="tfp_field",
                field=name,
            )
    return dict(fields)


def _name(given: Any) -> str:
    """Names of periods with one dash, so that "2016-2020" and "2016–2020" are the same."""
    return str(given).strip().replace("-", "–")
