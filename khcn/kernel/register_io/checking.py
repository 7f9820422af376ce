"""Rows of a table judged in chunks: new, changed, unchanged, or refused with what is wrong, where, what to do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.access import EVERYTHING, Actor, condition, visible
from khcn.kernel.errors import DomainError
from khcn.kernel.register_io.choices import Verdict
from khcn.kernel.register_io.cleaning import Fault, Reading, RowChecker, shown
from khcn.kernel.register_io.columns import RECORD, STATE, Columns, is_read
from khcn.kernel.register_io.comparing import changes_of, repeats
from khcn.kernel.register_io.constraints import Constraints
from khcn.kernel.register_io.matching import EMPTY, Matcher, key_value
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.domain import close_if_ended, keep_agency, with_own_agency
from khcn.kernel.registers.entering import enterable_states, require_enterable
from khcn.kernel.registers.filters import seen_lookups
from khcn.kernel.registers.forms import broken_rules
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.records import Record, Source
from khcn.kernel.registers.rules import edit_name, files_name, view_name

CHUNK = 500
_NOT_YOURS = gettext_lazy(
    "Bạn không có quyền sửa bản ghi #%s. Hãy xoá dòng này hoặc nhờ cơ quan phụ trách, Sở KH&CN."
)


@dataclass
class Judged:
    """What a row comes to; `values` are what would be stored."""

    number: int
    verdict: str
    label: str = ""
    record_id: int | None = None
    seen_at: datetime | None = None
    state: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    changes: list[list[str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class Checker:
    """Judges the rows of one file for one person; remembers what the file said before."""

    def __init__(self, register: Register, columns: Columns, by: Actor) -> None:
        self.register, self.by = register, by
        self.places = [(at, name) for at, name in enumerate(columns.names) if is_read(name)]
        self.rows = RowChecker(register, columns.fields, seen_lookups(register, by))
        known = visible(by, view_name(register), with_relations(register, columns.fields))
        self.matcher = Matcher(register, known)
        self.constraints = Constraints(register, by)
        self.enterable = {one.code for one in enterable_states(register, by)}
        self.required = [name for name in register.fields if register.is_required(name)]
        self._marks: dict[Any, int] = {}
        self._keys: dict[Any, dict[frozenset[tuple[str, ...]], int]] = {}

    def judge(self, rows: Iterable[tuple[int, Sequence[Any]]]) -> list[Judged]:
        """The rows of one chunk, in their order."""
        readings = [self.rows.read(number, self._cells(cells)) for number, cells in rows]
        known = self.matcher.match(readings)
        editable = self._among(edit_name(self.register), known.values())
        self._refuse_unread(readings, known, editable)
        drafts = {one.number: self._draft(one, known.get(one.number), editable) for one in readings}
        sound = [
            (number, record)
            for number, (told, record) in drafts.items()
            if record is not None and not told.faults
        ]
        for number, faults in self.constraints.faults(sound).items():
            drafts[number][0].faults += faults
        return [self._verdict(told) for told, _record in drafts.values()]

    def _cells(self, cells: Sequence[Any]) -> dict[str, Any]:
        width = len(cells)
        return {name: cells[at] for at, name in self.places if at < width and cells[at] not in ("", None)}

    def _draft(self, one: Reading, record: Record | None, editable: set[int]) -> tuple[Judged, Record | None]:
        """The row's story so far, and the record as it would be if anything is to be written."""
        if record is not None:
            one.faults = [
                fault
                for fault in one.faults
                if fault.name in ("", RECORD, STATE)
                or not repeats(self.register, record, fault.name, one.raw[fault.name])
            ]
        told = Judged(one.number, Verdict.REFUSED, self._label(one, record), faults=one.faults)
        self._once(one, told, record)
        if record is None:
            return told, None if told.faults else self._new(one, told)
        told.record_id, told.seen_at = record.pk, record.updated_at
        self._same_state(one, record, told)
        told.changes = changes_of(self.register, record, one.values)
        told.values = {name: one.values[name] for name, _before, _after in told.changes}
        if not told.changes or told.faults:
            return told, None
        return told, self._changed(one, record, told, editable)

    def _label(self, one: Reading, record: Record | None) -> str:
        title = one.raw.get(self.register.model.title_field)
        return (shown(title) if title is not None else str(record or ""))[:200]

    def _once(self, one: Reading, told: Judged, record: Record | None) -> None:
        """The same record, key or content twice in one file: the second row cannot be meant."""
        first: int | None = None
        names: tuple[str, ...] = ()
        if record is not None:
            first = self._first(("#", record.pk), one.number)
        elif self.matcher.any_key(one):
            first, names = self._first_of_keys(one)
        elif not one.faults:
            content = tuple(sorted((name, shown(value)) for name, value in one.raw.items()))
            first = self._first(content, one.number)
        if first is not None:
            labels = ", ".join(f"“{self.register.label_of(name)}”" for name in names)
            what = _("cùng %s") % labels if labels else _("cùng một bản ghi")
            sentence = _("Dòng này %(what)s với dòng %(first)s của tệp. Hãy giữ lại một dòng, xoá dòng kia.")
            told.faults.append(Fault(sentence % {"what": what, "first": first}))

    def _first(self, mark: Any, number: int) -> int | None:
        first = self._marks.setdefault(mark, number)
        return first if first != number else None

    def _first_of_keys(self, one: Reading) -> tuple[int | None, tuple[str, ...]]:
        """An earlier row with one of the row's keys, unless both fill a stronger key (which then differs)."""
        stronger: frozenset[tuple[str, ...]] = frozenset()
        found: tuple[int | None, tuple[str, ...]] = (None, ())
        for key in self.matcher.keys:
            if not (value := key_value(one, key)):
                continue
            groups = self._keys.setdefault((key, value), {})
            same = [number for other, number in groups.items() if not other & stronger]
            if same and found[0] is None:
                found = (min(same), key)
            groups.setdefault(stronger, one.number)
            stronger |= {key}
        return found

    # --- New records --------------------------------------------------------------------------

    def _new(self, one: Reading, told: Judged) -> Record | None:
        told.state = one.state or self.register.life.states[0].code
        if self.register.life[told.state].standing == Standing.VOID:
            told.faults.append(Fault(_("Bản ghi mới không thể ở trạng thái đã rút khỏi sổ."), STATE))
        elif told.state not in self.enterable:
            try:
                require_enterable(self.register, told.state, self.by)
            except DomainError as refusal:
                told.faults.append(Fault(refusal.message, STATE, str(self.register.life[told.state].staff)))
        for name in self.required:
            if one.values.get(name) in EMPTY:
                sentence = _("Thiếu “%s”, cột bắt buộc của bản ghi mới. Hãy điền rồi nhập lại.")
                told.faults.append(Fault(sentence % self.register.label_of(name), name))
        try:
            own = with_own_agency(self.register, one.values, self.by)
        except DomainError as refusal:
            told.faults.append(Fault(refusal.message, next(iter(refusal.fields), "")))
            return None
        self._rules(one.values, told)
        told.values = {name: value for name, value in own.items() if name != "responsible_id"}
        if told.faults:
            return None
        if "responsible_id" in own:
            told.values["responsible"] = own["responsible_id"]
        record = self.register.model(source=Source.FILE, state=told.state)
        assign(self.register, record, told.values)
        close_if_ended(record, self.by)
        record.standing = self.register.life[told.state].standing
        return record

    # --- Known records ------------------------------------------------------------------------

    def _changed(self, one: Reading, record: Record, told: Judged, editable: set[int]) -> Record | None:
        if record.standing == Standing.VOID:
            sentence = _(
                "Bản ghi #%s đã được rút khỏi sổ hoặc gộp vào bản ghi khác nên không sửa được. Hãy xoá dòng này."
            )
            told.faults.append(Fault(sentence % record.pk, RECORD))
        elif record.pk not in editable:
            told.faults.append(Fault(_NOT_YOURS % record.pk))
        try:
            keep_agency(self.register, told.values, self.by)
        except DomainError as refusal:
            told.faults.append(Fault(refusal.message, next(iter(refusal.fields), "")))
        if told.faults:
            return None
        assign(self.register, record, told.values)
        whole = {
            name: getattr(record, name) for name in self.register.fields if name not in self.register.many
        }
        self._rules(whole, told)
        return None if told.faults else record

    def _same_state(self, one: Reading, record: Record, told: Judged) -> None:
        if one.state and one.state != record.state:
            sentence = _(
                "Trạng thái trong tệp là “%(file)s”, trong sổ là “%(held)s”. Tệp không đổi được trạng thái: "
                "hãy mở bản ghi #%(pk)s và chọn bước trên màn hình, hoặc để trống ô này."
            )
            states = self.register.life
            told_states = {
                "file": states[one.state].staff, "held": states[record.state].staff, "pk": record.pk,
            }  # fmt: skip
            told.faults.append(Fault(sentence % told_states, STATE, str(states[one.state].staff)))

    def _among(self, right: str, records: Iterable[Record]) -> set[int]:
        """For which of the records the person has this right, in one query at most."""
        numbers = {one.pk for one in records}
        allowed = condition(right, self.by)
        if not numbers or allowed == EVERYTHING:
            return numbers
        rows = self.register.model._base_manager.filter(allowed, pk__in=numbers)
        return set(rows.values_list("pk", flat=True))

    def _refuse_unread(
        self, readings: Iterable[Reading], known: Mapping[int, Record], editable: set[int]
    ) -> None:
        """Whether a field that the person may not read is "unchanged" would tell what stands in it."""
        secret = self.register.internal_fields
        asked = [one for one in readings if one.number in known and secret & one.raw.keys()]
        foreign = [known[one.number] for one in asked if known[one.number].pk not in editable]
        whole = self._among(files_name(self.register), foreign)
        for one in asked:
            record = known[one.number]
            if record.pk not in editable and record.pk not in whole:
                one.values, one.raw = {}, {}
                one.faults = [Fault(_NOT_YOURS % record.pk)]

    def _rules(self, values: Mapping[str, Any], told: Judged) -> None:
        for name, sentence in broken_rules(self.register, values).items():
            told.faults.append(Fault(sentence, name, shown(values.get(name))))

    def _verdict(self, told: Judged) -> Judged:
        if told.faults:
            told.verdict, told.values, told.changes = Verdict.REFUSED, {}, []
        elif told.record_id is None:
            told.verdict = Verdict.NEW
        else:
            told.verdict = Verdict.CHANGED if told.changes else Verdict.UNCHANGED
        return told


def assign(register: Register, record: Record, values: Mapping[str, Any]) -> None:
    """Set what stands in the record's own row; records may be given by their numbers."""
    for name, value in values.items():
        if name in register.many:
            continue
        if isinstance(value, models.Model) or name not in register.single:
            setattr(record, name, value)
        else:
            setattr(record, register.field(name).attname, value)


def with_relations(register: Register, names: Iterable[str]) -> QuerySet[Any]:
    """Records with what comparing them needs: one query for each many-to-many field, joins for the rest."""
    told = [*names]
    rows = register.model._default_manager.all()
    singles = [name for name in told if name in register.single]
    title = register.model.title_field.partition("__")[0]
    singles += [title] if title in register.single and title not in singles else []
    many = [name for name in told if name in register.many]
    return rows.select_related(*singles).prefetch_related(*many) if singles else rows.prefetch_related(*many)
