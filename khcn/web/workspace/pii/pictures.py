"""Pictures of PII: the pillars of the latest year, the score over the years."""

from decimal import Decimal

from django.utils.translation import gettext as _

from khcn.outputs.charts import Fan, Picture, Place, Point, Series, TerritoryBars
from khcn.web.workspace.pii.table import PILLARS, SCORE, Pii


def pillars_of(found: Pii) -> Picture | None:
    """Bars of the last year in which at least one pillar is known."""
    told = [column for column in found.columns if any(column in found.figures[code] for code in PILLARS)]
    lines = found.lines(PILLARS)
    if not told or not lines:
        return None
    at = found.columns.index(told[-1])
    cells = [(line.name, line.cells[at]) for line in lines]
    known = sorted(((cell.value, name) for name, cell in cells if cell), key=lambda pair: pair[0])
    year = told[-1][1]
    title = _("PII {year}: cao nhất ở trụ cột “{high}”, thấp nhất ở “{low}”").format(
        year=year, high=_short(known[-1][1]), low=_short(known[0][1])
    )
    if len(known) < 2:
        title = _("PII {year}: điểm theo trụ cột").format(year=year)
    return TerritoryBars(
        title=title, unit=_("điểm"), places=2, column=_("Trụ cột"), final=all(cell.final for _name, cell in cells if cell),
        places_shown=tuple(Place(label=name, value=cell.value if cell else None, note=cell.note if cell else "") for name, cell in cells),
    ).picture()  # fmt: skip


def score_of(found: Pii) -> Picture | None:
    """The score by year, a line for each territory; nothing where only one year is known."""
    lines: dict[int, list[Point]] = {}
    for territory, year in found.columns:
        cell = found.figures[SCORE].get((territory, year))
        if cell is not None:
            lines.setdefault(territory, []).append(Point(year, cell.value, cell.final, cell.note))
    if max((len(points) for points in lines.values()), default=0) < 2:
        return None
    series = tuple(Series(found.units[territory].name, tuple(points)) for territory, points in lines.items())
    return Fan(
        title=_("Điểm PII qua các năm"), unit=_("điểm"), series=series, floor=Decimal(0), ceiling=Decimal(100)
    ).picture()


def _short(name: str) -> str:
    return name.partition(":")[2].strip() or name
