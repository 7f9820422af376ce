"""From what a person chose to the inputs of an account."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from khcn.indicators.choices import CardState
from khcn.indicators.growth_accounting import AccountingError, Inputs, Inventory, Published
from khcn.indicators.models import Card
from khcn.indicators.series import Series, series_of
from khcn.web.workspace.tfp.grid import Columns, columns_of_file, columns_of_text

SERIES = ("output", "capital", "investment", "labour", "official")


@dataclass
class Asked:
    """The inputs, and where each series comes from."""

    inputs: Inputs
    sources: list[tuple[str, str]] = field(default_factory=list)


def asked_of(told: dict[str, Any], tabular: bool) -> Asked:
    """Raises DomainError naming field and year where something is missing."""
    if tabular:
        upload = told.get("file")
        columns = columns_of_file(upload.file, upload.name) if upload else columns_of_text(told["table"])
        return Asked(_inputs(columns, told, {}))
    columns, sources, notes = _of_indicators(told)
    return Asked(_inputs(columns, told, sources), notes)


def _of_indicators(told: dict[str, Any]) -> tuple[Columns, dict[int, str], list[tuple[str, str]]]:
    chosen = {name: told[name] for name in SERIES if told.get(name) is not None}
    if "capital" in chosen:
        chosen.pop("investment", None)
    cards = {
        card.indicator_id: card
        for card in Card.objects.filter(
            indicator__in=list(chosen.values()), state=CardState.IN_FORCE
        ).select_related("territory")
    }
    place = told.get("territory") or cards[chosen["output"].pk].territory
    if place is None:
        raise AccountingError(_("Hãy chọn địa bàn."), code="tfp_missing", field="territory")
    series = series_of([one.pk for one in chosen.values()], territories=[place.pk])
    every: dict[str, Series] = {name: series.get((one.pk, place.pk), {}) for name, one in chosen.items()}
    columns = {name: {year: one.value for year, one in rows.items()} for name, rows in every.items()}
    sources = {
        year: _source(one.observation.source_note if one.observation else "", chosen["official"].name)
        for year, one in every.get("official", {}).items()
    }
    notes = [(one.name, cards[one.pk].unit) for one in chosen.values()]
    return columns, sources, [(_("Địa bàn"), place.name), *notes]


def _source(note: str, name: str) -> str:
    return note or name


def _inputs(columns: Columns, told: dict[str, Any], sources: dict[int, str]) -> Inputs:
    columns = {name: dict(values) for name, values in columns.items()}
    for name in ("output", "labour"):
        if not columns.get(name):
            raise AccountingError(_("Chưa có số liệu của năm nào."), code="tfp_missing", field=name)
    stock = "capital" if columns.get("capital") else "investment"
    if not columns.get(stock):
        raise AccountingError(_("Chưa có số liệu của năm nào."), code="tfp_missing", field="capital")
    years = _years(columns, stock, told.get("first"), told.get("last"))
    share = columns.get("capital_share") or told.get("capital_share")
    if share is None:
        raise AccountingError(_("Hãy ghi α, ví dụ 0,4."), code="tfp_share", field="capital_share")
    return Inputs(
        output=_within(columns["output"], years), labour=_within(columns["labour"], years),
        capital=_within(columns["capital"], years) if stock == "capital" else _inventory(columns, told, years),
        capital_share=_within(share, years) if isinstance(share, dict) else share, rates=told["rates"],
        published={
            str(year): Published(share=value, source=sources.get(year, ""))
            for year, value in columns.get("official", {}).items() if year in years
        },
    )  # fmt: skip


def _inventory(columns: Columns, told: dict[str, Any], years: range) -> Inventory:
    rate: Decimal | None = told.get("depreciation")
    if rate is None:
        raise AccountingError(_("Hãy ghi tỷ lệ khấu hao để tính vốn từ vốn đầu tư."), code="tfp_depreciation", field="depreciation")  # fmt: skip
    kept = {year: value for year, value in columns["investment"].items() if year <= years[-1]}
    return Inventory(kept, rate / 100, told.get("initial"))


def _years(columns: Columns, stock: str, first: int | None, last: int | None) -> range:
    """As chosen; else the latest years without a gap for which all series are known."""
    known = set(columns["output"]) & set(columns["labour"]) & set(columns[stock])
    if not known and not (first and last):
        raise AccountingError(
            _("Không có năm nào đủ cả GRDP, vốn và lao động."), code="tfp_years", field="output"
        )
    end = last or max((year for year in known if not first or year > first), default=(first or 0) + 1)
    begin = first or end
    while first is None and begin - 1 in known:
        begin -= 1
    if begin >= end:
        raise AccountingError(_("Cần ít nhất hai năm liền nhau có đủ GRDP, vốn và lao động."), code="tfp_years", field="output")  # fmt: skip
    return range(begin, end + 1)


def _within(values: dict[int, Decimal], years: range) -> dict[int, Decimal]:
    return {year: value for year, value in values.items() if year in years}
