"""Acts on files of figures: take one in, write all of it or its good rows, give it up."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.indicators.choices import Origin, ValueState, Vintage
from khcn.indicators.entering import RowsRefused, Told, correct_value, plain, record_values, told_of
from khcn.indicators.importing.choices import GOOD, FileState, Mode, Verdict
from khcn.indicators.importing.entries import entries_of
from khcn.indicators.importing.judging import Judge, Judged
from khcn.indicators.importing.models import FigureImport, ImportedFigure
from khcn.indicators.importing.tables import READABLE, read_file
from khcn.indicators.models import Indicator, Observation
from khcn.indicators.signals import figures_changed
from khcn.kernel.access import NOTHING, Actor, condition, require, visible
from khcn.kernel.audit.domain import record_event
from khcn.kernel.documents.domain import store_file
from khcn.kernel.documents.models import Document
from khcn.kernel.documents.names import clean_name
from khcn.kernel.documents.storage import path_of
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.kernel.jobs.domain import start
from khcn.kernel.territory.models import Unit

#: So many figures are written while the person waits; more go to the background.
AT_ONCE = 300
MOST_FIGURES = 10_000


@dataclass(frozen=True)
class Said:
    """What a person says once for the whole file."""

    source_note: str = ""
    document: Document | None = None
    vintage: str = Vintage.FINAL
    indicator: Indicator | None = None
    territory: Unit | None = None


def may_bring_in(by: Actor) -> bool:
    """Whether there may be an indicator whose figures the person enters."""
    return condition("indicators.observation.enter", by) != NOTHING


@transaction.atomic
def receive_figures(*, content: BinaryIO, name: str, said: Said, by: Actor) -> FigureImport:
    """Keep the file and compare it with what stands; nothing is written to any series yet."""
    if not may_bring_in(by):
        raise NotAllowed(
            _("Tài khoản của bạn không được ghi số liệu của chỉ số nào. Hãy liên hệ Sở KH&CN."),
            code="not_allowed:indicators.observation.enter",
        )
    name = clean_name(name)
    if not name.lower().endswith(READABLE):
        raise DomainError(
            _("Tệp “{name}” không đọc được. Các loại nhận: .xlsx, .xls, .csv, .json.").format(name=name),
            code="figures.kind",
        )
    file = store_file(content=content, name=name, by=by)
    batch = FigureImport.objects.create(
        file=file,
        file_name=name,
        state=FileState.READY,
        by_id=by.user_id,
        by_name=by.name[:150],
        **said.__dict__,
    )
    record_event("figures.receive", batch, by=by, after={"name": name, "sha256": file.sha256})
    _check(batch, by)
    return batch


def _check(batch: FigureImport, by: Actor) -> None:
    try:
        sheet = read_file(path_of(batch.file), batch.file_name)
        every = list(entries_of(sheet))
        if len(every) > MOST_FIGURES:
            raise DomainError(
                _("Tệp có {count} ô số, nhiều hơn {most} ô nhận mỗi lần. Hãy tách thành nhiều tệp.").format(
                    count=len(every), most=MOST_FIGURES
                ),
                code="figures.too_many",
            )
        told = [entry for entry in every if not entry.blank]
        if not told:
            raise DomainError(_("Tệp không có số nào dưới hàng tiêu đề."), code="figures.empty")
    except DomainError as refusal:
        batch.state, batch.message = FileState.FAILED, refusal.message
        batch.save(update_fields=["state", "message"])
        return
    rows = [_row(batch, at, judged) for at, judged in enumerate(Judge(batch, by).judge(told), start=1)]
    ImportedFigure.objects.bulk_create(rows, batch_size=500)
    batch.layout, batch.blank = sheet.head.layout, len(every) - len(told)
    if sheet.head.unknown:
        batch.warnings = [
            _("Các cột không được đọc: {names}.").format(
                names="; ".join(f"“{title[:60]}”" for title in sheet.head.unknown[:12])
            )
        ]
    batch.counts = counts_of(batch)
    batch.save(update_fields=["layout", "blank", "warnings", "counts"])


def _row(batch: FigureImport, order: int, judged: Judged) -> ImportedFigure:
    entry, told = judged.entry, judged.told
    label = judged.indicator.name if judged.indicator else entry.text("indicator") or entry.text("name")
    place = told.territory.name if told else entry.text("territory")
    return ImportedFigure(
        batch=batch, order=order, place=entry.place, verdict=judged.verdict, indicator=judged.indicator,
        label=label[:300], period=_period(judged)[:60], territory_name=place[:200],
        shown=(_figure(told.value, told.numerator, told.denominator) if told else entry.text("value"))[:120],
        before=_figure(judged.before.value, judged.before.numerator, judged.before.denominator)
        if judged.before else "",
        values=_packed(told) if told else {}, marks=judged.marks, observation=judged.before,
        errors=[
            {"column": entry.title(fault.name), "value": entry.text(fault.name)[:80], "message": fault.message}
            for fault in judged.faults
        ],
    )  # fmt: skip


def _period(judged: Judged) -> str:
    entry, told = judged.entry, judged.told
    if entry.period is not None:
        return str(entry.period)
    if told is None or entry.text("period"):
        return entry.text("period")
    return f"{told.first_day:%d/%m/%Y}–{told.last_day:%d/%m/%Y}"


def _figure(value: Decimal | None, numerator: Decimal | None, denominator: Decimal | None) -> str:
    told = "" if value is None else plain(value)
    if numerator is None or denominator is None:
        return told
    return f"{told} ({plain(numerator)}/{plain(denominator)})"


def _packed(told: Told) -> dict[str, Any]:
    """Without the document, which is the whole file's."""
    values: dict[str, Any] = {}
    for name, value in told.__dict__.items():
        if name == "territory":
            values[name] = value.pk
        elif name != "document":
            values[name] = value.isoformat() if isinstance(value, date) else value
            if isinstance(value, Decimal):
                values[name] = str(value)
    return values


def _unpacked(values: dict[str, Any], units: dict[int, Unit], document: Document | None) -> Told:
    told = dict(values)
    for name in ("value", "numerator", "denominator"):
        told[name] = None if told[name] is None else Decimal(told[name])
    for name in ("first_day", "last_day"):
        told[name] = date.fromisoformat(told[name])
    told["territory"] = units[told["territory"]]
    return Told(**told, document=document)


def counts_of(batch: FigureImport) -> dict[str, int]:
    told = batch.rows.order_by().values_list("verdict").annotate(count=Count("pk"))
    return dict.fromkeys(Verdict.values, 0) | dict(told)


def may_confirm_all(batch: FigureImport, by: Actor) -> bool:
    """Whether the person may confirm every figure that would be written."""
    keys = set(batch.rows.filter(verdict__in=GOOD).values_list("indicator", flat=True))
    rows = Indicator.objects.filter(pk__in=keys)
    return bool(keys) and visible(by, "indicators.observation.confirm", rows).count() == len(keys)


def apply_figures(
    batch: FigureImport, *, mode: str, by: Actor, reason: str = "", confirm: bool = False,
    page: Callable[[int], str] = lambda pk: "", wait: bool = False,
) -> FigureImport:  # fmt: skip
    """Write what was looked at, once; much is written in the background unless `wait`."""
    batch, begun = _decide(batch, mode, reason, confirm, by)
    if not begun:
        return batch
    if wait or batch.good <= AT_ONCE:
        return write_figures(batch, by=by)
    with transaction.atomic():
        batch.job = start(
            "figure_imports.apply", title=_("Ghi số liệu từ tệp “{name}”").format(name=batch.file_name), by=by,
            url=page(batch.pk), batch_id=batch.pk, user_id=by.user_id,
        )  # fmt: skip
        batch.save(update_fields=["job"])
    return batch


@transaction.atomic
def _decide(
    batch: FigureImport, mode: str, reason: str, confirm: bool, by: Actor
) -> tuple[FigureImport, bool]:
    batch = FigureImport.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    require(by, "figure_imports.figureimport.apply", batch)
    if batch.state in (FileState.APPLYING, FileState.DONE):
        return batch, False
    if batch.state != FileState.READY:
        raise DomainError(
            _("Lần nhập này đang ở trạng thái “{state}” nên không ghi được.").format(
                state=batch.get_state_display()
            ),
            code="figures.not_ready",
        )
    if mode == Mode.ALL and batch.count(Verdict.REFUSED):
        raise DomainError(
            _("Còn {count} số bị từ chối nên không ghi được tất cả. Hãy sửa tệp rồi nhập lại, hoặc chỉ ghi các số đạt.").format(count=batch.count(Verdict.REFUSED)),
            code="figures.refused_rows",
        )  # fmt: skip
    if not batch.good:
        raise DomainError(_("Tệp không có số nào mới hoặc khác số đang có."), code="figures.nothing")
    if batch.count(Verdict.CHANGED) and not reason.strip():
        sentence = _("Tệp sửa số đang có. Hãy ghi lý do đính chính.")
        raise DomainError(sentence, code="figures.reason_missing", fields={"reason": sentence})
    if confirm and not may_confirm_all(batch, by):
        raise DomainError(
            _("Bạn không được xác nhận mọi chỉ số trong tệp. Hãy bỏ chọn xác nhận để ghi ở dạng nháp."),
            code="figures.may_not_confirm",
        )
    batch.mode, batch.state, batch.message = Mode(mode), FileState.APPLYING, ""
    batch.reason, batch.confirmed = reason.strip(), confirm
    batch.save(update_fields=["mode", "state", "message", "reason", "confirmed"])
    return batch, True


def write_figures(batch: FigureImport, *, by: Actor) -> FigureImport:
    """One transaction. With “all or nothing” a single figure that can no longer be written gives everything back."""
    if batch.state != FileState.APPLYING:
        return batch
    refused: dict[int, str] = {}
    with transaction.atomic():
        _write_rows(batch, by, refused)
        if refused and batch.mode == Mode.ALL:
            transaction.set_rollback(True)
        else:
            _refuse(batch, refused)
            _finish(batch, by)
    if refused and batch.mode == Mode.ALL:
        _give_back(batch, refused)
    return batch


def _write_rows(batch: FigureImport, by: Actor, refused: dict[int, str]) -> None:
    told_values = batch.rows.filter(verdict__in=GOOD).values_list("values", flat=True)
    units = Unit.objects.in_bulk({values["territory"] for values in told_values})
    rows = batch.rows.filter(verdict__in=GOOD, applied=False).select_related("indicator", "observation")
    new: list[tuple[ImportedFigure, Told]] = []
    corrected: list[Observation] = []
    for row in rows:
        told = _unpacked(row.values, units, batch.document)
        if row.verdict == Verdict.NEW and row.indicator is not None:
            new.append((row, told))
            continue
        try:
            with transaction.atomic():
                corrected.append(_correct(row, told, batch, by))
        except DomainError as refusal:
            refused[row.pk] = refusal.message
    _write_new(new, batch, by, refused)
    if batch.confirmed:
        _confirm(corrected, by)


def _write_new(
    rows: list[tuple[ImportedFigure, Told]], batch: FigureImport, by: Actor, refused: dict[int, str]
) -> None:
    """All at once; those that somebody wrote meanwhile are left out and the others written."""
    made: list[Observation] = []
    while rows and not made:
        try:
            made = _record(rows, batch, by)
        except DomainError as refusal:
            each = (
                refusal.refused
                if isinstance(refusal, RowsRefused)
                else dict.fromkeys(range(len(rows)), refusal)
            )
            refused |= {rows[place][0].pk: why.message for place, why in each.items()}
            rows = [row for place, row in enumerate(rows) if place not in each]
            if batch.mode == Mode.ALL:
                return
    for (row, _told), observation in zip(rows, made, strict=True):
        row.observation, row.applied = observation, True
    ImportedFigure.objects.bulk_update(
        [row for row, _told in rows], ["observation", "applied"], batch_size=200
    )


def _record(rows: list[tuple[ImportedFigure, Told]], batch: FigureImport, by: Actor) -> list[Observation]:
    told = [(row.indicator, figure) for row, figure in rows if row.indicator is not None]
    return record_values(rows=told, by=by, origin=Origin.IMPORT, confirm=batch.confirmed)


def _correct(row: ImportedFigure, told: Told, batch: FigureImport, by: Actor) -> Observation:
    if row.indicator is None:
        raise DomainError(_("Chỉ số không còn trong hệ thống."), code="figures.no_indicator")
    if row.observation is None:
        raise DomainError(_("Số cần đính chính không còn."), code="figures.changed_meanwhile")
    made = correct_value(
        observation=row.observation, told=_keeping(told, row.observation), reason=batch.reason, by=by,
        origin=Origin.IMPORT,
    )  # fmt: skip
    row.observation, row.applied = made, True
    row.save(update_fields=["observation", "applied"])
    return made


def _keeping(told: Told, before: Observation) -> Told:
    """What the file does not say about the figure stays."""
    return replace(
        told, note=told.note or before.note, breaks_series=told.breaks_series or before.breaks_series
    )


def _confirm(written: list[Observation], by: Actor) -> None:
    """As `confirm_value` does for each, but others are told once for all corrections of the file."""
    if not written:
        return
    now = timezone.now()
    for row in written:
        require(by, "indicators.observation.confirm", row.indicator)
        row.state, row.confirmed_by_id, row.confirmed_at = ValueState.CONFIRMED, by.user_id, now
        record_event("observation.confirm", row.indicator, by=by, after=told_of(row))
    Observation.objects.bulk_update(written, ["state", "confirmed_by", "confirmed_at"], batch_size=200)
    figures_changed.send(sender=Observation, indicators=sorted({row.indicator_id for row in written}), by=by)


def _refuse(batch: FigureImport, refused: dict[int, str]) -> None:
    for pk, message in refused.items():
        batch.rows.filter(pk=pk).update(
            verdict=Verdict.REFUSED, errors=[{"column": "", "value": "", "message": message}]
        )


@transaction.atomic
def _give_back(batch: FigureImport, refused: dict[int, str]) -> None:
    _refuse(batch, refused)
    batch.state, batch.mode, batch.counts = FileState.READY, "", counts_of(batch)
    batch.message = _("Chưa ghi số nào: {count} số không còn ghi được vì đã có người ghi sau khi kiểm tra tệp.").format(count=len(refused))  # fmt: skip
    batch.save(update_fields=["state", "mode", "counts", "message"])


def _finish(batch: FigureImport, by: Actor) -> None:
    batch.counts = counts_of(batch)
    batch.state, batch.applied_at = FileState.DONE, timezone.now()
    batch.save(update_fields=["counts", "state", "applied_at"])
    record_event("figures.import", batch, by=by, after={"mode": batch.mode, **batch.counts})


@transaction.atomic
def discard_figures(batch: FigureImport, *, by: Actor) -> FigureImport:
    """Give the file up; its rows are forgotten."""
    batch = FigureImport.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    require(by, "figure_imports.figureimport.apply", batch)
    if batch.state == FileState.DISCARDED:
        return batch
    if batch.state in (FileState.DONE, FileState.APPLYING):
        raise DomainError(_("Lần nhập này đã được ghi nên không bỏ được."), code="figures.applied")
    batch.rows.all().delete()
    batch.state = FileState.DISCARDED
    batch.save(update_fields=["state"])
    record_event("figures.discard", batch, by=by)
    return batch
