"""An account as tables that say which figures are rates, which points and which per cent."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.indicators.growth_accounting import GrowthAccount, Row
from khcn.indicators.growth_accounting.telling import labels
from khcn.outputs.charts.numbers import number
from khcn.outputs.workbook import Column

PLACES = 2
NOTICE = gettext_lazy(
    "Kết quả tính kiểm tra, không phải số liệu thống kê. Số công bố chính thức được ưu tiên."
)


@dataclass(frozen=True)
class Table:
    id: str
    title: str
    heads: list[str]
    rows: list[tuple[str, list[str], str]]


def tables_of(account: GrowthAccount) -> list[Table]:
    """Three tables: growth, contributions in points, shares in per cent; the whole span first."""
    words, rows = labels(), _rows(account)
    return [
        Table(
            "tang-truong", _("Tốc độ tăng ({what})").format(what=words["growth"]), [_("GRDP"), _("Vốn"), _("Lao động"), _("TFP")],
            [(row.name, [told(row.growth.output), told(row.growth.capital), told(row.growth.labour), told(row.growth.tfp)], "") for row in rows],
        ),
        Table(
            "dong-gop", _("Đóng góp vào tăng trưởng ({what})").format(what=words["contribution"]),
            [_("Vốn"), _("Lao động"), _("TFP"), _("Cộng bằng tăng trưởng GRDP")],
            [(row.name, [*_parts(row.contributions), told(row.contributions.total)], "") for row in rows],
        ),
        Table(
            "ty-trong", _("Tỷ trọng ({what})").format(what=words["share"]), [_("Vốn"), _("Lao động"), _("TFP"), _("Cộng")],
            [(row.name, [*_parts(row.shares), told(row.shares.total)] if row.shares else [], row.no_share) for row in rows],
        ),
    ]  # fmt: skip


def sensitivity_of(account: GrowthAccount) -> list[tuple[str, str, str]]:
    """TFP of the whole span with other α."""
    return [(told(one.alpha), told(one.tfp), told(one.share)) for one in _rows(account)[0].sensitivity]


def official_of(account: GrowthAccount) -> list[dict[str, str]]:
    """The published figures beside ours."""
    return [
        {
            "name": row.name, "official": told(row.compared.published.share), "own": told(row.shares.tfp) if row.shares else "—",
            "difference": told(row.compared.difference), "source": row.compared.published.source, "note": row.compared.note,
        }
        for row in _rows(account) if row.compared is not None
    ]  # fmt: skip


def notes_of(account: GrowthAccount) -> list[str]:
    inside = (f"{row.name}: {note}" for row in _rows(account) for note in row.notes)
    return [*account.notes, *inside]


def capital_of(account: GrowthAccount) -> list[tuple[int, str]]:
    """The stock that was worked out from investment, by year."""
    if not account.capital_estimated:
        return []
    return [(year, number(value, 1)) for year, value in account.capital.items()]


def columns() -> list[Column]:
    """Heads of the workbook; each says what its figures are."""
    words = labels()
    names = {"output": _("GRDP"), "capital": _("Vốn"), "labour": _("Lao động"), "tfp": _("TFP")}
    inputs, factors = ("output", "capital", "labour"), ("capital", "labour", "tfp")
    told = [("growth", name) for name in inputs]
    told += [(what, name) for what in ("contribution", "share") for name in factors]
    return [
        Column(_("Năm, giai đoạn"), 16), Column("α", 8, "number"),
        *(Column(f"{names[name]}: {words[what]}", 16, "number") for what, name in told),
        Column(_("Công bố chính thức: tỷ trọng TFP, %"), 16, "number"), Column(_("Ghi chú"), 50),
    ]  # fmt: skip


def sheet_of(account: GrowthAccount) -> Iterator[tuple[Any, ...]]:
    for row in _rows(account):
        shares = (row.shares.capital, row.shares.labour, row.shares.tfp) if row.shares else (None, None, None)
        official = row.compared.published.share if row.compared else None
        yield (
            row.name, row.alpha, row.growth.output, row.growth.capital, row.growth.labour,
            row.contributions.capital, row.contributions.labour, row.contributions.tfp, *shares, official,
            " ".join([*row.notes, row.no_share]).strip(),
        )  # fmt: skip
    for one in _rows(account)[0].sensitivity:
        yield (_("Với α khác"), one.alpha, *[None] * 5, one.tfp, None, None, one.share, None, "")


def told(value: Decimal | None) -> str:
    return "—" if value is None else number(value, PLACES)


def _rows(account: GrowthAccount) -> list[Row]:
    """The whole span, then its years; a span of one year is told once."""
    return [*account.periods, *(account.years if len(account.years) > 1 else ())]


def _parts(parts: Any) -> list[str]:
    return [told(parts.capital), told(parts.labour), told(parts.tfp)]
