"""Statistical forms of the pack, cell by cell."""

from typing import Any

from django.utils.translation import gettext as _

from khcn.indicators.models import Indicator, StatCell, StatForm
from khcn.kernel.packs.loader import put
from khcn.kernel.packs.reader import Pack


def load_stat_forms(pack: Pack) -> None:
    """Forms brought up to the pack; a cell that the pack no longer has is taken away, it holds no value of its own."""
    rows = pack.rows("stat_forms", "forms")
    named = {cell["indicator"] for row in rows for cell in row["cells"] if "indicator" in cell}
    indicators = {one.code: one for one in Indicator.objects.filter(code__in=named)}
    for order, row in enumerate(rows, start=1):
        values = {
            "title": row["title"],
            "order": order * 10,
            "legal_basis": row["legal_basis"],
            "note": " ".join(filter(None, [row.get("note", ""), *_by_hand(row["cells"])])),
            "confirmation": row["status"],
            "valid_from": row.get("valid_from"),
            "valid_to": row.get("valid_to"),
        }
        form = put(StatForm, {"code": row["code"]}, values, set())
        _load_cells(form, row["cells"], indicators)


def _by_hand(rows: list[dict[str, Any]]) -> list[str]:
    """Sentences that tell who fills the cells which no number of the house fills."""
    asked: dict[str, list[str]] = {}
    for row in rows:
        if "filled_by" in row:
            asked.setdefault(row["filled_by"], []).append(row["row_no"])
    return [
        _("Dòng {rows} do người điền: {who}.").format(rows=", ".join(dict.fromkeys(numbers)), who=who)
        for who, numbers in asked.items()
    ]


def _load_cells(form: StatForm, rows: list[dict[str, Any]], indicators: dict[str, Indicator]) -> None:
    standing = {(cell.row_no, cell.row, cell.column): cell for cell in form.cells.select_related("indicator")}
    new: list[StatCell] = []
    for order, row in enumerate(rows, start=1):
        place = (row["row_no"], row["row"], row.get("column", ""))
        values = {
            "order": order * 10,
            "unit": row.get("unit", ""),
            "fact": row.get("fact", ""),
            "indicator": indicators.get(row.get("indicator", "")),
        }
        cell = standing.pop(place, None)
        if cell is None:
            new.append(StatCell(form=form, row_no=place[0], row=place[1], column=place[2], **values))
        elif any(getattr(cell, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(cell, name, value)
            cell.save()
    StatCell.objects.bulk_create(new)
    StatCell.objects.filter(pk__in=[cell.pk for cell in standing.values()]).delete()
