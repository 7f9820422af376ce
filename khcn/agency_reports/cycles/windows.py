"""Which days the data of a cycle covers.

The windows of administrative reports close on the 14th (NĐ 09/2019/NĐ-CP, art. 12); the article itself was not read
by us, so every window is a proposal that a person confirms when preparing the cycle.
"""

from datetime import date, timedelta

from khcn.agency_reports.choices import CycleKind

CLOSES_ON = 14
OPENS_ON = 15


def window(kind: str, year: int, *, month: int = 12, since: int | None = None) -> tuple[date, date]:
    """First and last day. `month` is for monthly reports; `since` is the first year of what a review looks back on."""
    last = date(year, 12, CLOSES_ON)
    if kind == CycleKind.MONTH:
        last = date(year, month, CLOSES_ON)
        return (last.replace(day=1) - timedelta(days=1)).replace(day=OPENS_ON), last
    if kind == CycleKind.HALF_YEAR:
        return date(year - 1, 12, OPENS_ON), date(year, 6, CLOSES_ON)
    first_year = since if kind in (CycleKind.MID_TERM, CycleKind.FINAL) and since else year
    return date(first_year - 1, 12, OPENS_ON), last


def years_of(kind: str, first: date, last: date) -> range:
    """The years whose tasks the cycle asks about: one for a yearly report, all those behind for a review."""
    if kind in (CycleKind.MID_TERM, CycleKind.FINAL):
        return range(first.year + (first >= date(first.year, 12, OPENS_ON)), last.year + 1)
    return range(last.year, last.year + 1)
