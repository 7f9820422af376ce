"""The tables of the page: by source, by year, by task, totals to compare with."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from khcn.plan.models import Task
from khcn.registers.funding.choices import GROUPS, BudgetLevel, Origin, OriginGroup
from khcn.registers.funding.model_fields import EMPTY
from khcn.registers.funding.purposes import Purpose
from khcn.registers.funding.rules import STEPS
from khcn.web.workspace.funding.sums import REGISTER, Group, Sums, has_origin, summed

BILLION = 10**9
#: The facts that add up every line with a known source.
FACTS = {
    "planned": "funding.total_planned",
    "allocated": "funding.allocated",
    "disbursed": "funding.disbursed",
    "settled": "funding.total_settled",
}


def behind(fact: str, years: range) -> str:
    """The page of the records that make up a fact over these years."""
    asked = urlencode({"tu": f"{years[0]}-01-01", "den": f"{years[-1]}-12-31"})
    return f"{reverse('fact_records', kwargs={'fact': fact})}?{asked}"


@dataclass(frozen=True)
class Figure:
    """One cell: an amount, how many lines do not tell it, and where the lines behind it are."""

    step: str
    label: str
    value: int | None
    untold: int
    url: str

    @property
    def billions(self) -> Decimal | None:
        """In tỷ đồng, for headlines; three significant figures at least."""
        if self.value is None:
            return None
        told = Decimal(self.value) / BILLION
        return told.quantize(Decimal("0.1") if told >= 10 else Decimal("0.001"), ROUND_HALF_UP)


@dataclass
class Row:
    """`kind`: "" an ordinary row, "group" a heading with its sum, "total" the sum of all, "rest" no task of the plan.

    `url` is the list behind all figures; for sums that no list can tell, `period` asks the facts for their records.
    """

    label: str
    url: str
    sums: Sums
    kind: str = ""
    task: Task | None = None
    origins: str = ""
    idle: bool = False
    period: range | None = None

    @property
    def figures(self) -> list[Figure]:
        labels, sums = step_labels(), self.sums
        return [
            Figure(step, labels[step], sums.values[step], sums.untold[step], self._behind(step))
            for step in STEPS
        ]

    def _behind(self, step: str) -> str:
        return self.url if self.period is None else behind(FACTS[step], self.period)

    @property
    def without_origin(self) -> bool:
        """A task that runs in these years and for which no line names a source."""
        return self.task is not None and not self.origins and not self.idle


def step_labels() -> dict[str, str]:
    return {
        "planned": _("Dự toán"),
        "allocated": _("Đã giao"),
        "disbursed": _("Đã giải ngân"),
        "settled": _("Đã quyết toán"),
    }


@dataclass(frozen=True)
class Lines:
    """The groups of lines of some years, and the addresses of the lists behind them."""

    groups: list[Group]
    years: range

    @property
    def details(self) -> list[Group]:
        return [group for group in self.groups if not group["control"]]

    @property
    def known(self) -> list[Group]:
        return [group for group in self.details if has_origin(group)]

    def url(self, **conditions: Any) -> str:
        """The register's list narrowed to these lines."""
        first, last = self.years[0], self.years[-1]
        told = {"year-tu": first, "year-den": last, "control": "khong", **conditions}
        if "year" in told or first == last:
            told["year"] = told.get("year", first)
            del told["year-tu"], told["year-den"]
        return f"{reverse('register_list', kwargs={'code': REGISTER})}?{urlencode(told)}"

    # --- By source ------------------------------------------------------------------------------

    def by_origin(self) -> list[Row]:
        """Each group of sources that has lines; the sum leaves out what has no source yet."""
        rows: list[Row] = []
        for code, label in OriginGroup.choices:
            if code != OriginGroup.UNKNOWN:
                rows += self._of_group(code, str(label))
        if rows:
            rows.append(self.total())
        unknown = summed(self.details, lambda one: not has_origin(one))
        if unknown.lines:
            label = str(OriginGroup.UNKNOWN.label)
            rows.append(Row(label, self.url(origin=Origin.UNKNOWN.value), unknown))
        return rows

    def _of_group(self, code: str, name: str) -> Iterator[Row]:
        sums = summed(self.known, lambda one: one["origin_group"] == code)
        if not sums.lines:
            return
        members = [(origin, label) for origin, label in Origin.choices if GROUPS[origin] == code]
        if len(members) == 1:
            yield Row(name, self.url(origin=members[0][0]), sums, "group")
            return
        yield Row(name, self.url(origin_group=code), sums, "group")
        for origin, label in members:
            found = summed(self.known, lambda one, origin=origin: one["origin"] == origin)  # type: ignore[misc]
            if found.lines:
                yield Row(str(label).partition(": ")[2].capitalize(), self.url(origin=origin), found)

    def total(self) -> Row:
        return Row(_("Cộng các nguồn đã rõ"), "", summed(self.known), "total", period=self.years)

    # --- By year --------------------------------------------------------------------------------

    def by_year(self) -> list[Row]:
        told = ((year, summed(self.known, lambda one, year=year: one["year"] == year)) for year in self.years)  # type: ignore[misc]
        return [Row(str(year), "", sums, period=range(year, year + 1)) for year, sums in told if sums.lines]

    # --- By task --------------------------------------------------------------------------------

    def by_task(self, tasks: list[tuple[Task, Purpose]]) -> list[Row]:
        """Every task of the plan, then what is meant for no task and for tasks of other plans."""
        own = {purpose.code for _task, purpose in tasks}
        rows = [self._of_task(task, purpose.code) for task, purpose in tasks]
        others = sorted({one["purpose"] for one in self.details} - own - {""})
        rest = [("", _("Không gắn với nhiệm vụ nào"), EMPTY), *((code, code, code) for code in others)]
        for code, label, asked in rest:
            sums = summed(self.details, lambda one, code=code: one["purpose"] == code)  # type: ignore[misc]
            if sums.lines:
                rows.append(Row(label, self.url(purpose=asked), sums, "rest"))
        return rows

    def _of_task(self, task: Task, code: str) -> Row:
        mine = [one for one in self.details if one["purpose"] == code]
        origins = [
            str(label)
            for group, label in OriginGroup.choices
            if group in {one["origin_group"] for one in mine if has_origin(one)}
        ]
        idle = not _runs(task, self.years)
        url = self.url(purpose=code) if mine else ""
        return Row(
            f"{task.no}. {task.short_title}",
            url,
            summed(mine),
            task=task,
            origins="; ".join(origins),
            idle=idle,
        )

    # --- Totals told by the finance side --------------------------------------------------------

    def compared(self) -> list["Comparison"]:
        """Each total beside the sum of the lines of the same year, source and level."""
        keys = dict.fromkeys(_place(one) for one in self.groups if one["control"])
        found = []
        for year, origin, level in sorted(keys):
            place = (year, origin, level)
            control = summed(one for one in self.groups if one["control"] and _place(one) == place)
            lines = summed(one for one in self.details if _place(one) == place)
            told_by = self.url(year=year, origin=origin, level=level, control="co")
            behind = self.url(year=year, origin=origin, level=level)
            name = f"{Origin(origin).label} ({BudgetLevel(level).label})"
            found += [
                Comparison(year, name, step_labels()[step], told, lines.values[step], told_by, behind)
                for step in STEPS
                if (told := control.values[step]) is not None
            ]
        return found


@dataclass(frozen=True)
class Comparison:
    year: int
    origin: str
    step: str
    told: int
    added: int | None
    url: str
    added_url: str

    @property
    def difference(self) -> int | None:
        return None if self.added is None else self.told - self.added


def _runs(task: Task, years: range) -> bool:
    first, last = task.from_year or years[0], task.last_year or years[-1]
    return first <= years[-1] and last >= years[0]


def _place(group: Group) -> tuple[int, str, str]:
    return group["year"], group["origin"], group["level"]
