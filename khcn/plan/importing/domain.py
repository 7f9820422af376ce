"""Acts on imports: take a document in, correct what was understood, confirm it into the plan, discard it."""

from collections.abc import Callable
from typing import Any, BinaryIO

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.documents.domain import store_file
from khcn.kernel.documents.names import clean_name
from khcn.kernel.documents.storage import path_of
from khcn.kernel.errors import DomainError
from khcn.kernel.jobs.domain import start
from khcn.plan.choices import ImportState
from khcn.plan.importing.corrections import (
    EditedElsewhere,
    add_item,
    choose_plan,
    correct_item,
    drop_item,
    restore_item,
)
from khcn.plan.importing.difference import Difference, compare
from khcn.plan.importing.findings import write_findings
from khcn.plan.importing.items import Json, reviewed
from khcn.plan.importing.legal_bases import write_legal_bases
from khcn.plan.importing.new_rows import create_plan
from khcn.plan.importing.reading import plan_of
from khcn.plan.importing.understanding import sha256_of
from khcn.plan.importing.values import Reader, fit
from khcn.plan.importing.writing import write_items
from khcn.plan.importing.years import ensure_years
from khcn.plan.models import Plan, PlanImport, PlanText

__all__ = [
    "EditedElsewhere",
    "add_item",
    "choose_plan",
    "confirm_import",
    "correct_item",
    "discard_import",
    "drop_item",
    "receive_document",
    "restore_item",
]


def receive_document(
    *, content: BinaryIO, name: str, by: Actor, page: Callable[[int], str] = lambda pk: ""
) -> PlanImport:
    """Keep the file and queue its reading; `page` gives the address of an import for the job's link.

    The file is checked by content before anything is written.
    """
    file = store_file(content=content, name=name, by=by)
    with transaction.atomic():
        row = PlanImport.objects.create(
            file=file, file_name=clean_name(name), started_by_id=by.user_id, state=ImportState.READING
        )
        row.job = start(
            "plan.read_import",
            title=_("Đọc văn bản “%s”") % row.file_name,
            by=by,
            url=page(row.pk),
            import_id=row.pk,
            path=str(path_of(file)),
        )
        row.save(update_fields=["job"])
        record_event("plan_import.receive", row, by=by, after={"file": row.file_name, "sha256": file.sha256})
    return row


@transaction.atomic
def confirm_import(*, plan_import: PlanImport, by: Actor) -> Plan:
    """Bring the reviewed document into the plan, all of it or nothing.

    Confirming again returns the plan unchanged. Refuses an import that is not under review, and a
    text that the plan already has. What people added to the plan stays; rows that the text no longer
    names are withdrawn, never deleted.
    """
    row = PlanImport.objects.select_for_update(of=("self",)).get(pk=plan_import.pk)
    if row.state == ImportState.CONFIRMED and row.plan is not None:
        return row.plan
    if row.state != ImportState.REVIEW:
        raise DomainError(
            _("Lần nhập này đang ở trạng thái “%s” nên không xác nhận được.") % row.get_state_display(),
            code="not_in_review",
        )
    plan = _locked_plan(row)
    sha256 = sha256_of(row.text)
    difference = compare(row, sha256)
    if difference.same_text:
        raise DomainError(
            _("Kế hoạch %s đã có đúng văn bản này; không có gì thay đổi. Bạn có thể bỏ lần nhập này.") % plan,
            code="same_text",
        )
    text = _new_text(plan, row, sha256, by)
    told = _write(difference, plan, text, row)
    _close(row, plan)
    record_event(
        "plan.import",
        plan,
        by=by,
        before={"version": text.version - 1},
        after={"version": text.version, "file": row.file_name, "sha256": sha256, **told},
    )
    return plan


@transaction.atomic
def discard_import(*, plan_import: PlanImport, by: Actor) -> PlanImport:
    """Give up an import; what was read stays for the record and can no longer be confirmed."""
    row = PlanImport.objects.select_for_update(of=("self",)).get(pk=plan_import.pk)
    if row.state == ImportState.DISCARDED:
        return row
    if row.state == ImportState.CONFIRMED:
        raise DomainError(_("Lần nhập này đã được đưa vào kế hoạch nên không bỏ được."), code="confirmed")
    before = row.state
    row.state = ImportState.DISCARDED
    row.save(update_fields=["state"])
    record_event("plan_import.discard", row, by=by, before={"state": before}, after={"state": row.state})
    return row


def _locked_plan(row: PlanImport) -> Plan:
    """The plan under a row lock, created if the document is of an unknown one."""
    document = reviewed(row)["document"]
    plan = row.plan or plan_of(document) or _new_plan(document)
    row.plan = plan
    return Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)


def _new_plan(document: Json) -> Plan:
    """A new plan, or the one that somebody else created at the same moment."""
    try:
        with transaction.atomic():
            return create_plan(document)
    except IntegrityError:
        if (plan := plan_of(document)) is not None:
            return plan
        raise


def _new_text(plan: Plan, row: PlanImport, sha256: str, by: Actor) -> PlanText:
    newest = plan.texts.order_by("-version").values_list("version", flat=True).first() or 0
    return PlanText.objects.create(
        plan=plan,
        version=newest + 1,
        text=row.text,
        sha256=sha256,
        file=row.file,
        file_name=row.file_name,
        imported_by_id=by.user_id,
    )


def _write(difference: Difference, plan: Plan, text: PlanText, row: PlanImport) -> dict[str, Any]:
    reader = Reader(reviewed(row), row.text)
    _write_identity(difference, plan)
    write_legal_bases(plan, text, reviewed(row)["document"])
    write_items(difference, plan, text, reader)
    findings = write_findings(plan, reader)
    years = ensure_years(plan)
    counts = {name: dict(told) for name, told in difference.counts().items()}
    return {"counts": counts, "findings": findings, "years": years}


def _write_identity(difference: Difference, plan: Plan) -> None:
    taken = {one.name: one.new for one in difference.document if one.taken}
    if not taken:
        return
    for name, value in fit(Plan, taken).items():
        setattr(plan, name, value)
    plan.save()


def _close(row: PlanImport, plan: Plan) -> None:
    row.plan, row.state, row.confirmed_at = plan, ImportState.CONFIRMED, timezone.now()
    row.revision += 1
    reviewed(row).pop("difference", None)
    row.save()
