"""Rows that were checked, into the register: in bulk, with history, states and what listens."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, condition, visible
from khcn.kernel.errors import DomainError
from khcn.kernel.register_io.choices import Verdict
from khcn.kernel.register_io.cleaning import Fault, Reading
from khcn.kernel.register_io.matching import Matcher
from khcn.kernel.register_io.models import ImportBatch, ImportRow
from khcn.kernel.register_io.packing import unpack
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.domain import close_if_ended, first_change, keep_agency, redate_first_change
from khcn.kernel.registers.entering import enterable_states
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.models import StateChange
from khcn.kernel.registers.records import Record, Source
from khcn.kernel.registers.rules import edit_name, may_add, view_name
from khcn.kernel.registers.signals import records_saved

DERIVED = ("folded", "title_key", "order_key", "standing", "updated_at")
Change = tuple[ImportRow, Record, dict[str, list[int]]]


class Writer:
    """Writes chunks of rows of one batch for one person; call it inside a transaction."""

    def __init__(self, register: Register, batch: ImportBatch, by: Actor) -> None:
        self.register, self.batch, self.by = register, batch, by
        self.reason = _("Nhập từ tệp, lần %s") % batch.pk
        self.columns = {one.name: one for one in register.model._meta.concrete_fields}

    def write(self, rows: Sequence[ImportRow]) -> dict[int, list[Fault]]:
        """Store the rows; gives what is wrong with those that can no longer be stored, by their number.

        Nothing else of the chunk is lost by them.
        """
        faults: dict[int, list[Fault]] = {}
        new = self._added([row for row in rows if row.verdict == Verdict.NEW], faults)
        changed = self._edited([row for row in rows if row.verdict == Verdict.CHANGED], faults)
        written = [*self._store(new, faults, self._create), *self._store(changed, faults, self._update)]
        if written:
            records = [record for _row, record, _many in written]
            records_saved.send(
                sender=type(self.register), register=self.register, records=records, by=self.by
            )
        return faults

    # --- Preparing ----------------------------------------------------------------------------

    def _added(self, rows: list[ImportRow], faults: dict[int, list[Fault]]) -> list[Change]:
        if rows and not may_add(self.by, self.register):
            refusal = Fault(_("Tài khoản không còn quyền thêm bản ghi vào sổ này."))
            faults.update({row.number: [refusal] for row in rows})
            return []
        appeared = self._appeared(rows)
        related = self._related(rows)
        enterable = {one.code for one in enterable_states(self.register, self.by)}
        found: list[Change] = []
        for row in rows:
            if row.number in appeared:
                sentence = _("Bản ghi này vừa được người khác thêm (#%s). Hãy nhập lại tệp để so lại.")
                faults[row.number] = [Fault(sentence % appeared[row.number].pk)]
                continue
            if row.state not in enterable:
                faults[row.number] = [Fault(_("Tài khoản không còn quyền ghi bản ghi mới ở trạng thái này."))]
                continue
            record = self.register.model(source=Source.FILE, state=row.state)
            many = self._assign(record, row.values, related)
            if self._foreign(row.values, row, faults):
                continue
            close_if_ended(record, self.by)
            found.append((row, record, many))
        return found

    def _appeared(self, rows: list[ImportRow]) -> dict[int, Record]:
        """Records that are in the register by now and that the rows would have meant."""
        seen = visible(self.by, view_name(self.register), self.register.model._default_manager.all())
        matcher = Matcher(self.register, seen)
        readings = []
        for row in rows:
            told = unpack(self.register, row.values)
            names = {self.register.field(name).attname: name for key in matcher.keys for name in key}
            values = {names[attname]: value for attname, value in told.items() if attname in names}
            reading = Reading(row.number, values)
            if matcher.any_key(reading):
                readings.append(reading)
        return matcher.match(readings)

    def _edited(self, rows: list[ImportRow], faults: dict[int, list[Fault]]) -> list[Change]:
        if not rows:
            return []
        base = self.register.model._base_manager
        numbers = [row.record_id for row in rows]
        records = {one.pk: one for one in base.filter(pk__in=numbers).select_for_update().order_by("pk")}
        allowed = condition(edit_name(self.register), self.by)
        editable = set(base.filter(allowed, pk__in=numbers).values_list("pk", flat=True))
        related = self._related(rows, [*records.values()])
        found: list[Change] = []
        for row in rows:
            record = records.get(row.record_id or 0)
            if record is None or record.updated_at != row.seen_at or record.standing == Standing.VOID:
                sentence = _(
                    "Bản ghi #%s đã được người khác sửa sau khi kiểm tra tệp. Hãy nhập lại tệp để so lại."
                )
                faults[row.number] = [Fault(sentence % row.record_id)]
            elif record.pk not in editable:
                sentence = _("Tài khoản không còn quyền sửa bản ghi #%s.")
                faults[row.number] = [Fault(sentence % row.record_id)]
            elif not self._foreign(row.values, row, faults):
                found.append((row, record, self._assign(record, row.values, related)))
        return found

    def _foreign(self, values: dict[str, Any], row: ImportRow, faults: dict[int, list[Fault]]) -> bool:
        told = {"responsible_id": values["responsible"]} if "responsible" in values else {}
        try:
            keep_agency(self.register, told, self.by)
        except DomainError as refusal:
            faults[row.number] = [Fault(refusal.message, "responsible")]
            return True
        return False

    def _assign(
        self, record: Record, values: dict[str, Any], related: dict[str, dict[int, Any]]
    ) -> dict[str, list[int]]:
        """Fill the record's own row; gives the many-to-many values to write when it has a number."""
        many: dict[str, list[int]] = {}
        told = unpack(self.register, values)
        for name, value in told.items():
            if name in self.register.many:
                many[name] = value
            else:
                setattr(record, name, value)
        for name, known in related.items():
            number = getattr(record, self.columns[name].attname)
            if number is not None and number in known:
                setattr(record, name, known[number])
        return many

    def _related(
        self, rows: Iterable[ImportRow], records: Iterable[Record] = ()
    ) -> dict[str, dict[int, Any]]:
        """Records that the folded copy or the title is made from, read once for the chunk."""
        model = self.register.model
        paths = [path for path in (*model.search_fields, model.title_field) if "__" in path]
        found: dict[str, dict[int, Any]] = {}
        for name in {path.partition("__")[0] for path in paths} & {*self.columns}:
            column = self.columns[name]
            numbers = {row.values.get(name) for row in rows} | {
                getattr(one, column.attname) for one in records
            }
            related: Any = column.related_model
            onward = [
                rest
                for path in paths
                if path.startswith(f"{name}__") and "__" in (rest := path[len(name) + 2 :])
            ]
            query = related._base_manager.all()
            joins = [path.rpartition("__")[0] for path in onward]
            found[name] = (query.select_related(*joins) if joins else query).in_bulk(numbers - {None})
        return found

    # --- Storing ------------------------------------------------------------------------------

    def _store(self, changes: list[Change], faults: dict[int, list[Fault]], act: Any) -> list[Change]:
        """All at once; when the database refuses, one by one to find the guilty rows."""
        if not changes:
            return []
        for _row, record, _many in changes:
            record.settle()
        try:
            with transaction.atomic():
                act(changes)
            return changes
        except IntegrityError:
            return [change for change in changes if self._alone(change, faults, act)]

    def _alone(self, change: Change, faults: dict[int, list[Fault]], act: Any) -> bool:
        row, record, _many = change
        if row.verdict == Verdict.NEW:
            record.pk = None
            record._state.adding = True
        try:
            record.validate_constraints()
            with transaction.atomic():
                act([change])
        except ValidationError as error:
            faults[row.number] = [Fault(" ".join(error.messages))]
        except IntegrityError:
            sentence = _(
                "Không ghi được vì trùng với một bản ghi vừa được người khác lưu. Hãy nhập lại tệp để so lại."
            )
            faults[row.number] = [Fault(sentence)]
        return row.number not in faults

    def _create(self, changes: list[Change]) -> None:
        records = [record for _row, record, _many in changes]
        base: Any = self.register.model._base_manager
        base.bulk_create(records)
        self._keep_versions(records, "+")
        self._write_many(changes, fresh=True)
        StateChange.objects.bulk_create([StateChange(**first_change(one, self.by)) for one in records])
        for row, record, _many in changes:
            row.record_id = record.pk

    def _update(self, changes: list[Change]) -> None:
        records = [record for _row, record, _many in changes]
        names = {
            self.columns[name].name
            for row, _record, _many in changes
            for name in row.values
            if name in self.columns
        }
        manager: Any = self.register.model._base_manager
        manager.bulk_create(
            records, update_conflicts=True, unique_fields=["id"], update_fields=sorted({*names, *DERIVED})
        )
        self._keep_versions(records, "~")
        self._write_many(changes, fresh=False)
        for row, record, _many in changes:
            if "valid_from" in row.values:
                redate_first_change(record)

    def _keep_versions(self, records: list[Record], kind: str) -> None:
        """The versions of history, copied inside the database: what bulk_history_create does row by row."""
        model = self.register.model
        history: Any = model.history.model
        quote = connection.ops.quote_name
        copied = ", ".join(quote(column.column) for column in history.tracked_fields)
        added = ", ".join(
            map(quote, ("history_date", "history_user_id", "history_change_reason", "history_type"))
        )
        numbers = [one.pk for one in records]
        places = ", ".join(["%s"] * len(numbers))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {quote(history._meta.db_table)} ({copied}, {added})"  # noqa: S608 - names of our own
                f" SELECT {copied}, %s, %s, %s, %s FROM {quote(model._meta.db_table)}"
                f" WHERE id IN ({places}) ORDER BY id",
                [self._now(), self.by.user_id, self.reason, kind, *numbers],
            )

    @staticmethod
    def _now() -> Any:
        return connection.ops.adapt_datetimefield_value(timezone.now())

    def _write_many(self, changes: list[Change], *, fresh: bool) -> None:
        for name in self.register.many:
            told = {record.pk: many[name] for _row, record, many in changes if name in many}
            if not told:
                continue
            through: Any = getattr(self.register.model, name).through
            field: Any = self.register.field(name)
            own, other = field.m2m_column_name(), field.m2m_reverse_name()
            if not fresh:
                through.objects.filter(**{f"{own}__in": [*told]}).delete()
            through.objects.bulk_create(
                [through(**{own: pk, other: one}) for pk, numbers in told.items() for one in numbers]
            )
