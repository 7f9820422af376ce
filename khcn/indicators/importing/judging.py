"""What each figure of a file would do: new, the same, a correction, or refused with a sentence at its cell."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from khcn.indicators.choices import Calendar, Kind, Vintage
from khcn.indicators.entering import Told, checked, plain
from khcn.indicators.importing.choices import Verdict
from khcn.indicators.importing.columns import SUBJECT
from khcn.indicators.importing.entries import FIGURES, Entry
from khcn.indicators.importing.models import FigureImport
from khcn.indicators.importing.numbers import read_number
from khcn.indicators.importing.places import Indicators, Territories
from khcn.indicators.importing.times import read_period
from khcn.indicators.importing.units import factor_of
from khcn.indicators.models import Card, Indicator, Observation
from khcn.indicators.periods import window, year_of
from khcn.kernel.access import Actor
from khcn.kernel.errors import DomainError
from khcn.kernel.registers.form_fields import DayCell
from khcn.lib.vn_text import fold

STATUSES = {"A": Vintage.FINAL, "N": Vintage.FINAL, "P": Vintage.PRELIMINARY, "E": Vintage.ESTIMATE, "I": Vintage.ESTIMATE}  # fmt: skip
BREAK, FORECAST, GONE = "B", "F", frozenset({"M", "O", "L", "H", "Q"})
_VINTAGES = {fold(text): code for code, label in Vintage.choices for text in (code, str(label))}
_LEAST_JUMP = Decimal(300)


@dataclass
class Fault(Exception):
    """What is wrong at a cell."""

    name: str
    message: str


@dataclass
class Judged:
    """The outcome for one figure."""

    entry: Entry
    verdict: str = Verdict.REFUSED
    indicator: Indicator | None = None
    told: Told | None = None
    before: Observation | None = None
    marks: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def spot(self) -> tuple[Any, ...]:
        assert self.told is not None and self.indicator is not None
        return (
            self.indicator.pk, self.told.first_day, self.told.last_day, self.told.territory.pk, self.told.vintage,
        )  # fmt: skip


class Judge:
    """A fixed number of queries, however many figures."""

    def __init__(self, batch: FigureImport, by: Actor) -> None:
        self.batch, self.by = batch, by
        self.indicators, self.territories = Indicators(by), Territories()
        self.day = DayCell(required=True)

    def judge(self, entries: Iterable[Entry]) -> list[Judged]:
        """Entries that tell something; blank ones are the caller's to leave out."""
        found = [self._read(entry) for entry in entries]
        sound = [one for one in found if not one.faults]
        self._refuse_doubles(sound)
        self._compare([one for one in sound if not one.faults])
        return found

    # --- Reading --------------------------------------------------------------------------------

    def _read(self, entry: Entry) -> Judged:
        judged = Judged(entry)
        try:
            self._fill(judged)
        except Fault as fault:
            judged.faults.append(fault)
        return judged

    def _fill(self, judged: Judged) -> None:
        entry = judged.entry
        judged.indicator = self._indicator(entry)
        card = self.indicators.cards.get(judged.indicator.pk)
        if card is None:
            raise Fault("indicator", _("Chỉ số chưa có phiếu định nghĩa đang áp dụng."))
        if judged.indicator.pk not in self.indicators.may_enter:
            raise Fault("indicator", _("Bạn không được ghi số liệu của chỉ số này."))
        self._status(entry)
        first, last, calendar = self._days(entry, card)
        told = {
            "first_day": first, "last_day": last, "calendar": calendar, "territory": self._territory(judged, card, last),
            "vintage": self._vintage(entry), "breaks_series": entry.text("status").upper()[:1] == BREAK,
            "source_note": (entry.text("source") or self.batch.source_note)[:500],
            "note": entry.text("note"), "document": self.batch.document,
        }  # fmt: skip
        told |= self._figures(judged, card)
        try:
            judged.told = checked(card, Told(**told), today=self.by.on)
        except DomainError as refusal:
            judged.faults += [Fault(_COLUMN.get(name, name), text) for name, text in refusal.fields.items()]
            return
        self._mark(judged, card)

    def _indicator(self, entry: Entry) -> Indicator:
        for name in ("indicator", SUBJECT, "name", "flow"):
            text = entry.text(name)
            if not text or (name == SUBJECT and self._is_territory(text)):
                continue
            if name == "flow":
                text = text.split("(")[0].split(":")[-1]
            if name == "indicator" and self.indicators.known(text) is None and entry.text("name"):
                continue
            try:
                return self.indicators.find(text)
            except ValidationError as error:
                raise Fault(name, error.messages[0]) from error
        if self.batch.indicator is None:
            raise Fault("indicator", _("Dòng chưa ghi mã chỉ số. Hãy ghi mã, hoặc chọn chỉ số của cả tệp khi tải lên."))  # fmt: skip
        return self.batch.indicator

    def _is_territory(self, text: str) -> bool:
        return self.indicators.known(text) is None and self.territories.known(text)

    def _territory(self, judged: Judged, card: Card, last: date) -> Any:
        entry = judged.entry
        text = entry.text("territory")
        if not text and entry.text(SUBJECT) and self._is_territory(entry.text(SUBJECT)):
            text = entry.text(SUBJECT)
        if not text:
            unit = self.batch.territory or card.territory
            if unit is None:
                raise Fault("territory", _("Chưa rõ số liệu của địa bàn nào. Hãy ghi cột “Địa bàn”."))
            return unit
        try:
            unit, doubt = self.territories.find(text, last)
        except ValidationError as error:
            raise Fault("territory", error.messages[0]) from error
        judged.marks += [doubt] if doubt else []
        return unit

    def _days(self, entry: Entry, card: Card) -> tuple[date, date, str]:
        if entry.period is None and (entry.text("first") or entry.text("last")):
            first, last = self._day(entry, "first"), self._day(entry, "last")
            if last < first:
                raise Fault("last", _("Ngày cuối kỳ trước ngày đầu kỳ."))
            begins, ends = window(card, year_of(card, last))
            own = first == begins and (last == ends or card.calendar != Calendar.AVERAGE)
            return first, last, card.calendar if own else Calendar.STATISTICAL
        period = entry.period or read_period(entry.cells.get("period"))
        if period is None:
            text = entry.text("period")
            raise Fault("period", _("Không hiểu kỳ “{text}”. Hãy ghi như 2024, 2024-Q1, 2024-S1 hoặc 2024-01.").format(text=text[:40]) if text else _("Dòng chưa ghi năm hoặc kỳ của số liệu."))  # fmt: skip
        first, last = period.days(card)
        if last < first:
            raise Fault("period", _("Kỳ {period} trước ngày bắt đầu tính của chỉ số.").format(period=period))
        return first, last, card.calendar if period.year is not None else Calendar.STATISTICAL

    def _day(self, entry: Entry, name: str) -> date:
        try:
            found: date = self.day.clean(entry.cells.get(name))
        except ValidationError as error:
            raise Fault(name, " ".join(error.messages)) from error
        return found

    def _status(self, entry: Entry) -> None:
        status = entry.text("status").split(":")[0].strip().upper()
        if status == FORECAST:
            raise Fault("status", _("Dòng này là dự báo (OBS_STATUS = F), không nhập làm số liệu."))
        if status and status not in (*STATUSES, BREAK, *GONE):
            raise Fault("status", _("Không hiểu OBS_STATUS “{text}”.").format(text=status[:20]))
        if entry.text("action").upper() in ("D", "DELETE"):
            raise Fault("action", _("Tệp yêu cầu xoá số liệu. Hãy rút số đó trên trang của chỉ số và ghi lý do."))  # fmt: skip

    def _vintage(self, entry: Entry) -> str:
        status = entry.text("status").split(":")[0].strip().upper()
        if status in STATUSES:
            return STATUSES[status]
        text = entry.text("vintage")
        if not text:
            return entry.vintage or self.batch.vintage
        if fold(text) not in _VINTAGES:
            names = ", ".join(str(label) for label in Vintage.labels)
            raise Fault("vintage", _("Không hiểu mức độ chính thức “{text}”. Hãy ghi một trong: {names}.").format(text=text[:40], names=names))  # fmt: skip
        return _VINTAGES[fold(text)]

    def _figures(self, judged: Judged, card: Card) -> dict[str, Decimal | None]:
        entry = judged.entry
        told: dict[str, Decimal | None] = {}
        for name in FIGURES:
            try:
                number = read_number(entry.cells.get(name), machine=entry.machine)
            except ValidationError as error:
                raise Fault(name, " ".join(error.messages)) from error
            told[name] = number.value
            judged.marks += [number.doubt] if number.doubt else []
        try:
            factor = factor_of(entry.text("unit"), entry.cells.get("mult"), card.unit)
        except ValidationError as error:
            name = "mult" if "UNIT_MULT" in error.messages[0] else "unit"
            raise Fault(name, error.messages[0]) from error
        if factor != 1 and (value := told["value"]) is not None:
            told["value"] = round(value * factor, 8)
            judged.marks.append(
                _("Đã đổi sang “{unit}”: {value}.").format(unit=card.unit, value=plain(told["value"]))  # type: ignore[arg-type]
            )
        for name, figure in told.items():
            if figure is not None and abs(figure) >= Decimal(10) ** 18:
                raise Fault(name, _("Số quá lớn. Hãy kiểm tra lại đơn vị tính."))
        return told

    def _mark(self, judged: Judged, card: Card) -> None:
        told, raw = judged.told, judged.entry.cells.get("value")
        assert told is not None and told.value is not None
        if card.kind == Kind.SHARE and told.numerator is None:
            judged.marks.append(_("Tỷ lệ không kèm tử số, mẫu số nên không cộng gộp được với địa bàn khác."))
            if isinstance(raw, float) and 0 < raw < 1 and "%" in card.unit:
                judged.marks.append(
                    _("Đọc là {value}%. Nếu ô Excel hiện {shown}%, hãy ghi {shown} dạng số thường.").format(
                        value=plain(told.value), shown=plain(told.value * 100)
                    )
                )

    # --- Comparing ------------------------------------------------------------------------------

    def _refuse_doubles(self, sound: list[Judged]) -> None:
        """Told twice alike, the first counts; told differently, none does."""
        places: dict[tuple[Any, ...], list[Judged]] = {}
        for one in sound:
            places.setdefault(one.spot, []).append(one)
        for group in places.values():
            if len(group) == 1:
                continue
            alike = len({_figures_of(one.told) for one in group}) == 1
            for one in group[1:] if alike else group:
                others = ", ".join(other.entry.place for other in group if other is not one)
                sentence = (
                    _("Lặp lại số đã có ở ô {others} của tệp.")
                    if alike
                    else _("Trùng kỳ và địa bàn với ô {others} nhưng khác giá trị nên không rõ số nào đúng.")
                )
                one.faults.append(Fault("value", sentence.format(others=others)))

    def _compare(self, sound: list[Judged]) -> None:
        known = self._standing({one.spot[0] for one in sound})
        for one in sound:
            one.before = known.get(one.spot)
            if one.before is None:
                one.verdict = Verdict.NEW
            elif _same(one.before, one.told):
                one.verdict = Verdict.UNCHANGED
            else:
                one.verdict = Verdict.CHANGED
            self._mark_jump(one, known)

    def _standing(self, indicators: set[int]) -> dict[tuple[Any, ...], Observation]:
        rows = Observation.objects.filter(indicator__in=indicators, current=True, withdrawn=False)
        return {
            (row.indicator_id, row.first_day, row.last_day, row.territory_id, row.vintage): row
            for row in rows
        }

    def _mark_jump(self, one: Judged, known: dict[tuple[Any, ...], Observation]) -> None:
        """A figure hundreds of times its neighbour often stands in another unit."""
        assert one.told is not None and one.indicator is not None
        near = self._neighbours(known).get((one.indicator.pk, one.told.territory.pk), [])
        others = [row for row in near if row.last_day != one.told.last_day and row.value]
        if not others or not one.told.value:
            return
        nearest = min(others, key=lambda row: abs((row.last_day - one.told.last_day).days))  # type: ignore[union-attr]
        ratio = abs(one.told.value / nearest.value)
        if ratio >= _LEAST_JUMP or ratio <= 1 / _LEAST_JUMP:
            one.marks.append(
                _("Khác hẳn số năm {year} ({value}). Hãy kiểm tra đơn vị tính.").format(
                    year=nearest.last_day.year, value=plain(nearest.value)
                )
            )

    def _neighbours(
        self, known: dict[tuple[Any, ...], Observation]
    ) -> dict[tuple[int, int], list[Observation]]:
        if not hasattr(self, "_near"):
            self._near: dict[tuple[int, int], list[Observation]] = {}
            for row in known.values():
                self._near.setdefault((row.indicator_id, row.territory_id), []).append(row)
        return self._near


#: Fields of the act and the columns of a file.
_COLUMN = {"first_day": "period", "last_day": "period", "source_note": "source"}


def _figures_of(told: Told | None) -> tuple[Decimal | None, ...]:
    assert told is not None
    return told.value, told.numerator, told.denominator


def _same(before: Observation, told: Told | None) -> bool:
    assert told is not None
    if before.value != told.value:
        return False
    return told.numerator is None or (before.numerator, before.denominator) == (
        told.numerator, told.denominator,
    )  # fmt: skip
