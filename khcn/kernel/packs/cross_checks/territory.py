"""territory.yaml: units with dates, edges between them, the expected communes."""

from collections.abc import Iterator
from datetime import timedelta

from khcn.kernel.packs.cross_checks.index import Index, Row, alive, no_circle, period_order, repeated, unknown
from khcn.kernel.packs.errors import Problem

FILE = "territory.yaml"


def check_territory(index: Index) -> Iterator[Problem]:
    """Units stand once, parents exist, edges join a unit that ends to a unit that begins."""
    units = index.rows("territory", "units")
    yield from repeated(FILE, "units", (unit["code"] for unit in units), "mã đơn vị hành chính")
    yield from no_circle(index.territories, FILE, "units", lambda unit: unit["parent"])
    for number, unit in enumerate(units, start=1):
        place = f"units[{number}]"
        yield from unknown(
            FILE, f"{place}.parent", [unit["parent"]], index.territories, "mã đơn vị hành chính"
        )
        yield from period_order(FILE, place, unit)
        if unit["parent"] in {later["code"] for later in units[number:]}:
            yield Problem(FILE, place, f"“{unit['code']}” phải đứng sau cấp trên “{unit['parent']}”.")
    for number, edge in enumerate(index.rows("territory", "edges"), start=1):
        yield from _check_edge(index, edge, f"edges[{number}]")
    yield from _check_communes(index)


def _check_edge(index: Index, edge: Row, place: str) -> Iterator[Problem]:
    yield from unknown(FILE, place, [*edge["from"], *edge["to"]], index.territories, "mã đơn vị hành chính")
    eve = edge["on"] - timedelta(days=1)
    for code in edge["from"]:
        unit = index.territories.get(code)
        if unit and code not in edge["to"] and unit["valid_to"] != eve:
            yield Problem(
                FILE, place, f"“{code}” phải có valid_to {eve:%d/%m/%Y}, một ngày trước khi biến động."
            )
    for code in edge["to"]:
        unit = index.territories.get(code)
        if unit and not alive(unit, edge["on"]):
            yield Problem(FILE, place, f"“{code}” chưa có hoặc đã hết hiệu lực vào {edge['on']:%d/%m/%Y}.")


def _check_communes(index: Index) -> Iterator[Problem]:
    communes = index.sections["territory"]["communes"]
    if communes is None:
        return
    yield from unknown(
        FILE, "communes.parent", [communes["parent"]], index.territories, "mã đơn vị hành chính"
    )
    expected = communes["expected"]
    if expected["total"] != expected["xa"] + expected["phuong"]:
        yield Problem(FILE, "communes.expected", "tổng số không bằng số xã cộng số phường.")
