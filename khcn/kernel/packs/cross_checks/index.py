"""The pack's codes, ready to be looked up, and the small checks every file shares."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Any

from khcn.kernel.packs.errors import Problem

Row = dict[str, Any]


class Index:
    """All sections of a pack with the sets of codes that other sections may name."""

    def __init__(self, sections: dict[str, Any], folder_name: str) -> None:
        self.sections = sections
        self.folder_name = folder_name

    def rows(self, section: str, key: str) -> list[Row]:
        return list(self.sections.get(section, {}).get(key) or [])

    @cached_property
    def territories(self) -> dict[str, Row]:
        return {unit["code"]: unit for unit in self.rows("territory", "units")}

    @cached_property
    def agencies(self) -> dict[str, Row]:
        return {agency["code"]: agency for agency in self.rows("agencies", "agencies")}

    @cached_property
    def classes(self) -> set[str]:
        return {group["code"] for group in self.rows("classes", "classes")}

    @cached_property
    def targets(self) -> set[str]:
        return {target["code"] for target in self.rows("targets", "targets")}

    @cached_property
    def indicators(self) -> dict[str, Row]:
        return {row["code"]: row for row in self.rows("indicators", "indicators")}

    @cached_property
    def tasks(self) -> dict[int, Row]:
        return {task["no"]: task for task in self.rows("plan", "tasks")}

    @cached_property
    def duties(self) -> set[str]:
        return {duty["clause"] for duty in self.rows("plan", "duties")}

    @cached_property
    def clauses(self) -> set[str]:
        sections = {section["path"] for section in self.rows("plan", "sections")}
        return sections | {task["clause"] for task in self.tasks.values()}


def repeated(file: str, key: str, values: Iterable[Any], what: str) -> Iterator[Problem]:
    """A problem for each value that stands more than once in a list."""
    seen: set[Any] = set()
    for number, value in enumerate(values, start=1):
        if value in seen:
            yield Problem(file, f"{key}[{number}]", f"{what} “{value}” đã dùng ở trên. Hãy đổi hoặc bỏ.")
        seen.add(value)


def unknown(
    file: str, place: str, names: Iterable[Any], known: Iterable[Any], what: str
) -> Iterator[Problem]:
    """A problem for each name that is not among the known ones; empty names are passed over."""
    known = set(known)
    for name in names:
        if name is not None and name not in known:
            yield Problem(
                file, place, f"{what} “{name}” không có trong gói dữ liệu. Hãy sửa mã hoặc khai báo thêm."
            )


def parties(index: Index, file: str, place: str, party: Row) -> Iterator[Problem]:
    """Agencies and classes named by a party must be declared."""
    yield from unknown(file, f"{place}.agencies", party["agencies"], index.agencies, "mã cơ quan")
    yield from unknown(file, f"{place}.classes", party["classes"], index.classes, "mã nhóm cơ quan")


def period_order(file: str, place: str, row: Row) -> Iterator[Problem]:
    """A validity must not end before it begins; an open end is null."""
    start, end = row["valid_from"], row["valid_to"]
    if start and end and end < start:
        yield Problem(file, place, f"hết hiệu lực {end:%d/%m/%Y} trước khi bắt đầu {start:%d/%m/%Y}.")


def within(inner: Row, outer: Row) -> bool:
    """Whether one validity lies inside another; both ends are included."""
    return start_of(inner) >= start_of(outer) and end_of(inner) <= end_of(outer)


def overlap(one: Row, other: Row) -> bool:
    return start_of(one) <= end_of(other) and start_of(other) <= end_of(one)


def start_of(row: Row) -> date:
    return row["valid_from"] or date.min


def end_of(row: Row) -> date:
    return row["valid_to"] or date.max


def alive(row: Row, on: date) -> bool:
    return start_of(row) <= on <= end_of(row)


def no_circle(
    rows: dict[str, Row], file: str, key: str, parent: Callable[[Row], str | None]
) -> Iterator[Problem]:
    """Following parents must come to an end."""
    for number, code in enumerate(rows, start=1):
        seen, step = {code}, parent(rows[code])
        while step in rows and step not in seen:
            seen.add(str(step))
            step = parent(rows[str(step)])
        if step in seen:
            yield Problem(file, f"{key}[{number}].parent", f"“{code}” là cấp trên của chính nó qua “{step}”.")
