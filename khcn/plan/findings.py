"""Acts on findings: a person adds one, settles it with a reason, opens it again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.documents.domain import register_document
from khcn.kernel.documents.models import Document
from khcn.kernel.errors import DomainError
from khcn.lib.vn_text import slug
from khcn.plan.choices import FindingOrigin, FindingState
from khcn.plan.measures import follow_finding
from khcn.plan.models import Finding, Plan, Target, Task


@dataclass(frozen=True)
class DecisionDocument:
    """The official document that decides; without a symbol there is none."""

    symbol: str = ""
    issued_on: date | None = None
    kind: str = "CV"


NO_DOCUMENT = DecisionDocument()


def reading_codes(finding: Finding) -> list[str]:
    return [str(reading["code"]) for reading in finding.readings if reading.get("code")]


@transaction.atomic
def settle_finding(
    *,
    finding: Finding,
    chosen: str,
    reason: str,
    by: Actor,
    document: DecisionDocument = NO_DOCUMENT,
) -> Finding:
    """Settle with one of the readings and a reason; both readings stay with the record.

    A finding without readings is settled by the reason alone. Of two people who settle at the
    same time the second is refused.
    """
    finding = _locked(finding)
    if finding.state == FindingState.SETTLED:
        raise DomainError(
            _("Phát hiện này vừa được người khác xử lý. Hãy tải lại trang để xem kết quả."),
            code="finding.already_settled",
        )
    _check(finding, chosen, reason, document)
    finding.state = FindingState.SETTLED
    finding.chosen = chosen
    finding.reason = reason.strip()
    finding.document = _register(finding, document, by)
    finding.settled_by_id = by.user_id
    finding.settled_at = timezone.now()
    finding.save()
    record_event("finding.settle", finding, by=by, before={"state": "open"}, after=_told(finding))
    if finding.chosen:
        follow_finding(finding=finding, by=by)
    return finding


@transaction.atomic
def reopen_finding(*, finding: Finding, reason: str, by: Actor) -> Finding:
    """Open a settled finding again; what was decided before stays in its history."""
    finding = _locked(finding)
    if finding.state == FindingState.OPEN:
        raise DomainError(_("Phát hiện này đang ở trạng thái chưa xử lý."), code="finding.not_settled")
    if not reason.strip():
        sentence = _("Hãy ghi lý do mở lại phát hiện.")
        raise DomainError(sentence, code="finding.reason_missing", fields={"reason": sentence})
    before = _told(finding)
    finding.state = FindingState.OPEN
    finding.chosen = ""
    finding.reason = ""
    finding.document = None
    finding.settled_by = None
    finding.settled_at = None
    finding.save()
    record_event(
        "finding.reopen", finding, by=by, before=before, after={"state": "open", "reason": reason.strip()}
    )
    return finding


@transaction.atomic
def add_finding(
    *,
    plan: Plan,
    title: str,
    kind: str,
    explanation: str,
    by: Actor,
    readings: Sequence[str] = (),
    targets: Iterable[Target] = (),
    tasks: Iterable[Task] = (),
    clauses: Sequence[str] = (),
) -> Finding:
    """A person notes a fault of the plan; each line of `readings` is one way to understand it."""
    if not title.strip():
        sentence = _("Hãy ghi vấn đề bằng một câu ngắn.")
        raise DomainError(sentence, code="finding.title_missing", fields={"title": sentence})
    targets, tasks = list(targets), list(tasks)
    items: list[Target | Task] = [*targets, *tasks]
    if any(item.plan_id != plan.pk for item in items):
        raise DomainError(
            _("Chỉ tiêu, nhiệm vụ được chọn phải thuộc kế hoạch này."), code="finding.foreign_item"
        )
    Plan.objects.select_for_update().get(pk=plan.pk)
    finding = Finding.objects.create(
        plan=plan,
        code=_free_code(plan, title),
        kind=kind,
        origin=FindingOrigin.PERSON,
        title=title.strip(),
        explanation=explanation.strip(),
        readings=_readings(readings),
        places=[{"clause": clause} for clause in clauses],
    )
    finding.targets.set(targets)
    finding.tasks.set(tasks)
    record_event(
        "finding.add", finding, by=by, after={"code": finding.code, "kind": kind, "title": finding.title}
    )
    return finding


def _locked(finding: Finding) -> Finding:
    return Finding.objects.select_for_update().get(pk=finding.pk)


def _check(finding: Finding, chosen: str, reason: str, document: DecisionDocument) -> None:
    fields: dict[str, str] = {}
    codes = reading_codes(finding)
    if codes and chosen not in codes:
        fields["chosen"] = _("Hãy chọn một trong các cách hiểu của phát hiện này.")
    if not codes and chosen:
        fields["chosen"] = _("Phát hiện này không có cách hiểu nào để chọn; hãy chỉ ghi lý do.")
    if not reason.strip():
        fields["reason"] = _("Hãy ghi lý do xử lý để người sau hiểu vì sao chọn như vậy.")
    if document.issued_on and not document.symbol.strip():
        fields["symbol"] = _("Đã ghi ngày văn bản nhưng thiếu số, ký hiệu. Hãy ghi số, ký hiệu hoặc bỏ ngày.")
    if fields:
        raise DomainError(next(iter(fields.values())), code="finding.incomplete", fields=fields)


def _register(finding: Finding, document: DecisionDocument, by: Actor) -> Document | None:
    if not document.symbol.strip():
        return None
    return register_document(
        kind=document.kind,
        symbol=document.symbol,
        issued_on=document.issued_on,
        summary=_("Xử lý phát hiện: {title}").format(title=finding.title)[:1000],
        by=by,
    )


def _readings(lines: Sequence[str]) -> list[dict[str, str]]:
    told = [line.strip() for line in lines if line.strip()]
    return [
        {"code": f"cach-{number}", "label": line, "value": ""} for number, line in enumerate(told, start=1)
    ]


def _free_code(plan: Plan, title: str) -> str:
    stem = f"nguoi-{slug(title)[:44].strip('-')}"
    taken = set(plan.findings.filter(code__startswith=stem).values_list("code", flat=True))
    return next(
        code for code in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if code not in taken
    )


def _told(finding: Finding) -> dict[str, object]:
    return {
        "state": finding.state,
        "chosen": finding.chosen,
        "reason": finding.reason,
        "document": str(finding.document) if finding.document else "",
    }
