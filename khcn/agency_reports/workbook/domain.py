"""Acts: take a workbook in, and write into the report what a person saw and wants."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.filling import AnswerChanged, Sheet, save_answer, start_report
from khcn.agency_reports.filling.locks import lock_of, lock_on
from khcn.agency_reports.filling.saving import locked
from khcn.agency_reports.models import Report, ReportRequest
from khcn.agency_reports.workbook.judging import CHANGED, CONFLICT, Judged, Judgement, judge
from khcn.agency_reports.workbook.mark import refuse_foreign
from khcn.agency_reports.workbook.models import WorkbookUpload
from khcn.agency_reports.workbook.reading import read_mark, read_workbook
from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.documents.domain import store_file
from khcn.kernel.documents.names import clean_name, extension_of
from khcn.kernel.documents.storage import path_of
from khcn.kernel.errors import DomainError
from khcn.lib.vn_text import nfc


@dataclass
class Applied:
    """`left` are items that were not written, with the reason."""

    saved: list[Judged] = field(default_factory=list)
    left: list[tuple[Judged, str]] = field(default_factory=list)


def receive_workbook(
    *, request: ReportRequest, content: BinaryIO, name: str, by: Actor, part: str = ""
) -> WorkbookUpload:
    """Keep the file and find the report it is for, begun if nobody has. Nothing of it is written yet.

    Refuses another agency's or cycle's file, what is no workbook of ours, and anything while the report is locked.
    """
    if lock := lock_on(request, by):
        lock.refuse()
    name = clean_name(name)
    _refuse_kind(name)
    file = store_file(content=content, name=name, by=by)
    path = path_of(file)
    refuse_foreign(read_mark(path, name), request, " ".join(nfc(part).split()))
    read_workbook(path, name, request.items.select_related("task", "indicator"))
    with transaction.atomic():
        report = start_report(request=request, by=by, part=part)
        if lock := lock_of(report, by):
            lock.refuse()
        upload = WorkbookUpload.objects.create(
            report=report, file=file, file_name=name, by_id=by.user_id, by_name=by.name[:150]
        )
        record_event(
            "report.workbook_receive", report, by=by, on_behalf=request.agency.name,
            after={"upload": upload.pk, "name": name, "sha256": file.sha256},
        )  # fmt: skip
    return upload


def judgement_of(upload: WorkbookUpload, report: Report | None = None) -> Judgement:
    """What the file would change in the report as it stands now."""
    sheet = Sheet.load(report or upload.report)
    items = [line.item for line in sheet.lines]
    return judge(sheet, read_workbook(path_of(upload.file), upload.file_name, items))


@transaction.atomic
def apply_workbook(
    upload: WorkbookUpload, *, seen: Mapping[int, int], by: Actor, take: Collection[int] = ()
) -> Applied:
    """Write the good items that the person saw. `seen`: by item, the revision that stood beside it on the screen;
    `take`: items that were changed on both sides and for which the file is wanted.

    An item that moved on since then is left, with the reason; so the same click twice writes once.
    """
    report = locked(upload.report)
    upload = WorkbookUpload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if lock := lock_of(report, by):
        lock.refuse()
    done = Applied()
    for judged in judgement_of(upload, report).of(CHANGED, CONFLICT):
        pk = judged.line.item.pk
        if pk in seen and (judged.verdict == CHANGED or pk in take):
            _write(done, report, judged, seen[pk], by)
        else:
            done.left.append((judged, _("Giữ nội dung trên trang web.")))
    _note(upload, report, done, by)
    return done


def _write(done: Applied, report: Report, judged: Judged, revision: int, by: Actor) -> None:
    try:
        save_answer(
            report=report, item=judged.line.item, values=judged.mine, seen_revision=revision, by=by
        )  # fmt: skip
    except AnswerChanged as refusal:
        done.left.append((judged, refusal.message))
    except DomainError as refusal:
        if refusal.code != "answer.invalid":
            raise
        done.left.append((judged, refusal.message))
    else:
        done.saved.append(judged)


def _note(upload: WorkbookUpload, report: Report, done: Applied, by: Actor) -> None:
    if not done.saved:
        return
    upload.applied_at, upload.saved = timezone.now(), upload.saved + len(done.saved)
    upload.save(update_fields=["applied_at", "saved"])
    record_event(
        "report.workbook_apply", report, by=by, on_behalf=report.request.agency.name,
        after={
            "upload": upload.pk, "items": [judged.line.item.pk for judged in done.saved], "left": len(done.left),
        },
    )  # fmt: skip


def _refuse_kind(name: str) -> None:
    """Older and open formats lose the protection, merged cells and formulas on the way; one sheet as text loses all."""
    extension = extension_of(name)
    if extension == "xlsx":
        return
    if extension == "csv":
        sentence = _(
            "Tệp CSV chỉ giữ được một trang và mất dấu nhận biết. Hãy nạp tệp Excel .xlsx đã tải về và điền."
        )
    else:
        sentence = _(
            "Tệp “{name}” không phải .xlsx. Hãy mở tệp, chọn Lưu thành (Save As), loại Excel Workbook (.xlsx), rồi nạp lại."
        ).format(name=name)
    raise DomainError(sentence, code="workbook.kind")
