"""Deciding a contradiction: which answer stands, and why. The decision reaches what was taken over already."""

import hashlib
import json
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from khcn.agency_reports.accepting.accept import DECIDE, hold_cycle
from khcn.agency_reports.accepting.conflicts import COUNTED, Conflict, conflicts
from khcn.agency_reports.accepting.figures import tell_figure
from khcn.agency_reports.accepting.task_updates import as_of, tell_update
from khcn.agency_reports.choices import ItemKind, Outcome
from khcn.agency_reports.filling.knowing import cards_of, predecessors
from khcn.agency_reports.models import AcceptedValue, Answer, Cycle, Ruling
from khcn.indicators.choices import Origin
from khcn.indicators.entering import withdraw_value
from khcn.indicators.models import Observation
from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.lib.vn_text import nfc


def fingerprint(conflict: Conflict) -> str:
    """What the person who decides has seen."""
    return hashlib.sha256(json.dumps(conflict.basis).encode()).hexdigest()[:16]


def conflict_named(cycle: Cycle, key: str) -> Conflict | None:
    """The contradiction t12 or i5 of the cycle, if there is one now."""
    kind = {"t": ItemKind.TASK, "i": ItemKind.INDICATOR}.get(key[:1])
    if kind is None or not key[1:].isdecimal():
        return None
    return next(iter(conflicts(cycle, [(str(kind), int(key[1:]))])), None)


@transaction.atomic
def rule(
    *,
    cycle: Cycle,
    key: str,
    outcome: str,
    reason: str,
    by: Actor,
    answer: Answer | None = None,
    seen: str = "",
) -> Ruling:
    """Say which answer stands for a task or an indicator. Until an agency says something else, the matter is settled.

    Refused when the answers changed since the person saw them (`seen` is the fingerprint of what was shown).
    """
    require(by, DECIDE)
    hold_cycle(cycle)
    conflict = conflict_named(cycle, key)
    if conflict is None:
        raise DomainError(
            _("Các câu trả lời không còn mâu thuẫn. Hãy tải lại trang."), code="ruling.no_conflict"
        )
    if seen and seen != fingerprint(conflict):
        raise DomainError(
            _("Đơn vị vừa báo cáo khác đi. Hãy xem lại các câu trả lời rồi quyết định."),
            code="ruling.changed",
        )
    _check(conflict, outcome, answer, reason)
    ruling = conflict.ruling or Ruling(cycle=cycle, **{f"{conflict.thing[0]}_id": conflict.thing[1]})
    before = {"outcome": ruling.outcome, "reason": ruling.reason} if ruling.pk else None
    ruling.outcome, ruling.answer = outcome, answer if outcome == Outcome.ANSWER else None
    ruling.reason, ruling.basis, ruling.decided_by_id = nfc(reason).strip(), conflict.basis, by.user_id
    ruling.save()
    record_event(
        "report.rule", cycle, by=by, before=before,
        after={
            "about": conflict.answers[0].item.title, "outcome": ruling.outcome, "reason": ruling.reason,
            "stands": str(answer.report.request.agency) if answer and ruling.answer else "",
        },
    )  # fmt: skip
    if ruling.answer is not None:
        _carry_out(conflict, ruling.answer, by)
    elif outcome == Outcome.COUNTED:
        _take_back(conflict, ruling.reason, by)
    return ruling


def _check(conflict: Conflict, outcome: str, answer: Answer | None, reason: str) -> None:
    wrong: dict[str, str] = {}
    if outcome not in Outcome.values or (outcome == Outcome.COUNTED and COUNTED not in conflict.grounds):
        wrong["outcome"] = _("Hãy chọn lấy theo đơn vị nào, hoặc giữ cả hai.")
    elif outcome == Outcome.ANSWER and (
        answer is None or answer.pk not in {one.pk for one in conflict.answers}
    ):
        wrong["outcome"] = _("Hãy chọn một trong các câu trả lời đang mâu thuẫn.")
    if not reason.strip():
        wrong["reason"] = _("Hãy ghi lý do, để người đọc sau hiểu vì sao lấy số này.")
    if wrong:
        raise DomainError(" ".join(wrong.values()), code="ruling.incomplete", fields=wrong)


def _carry_out(conflict: Conflict, answer: Answer, by: Actor) -> None:
    """Where the answer was taken over already, make it the one that is read."""
    accepted = {
        row.item_id: row
        for row in AcceptedValue.objects.filter(item__in=[claim.item for claim in conflict.claims])
        .select_related("update")
    }  # fmt: skip
    own = accepted.get(answer.item_id)
    if own is None or own.answer_id != answer.pk:
        return
    answer = next(one for one in conflict.answers if one.pk == answer.pk)
    if answer.item.kind == ItemKind.INDICATOR:
        card = cards_of([answer.item]).get(answer.item.indicator_id or 0)
        own.observation = tell_figure(answer=answer, card=card, by=by) or own.observation
    elif day := _day_to_tell_again(own, accepted, answer):
        agencies = predecessors(answer.report.request)
        own.update = tell_update(answer=answer, past=own, agencies=agencies, by=by, day=day) or own.update
    own.save()


def _take_back(conflict: Conflict, reason: str, by: Actor) -> None:
    """Figures taken over from these agencies no longer stand before the count; what stood before them comes back."""
    told = AcceptedValue.objects.filter(item__in=[claim.item for claim in conflict.claims])
    for row in Observation.objects.filter(
        pk__in=told.values("observation"), origin=Origin.REPORT, current=True, withdrawn=False
    ):
        withdraw_value(observation=row, reason=reason, by=by)


def _day_to_tell_again(own: AcceptedValue, accepted: dict[int, AcceptedValue], answer: Answer) -> date | None:
    """None where the update of the answer is the latest already."""
    others = [row.update for row in accepted.values() if row.update is not None and row.pk != own.pk]
    if own.update is None:
        return max([as_of(answer.report), *(one.as_of for one in others)])
    latest = max([own.update, *others], key=lambda one: (one.as_of, one.pk))
    return None if latest.pk == own.update.pk else latest.as_of
