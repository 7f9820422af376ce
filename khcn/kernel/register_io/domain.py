"""Acts on imports: take a file in, check it, apply it all or only its good rows, give it up."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO
from zlib import crc32

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.documents.domain import store_file
from khcn.kernel.documents.names import clean_name
from khcn.kernel.documents.storage import path_of
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.kernel.jobs.domain import start
from khcn.kernel.register_io.checking import CHUNK, Checker, Judged
from khcn.kernel.register_io.choices import GOOD, BatchState, Mode, Verdict
from khcn.kernel.register_io.cleaning import Fault
from khcn.kernel.register_io.columns import RECORD, STATE, record_title
from khcn.kernel.register_io.models import ImportBatch, ImportRow
from khcn.kernel.register_io.packing import pack
from khcn.kernel.register_io.queries import counts_of
from khcn.kernel.register_io.reading import Table, open_table
from khcn.kernel.register_io.writing import Writer
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.rules import edit_name, may_add
from khcn.lib.chunks import in_chunks

#: So many rows are checked or written while the person waits; more go to the background.
AT_ONCE = 2_000
#: A file larger than this is not even opened while the person waits.
SMALL_FILE = 300_000
READABLE = (".xlsx", ".xls", ".csv")

Tell = Callable[[int, int], None]


def _silent(_done: int, _total: int) -> None:
    return None


def receive_file(
    register: Register, *, content: BinaryIO, name: str, by: Actor, page: Callable[[int], str] = lambda pk: ""
) -> ImportBatch:
    """Keep the file and check it: at once when it is small, else in the background."""
    batch = keep_file(register, content=content, name=name, by=by)
    if batch.file.size <= SMALL_FILE and _rows_of(batch) <= AT_ONCE:
        return check_batch(batch, by=by)
    if batch.state == BatchState.CHECKING:
        _in_background(batch, "register_io.check", _("Kiểm tra tệp “%s”"), by, page)
    return batch


@transaction.atomic
def keep_file(register: Register, *, content: BinaryIO, name: str, by: Actor) -> ImportBatch:
    """Take the file in without looking at its rows yet."""
    if not may_add(by, register):
        raise NotAllowed(
            _("Tài khoản của bạn không được nhập bản ghi vào sổ này. Hãy liên hệ Sở KH&CN."),
            code=f"not_allowed:{edit_name(register)}",
        )
    name = clean_name(name)
    if not name.lower().endswith(READABLE):
        raise DomainError(
            _("Tệp “%(name)s” không phải là bảng tính. Các loại nhận: .xlsx, .xls, .csv.") % {"name": name},
            code="import.kind",
        )
    file = store_file(content=content, name=name, by=by)
    batch = ImportBatch.objects.create(
        register=register.code, file=file, file_name=name, by_id=by.user_id, by_name=by.name[:150]
    )
    record_event("import.receive", batch, by=by, after={"register": register.code, "sha256": file.sha256})
    return batch


def check_batch(batch: ImportBatch, *, by: Actor, tell: Tell = _silent) -> ImportBatch:
    """Judge every row of the file; bears being begun again. A file that is no table leaves the batch failed."""
    if batch.state != BatchState.CHECKING:
        return batch
    batch.rows.all().delete()
    try:
        with _table(batch) as table:
            warnings = [*table.warnings, *table.columns.warnings()]
            _check_rows(batch, table, by, tell)
    except DomainError as refusal:
        batch.rows.all().delete()
        batch.state, batch.message = BatchState.FAILED, refusal.message
        batch.save(update_fields=["state", "message"])
        return batch
    batch.counts, batch.warnings = counts_of(batch), warnings
    batch.state, batch.checked_at = BatchState.READY, timezone.now()
    if not sum(batch.counts.values()):
        batch.state, batch.message = BatchState.FAILED, _("Tệp không có dòng dữ liệu nào dưới hàng tiêu đề.")
    batch.save(update_fields=["counts", "warnings", "state", "message", "checked_at"])
    return batch


def _check_rows(batch: ImportBatch, table: Table, by: Actor, tell: Tell) -> None:
    register = register_of(batch)
    checker, done = Checker(register, table.columns, by), 0
    for chunk in in_chunks(table.rows, CHUNK):
        ImportRow.objects.bulk_create([_row(register, batch, told) for told in checker.judge(chunk)])
        done += len(chunk)
        tell(done, max(table.total, done))


def apply_batch(
    batch: ImportBatch,
    *,
    mode: str,
    by: Actor,
    page: Callable[[int], str] = lambda pk: "",
    wait: bool = False,
) -> ImportBatch:
    """Write what was checked; asked twice, it is written once. Much is written in the background unless `wait`."""
    batch, begun = _decide(batch, mode, by)
    if not begun:
        return batch
    if wait or batch.good <= AT_ONCE:
        return write_batch(batch, by=by)
    _in_background(batch, "register_io.apply", _("Ghi tệp “%s” vào sổ"), by, page)
    return batch


@transaction.atomic
def _decide(batch: ImportBatch, mode: str, by: Actor) -> tuple[ImportBatch, bool]:
    """The batch under a lock, and whether this call is the one that begins to write."""
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if by.user_id is not None:
        require(by, "register_io.importbatch.apply", batch)
    if batch.state in (BatchState.APPLYING, BatchState.DONE):
        return batch, False
    _ready(batch)
    if mode == Mode.ALL and batch.count(Verdict.REFUSED):
        raise DomainError(
            _(
                "Còn %(count)s dòng bị từ chối nên không ghi được tất cả. "
                "Hãy sửa các dòng đó rồi nhập lại, hoặc chọn chỉ ghi các dòng đạt."
            )
            % {"count": batch.count(Verdict.REFUSED)},
            code="import.refused_rows",
        )
    if not batch.good:
        raise DomainError(
            _("Tệp không có dòng nào mới hoặc khác với sổ nên không có gì để ghi."), code="import.nothing"
        )
    batch.mode, batch.state, batch.message = Mode(mode), BatchState.APPLYING, ""
    batch.save(update_fields=["mode", "state", "message"])
    return batch, True


def write_batch(batch: ImportBatch, *, by: Actor, tell: Tell = _silent) -> ImportBatch:
    """The writing itself; begun again after a kill, it goes on where it stopped."""
    if batch.state != BatchState.APPLYING:
        return batch
    if batch.mode == Mode.ALL:
        return _write_all(batch, by)
    return _write_good(batch, by, tell)


def _write_all(batch: ImportBatch, by: Actor) -> ImportBatch:
    """One transaction. When a single row can no longer be written, none is, and the batch is undecided again."""
    faults: dict[int, list[Fault]] = {}
    with transaction.atomic():
        _lock_register(batch.register)
        writer = Writer(register_of(batch), batch, by)
        for chunk in _unwritten(batch):
            faults.update(_written(writer, chunk))
            _mark(chunk, faults)
        if faults:
            transaction.set_rollback(True)
        else:
            _finish(batch, by)
    if faults:
        _give_back(batch, faults)
    return batch


def _write_good(batch: ImportBatch, by: Actor, tell: Tell) -> ImportBatch:
    """A transaction for each chunk, so that others can write between; what is written stays written."""
    total, done = batch.good, 0
    writer = Writer(register_of(batch), batch, by)
    for chunk in _unwritten(batch):
        with transaction.atomic():
            _lock_register(batch.register)
            faults = _written(writer, chunk)
            _mark(chunk, faults)
            _refuse(batch, faults)
        done += len(chunk)
        tell(done, total)
    with transaction.atomic():
        _finish(batch, by)
    return batch


def _written(writer: Writer, chunk: list[ImportRow]) -> dict[int, list[Fault]]:
    """Write the rows and give the faults of those that could not be.

    Who listens to saved records may refuse a chunk for one of its rows: halves are tried until that row stands alone.
    """
    try:
        with transaction.atomic():
            return writer.write(chunk)
    except DomainError as refusal:
        if len(chunk) == 1:
            return {chunk[0].number: [Fault(refusal.message)]}
    middle = len(chunk) // 2
    return {**_written(writer, chunk[:middle]), **_written(writer, chunk[middle:])}


def _unwritten(batch: ImportBatch) -> Any:
    """Chunks of rows to write, by number; each is read only when the one before is done."""
    last = 0
    while True:
        rows = batch.rows.filter(verdict__in=GOOD, applied=False, number__gt=last).order_by("number")
        chunk = list(rows[:CHUNK])
        if not chunk:
            return
        last = chunk[-1].number
        yield chunk


def _mark(chunk: list[ImportRow], faults: dict[int, list[Fault]]) -> None:
    """Keep that the rows are written, and which records they became; their values are no longer needed."""
    written = [row for row in chunk if row.number not in faults]
    ImportRow.objects.filter(pk__in=[row.pk for row in written]).update(applied=True, values={})
    table = connection.ops.quote_name(ImportRow._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET record_id = %s WHERE id = %s",  # noqa: S608 - the table's own name
            [(row.record_id, row.pk) for row in written if row.verdict == Verdict.NEW],
        )


def _refuse(batch: ImportBatch, faults: dict[int, list[Fault]]) -> None:
    for number, told in faults.items():
        batch.rows.filter(number=number).update(
            verdict=Verdict.REFUSED, errors=_errors(register_of(batch), told), changes=[], values={}
        )


@transaction.atomic
def _give_back(batch: ImportBatch, faults: dict[int, list[Fault]]) -> None:
    _refuse(batch, faults)
    batch.state, batch.mode, batch.counts = BatchState.READY, "", counts_of(batch)
    batch.message = _(
        "Chưa ghi dòng nào: %(count)s dòng không còn ghi được vì sổ đã thay đổi sau khi kiểm tra tệp."
    ) % {"count": len(faults)}
    batch.save(update_fields=["state", "mode", "counts", "message"])


def _finish(batch: ImportBatch, by: Actor) -> None:
    batch.counts = counts_of(batch)
    batch.state, batch.applied_at = BatchState.DONE, timezone.now()
    batch.save(update_fields=["counts", "state", "applied_at"])
    told = {"register": batch.register, "batch": batch.pk, "mode": batch.mode, "sha256": batch.file.sha256}
    record_event("record.import", batch, by=by, after={**told, **batch.counts})


@transaction.atomic
def discard_batch(batch: ImportBatch, *, by: Actor) -> ImportBatch:
    """Give an import up; its rows are forgotten, the file and the fact stay."""
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if by.user_id is not None:
        require(by, "register_io.importbatch.apply", batch)
    if batch.state == BatchState.DISCARDED:
        return batch
    if batch.state in (BatchState.DONE, BatchState.APPLYING):
        raise DomainError(_("Lần nhập này đã được ghi vào sổ nên không bỏ được."), code="import.applied")
    batch.rows.all().delete()
    batch.state = BatchState.DISCARDED
    batch.save(update_fields=["state"])
    record_event("import.discard", batch, by=by, after={"register": batch.register})
    return batch


def register_of(batch: ImportBatch) -> Register:
    """The register of the batch; refuses when it is declared no more."""
    register = registers.get(batch.register)
    if register is None:
        raise DomainError(_("Sổ “%s” không còn trong hệ thống.") % batch.register, code="import.no_register")
    return register


def _ready(batch: ImportBatch) -> None:
    if batch.state != BatchState.READY:
        raise DomainError(
            _("Lần nhập này đang ở trạng thái “%s” nên không ghi được.") % batch.get_state_display(),
            code="import.not_ready",
        )


def _table(batch: ImportBatch) -> Any:
    return open_table(register_of(batch), Path(path_of(batch.file)), batch.file_name)


def _rows_of(batch: ImportBatch) -> int:
    """How many rows the file may have; what cannot be read counts none, and checking tells why."""
    try:
        with _table(batch) as table:
            return table.total
    except DomainError:
        return 0


def _in_background(batch: ImportBatch, name: str, title: str, by: Actor, page: Callable[[int], str]) -> None:
    with transaction.atomic():
        batch.job = start(
            name,
            title=title % batch.file_name,
            by=by,
            url=page(batch.pk),
            batch_id=batch.pk,
            user_id=by.user_id,
        )
        batch.save(update_fields=["job"])


def _row(register: Register, batch: ImportBatch, told: Judged) -> ImportRow:
    return ImportRow(
        batch=batch, number=told.number, verdict=told.verdict, label=told.label, record_id=told.record_id,
        state=told.state, seen_at=told.seen_at, values=pack(told.values), changes=told.changes,
        errors=_errors(register, told.faults),
    )  # fmt: skip


def _errors(register: Register, faults: list[Fault]) -> list[dict[str, str]]:
    return [
        {"field": one.name, "column": _column(register, one.name), "value": one.value, "message": one.message}
        for one in faults
    ]


def _column(register: Register, name: str) -> str:
    if name == RECORD:
        return record_title()
    known = name == STATE or name in register.fields
    return register.label_of(name) if known else ""


def _lock_register(code: str) -> None:
    """Two imports into one register write one after the other; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s, %s)", [0x4B48, crc32(code.encode()) & 0x7FFFFFFF]
            )
