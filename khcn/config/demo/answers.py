"""What artificial reports say, item by item, from the words of `reporting.yaml`."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from khcn.agency_reports.choices import Declared, ItemKind
from khcn.agency_reports.filling.sheet import Line, Sheet
from khcn.agency_reports.handing_in import RemarkTold
from khcn.agency_reports.models import Report, ReportRequest, RequestItem
from khcn.indicators.choices import Kind
from khcn.indicators.models import Observation
from khcn.plan.choices import PartyRole
from khcn.registers.funding.choices import Origin

MILLION = 10**6
Told = tuple[RequestItem, dict[str, Any], int]


@dataclass
class Answers:
    words: dict[str, Any]
    rng: Random
    disagreed: set[int] = field(default_factory=set)

    def of(self, report: Report, *, half: bool = False) -> Iterator[Told]:
        """Item, values and the revision seen; of a draft only every second item is answered."""
        sheet = Sheet.load(report)
        for number, line in enumerate(sheet.lines):
            if half and number % 2:
                continue
            yield line.item, self._values(line, number, report.request.cycle.year), line.answer.revision

    def remark_on(self, request: ReportRequest) -> RemarkTold:
        item = request.items.filter(kind=ItemKind.TASK, role=PartyRole.LEAD).order_by("order").first()
        return item, "text", self.words["remark"]

    def _values(self, line: Line, number: int, year: int) -> dict[str, Any]:
        if line.item.kind == ItemKind.SECTION:
            sections = self.words["sections"]
            return {"text": sections.get(line.item.section, sections["khac"]).format(year=year)}
        if line.item.kind == ItemKind.INDICATOR:
            return self._figure(line, year)
        if line.item.role in ("", PartyRole.LEAD):
            return self._led(line, number, year)
        return self._helped(line, number, year)

    def _led(self, line: Line, number: int, year: int) -> dict[str, Any]:
        declared = self.words["declared"][number % len(self.words["declared"])]
        amount, unit = self.rng.choice(self.words["amounts"])
        told = {
            "declared": declared, "text": self._say("tasks", number, year=year, task=_name(line)),
            "value": Decimal(amount), "unit": unit, "money": self._money(),
            "obstacle": "", "proposal": "", "level": "",
        }  # fmt: skip
        return told | self.rng.choice(self.words["obstacles"]) if declared == Declared.LATE else told

    def _helped(self, line: Line, number: int, year: int) -> dict[str, Any]:
        """Helpers mostly have nothing to tell; one of them disagrees with who leads the task."""
        if not self.disagreed and line.item.task_id is not None:
            self.disagreed.add(line.item.task_id)
            return {
                "declared": Declared.LATE.value,
                "text": self.words["disagreeing"].format(task=_name(line)),
            }
        if number % 3:
            return {"nothing": True, "declared": "", "text": ""}
        return {"text": self._say("tasks", number, year=year, task=_name(line))}

    def _figure(self, line: Line, year: int) -> dict[str, Any]:
        """What stands for the year, else last year's parts moved a little; where the house has none, none is made up."""
        rows = Observation.objects.filter(indicator=line.item.indicator_id, numerator__isnull=False)
        row = rows.filter(last_day__year__lte=year).order_by("-last_day", "-pk").first()
        if row is None or row.denominator is None or row.numerator is None or line.card is None:
            return {"nothing": True, "value": None, "explanation": self.words["no_figure"]}
        grown = row.last_day.year < year and row.numerator < row.denominator
        top = row.numerator + 1 if grown else row.numerator
        value = None if line.card.kind in (Kind.SHARE, Kind.GROWTH) else top / row.denominator
        return {
            "nothing": False, "numerator": top, "denominator": row.denominator, "value": value,
            "unit": line.card.unit, "explanation": self.words["explanation"],
        }  # fmt: skip

    def _money(self) -> list[dict[str, Any]]:
        planned = self.rng.randint(2, 40) * 50 * MILLION
        allocated = planned * 9 // 10
        disbursed = allocated * self.rng.randint(6, 10) // 10
        return [
            {"origin": Origin.SCIENCE.value, "planned": planned, "allocated": allocated, "disbursed": disbursed,
             "settled": None}
        ]  # fmt: skip

    def _say(self, name: str, number: int, **told: Any) -> str:
        sentences = self.words[name]
        return str(sentences[number % len(sentences)]).format(**told)


def _name(line: Line) -> str:
    task = line.item.task
    return str(task.short_title or task.official_text)[:120] if task else ""
