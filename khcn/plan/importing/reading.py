"""Reading a received file in the background: understanding, plan, agencies. Nothing of the import is written before all is read."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError
from khcn.kernel.jobs.domain import Progress, job
from khcn.lib.vn_text import fold, nfc
from khcn.plan.choices import ImportState
from khcn.plan.importing.items import Json, prepare
from khcn.plan.importing.matching import AgencyMatcher
from khcn.plan.importing.summary import remember_difference
from khcn.plan.importing.understanding import Understood, understand
from khcn.plan.importing.values import parse_date
from khcn.plan.models import Plan, PlanImport


def plan_of(document: Json) -> Plan | None:
    """The plan that bears this symbol and date; with no symbol in the document a person chooses."""
    symbol, issued = document.get("symbol"), parse_date(document.get("issued_on"))
    if not symbol:
        return None
    wanted = fold(nfc(symbol)).replace(" ", "")
    same = [plan for plan in Plan.objects.exclude(symbol="") if fold(plan.symbol).replace(" ", "") == wanted]
    dated = [plan for plan in same if issued is None or plan.issued_on in (None, issued)]
    return dated[0] if len(dated) == 1 else None


def take_in(plan_import: PlanImport, read: Understood, *, plan: Plan | None = None) -> PlanImport:
    """Make the import ready for review, in one write."""
    target = plan or plan_of(read.document["document"])
    matcher = matcher_for(read.document["document"], target)
    plan_import.plan = target
    plan_import.text, plan_import.notes = read.text, read.notes
    plan_import.parsed = read.document
    plan_import.corrected = prepare(read.document, matcher)
    plan_import.state, plan_import.message = ImportState.REVIEW, ""
    remember_difference(plan_import)
    plan_import.save()
    return plan_import


def matcher_for(document: Json, plan: Plan | None) -> AgencyMatcher:
    """The directory at the document's date, with the agencies of its province meant first."""
    near = [plan.territory_id, plan.issuer.territory_id if plan.issuer else None] if plan else []
    told = f"{document.get('issuer') or ''} {document.get('place') or ''} {document.get('title') or ''}"
    return AgencyMatcher(parse_date(document.get("issued_on")), near=[one for one in near if one], place=told)


@job("plan.read_import")
def read_import(progress: Progress, *, import_id: int, path: str) -> dict[str, Any] | None:
    """Background work; what is read already is left alone, a failed reading may be tried again."""
    plan_import = PlanImport.objects.get(pk=import_id)
    if plan_import.state not in (ImportState.READING, ImportState.FAILED):
        return None
    progress(0, 3, _("Đang đọc tệp"))
    try:
        read = understand(Path(path))
        progress(1, 3, _("Đang khớp cơ quan và so với kế hoạch hiện có"))
        take_in(plan_import, read)
    except DomainError as refusal:
        _fail(import_id, refusal.message)
        raise
    except Exception:
        _fail(import_id, _("Máy chủ gặp lỗi khi hiểu văn bản này. Hãy báo quản trị kèm tên tệp."))
        raise
    progress(3, 3, _("Đã đọc xong"))
    return {"import": import_id}


def _fail(import_id: int, message: str) -> None:
    PlanImport.objects.filter(pk=import_id, state=ImportState.READING).update(
        state=ImportState.FAILED, message=message
    )
