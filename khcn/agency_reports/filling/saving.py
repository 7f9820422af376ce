"""Saving what is typed: item by item, each save one transaction, nobody overwrites what they have not seen.

Saves are not audited one by one: the answer tells who saved it last and when, and sending seals the whole.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from khcn.agency_reports.choices import ItemKind
from khcn.agency_reports.filling.knowing import cards_of
from khcn.agency_reports.filling.locks import lock_of
from khcn.agency_reports.filling.values import FIELDS, check_parts, cleaned, is_empty, values_of, worked_out
from khcn.agency_reports.models import Answer, Report, RequestItem
from khcn.kernel.access import Actor
from khcn.kernel.errors import DomainError

#: What may be taken over from another year.
WORDS = ("text", "obstacle", "proposal", "level")


class AnswerChanged(DomainError):
    """Somebody else saved the item since the person saw it: `theirs` stands, `mine` is what was to be saved."""

    code = "answer.changed"

    def __init__(self, theirs: Answer, mine: Mapping[str, Any]) -> None:
        who = str(theirs.saved_by) if theirs.saved_by else _("người khác")
        super().__init__(
            _("{who} vừa lưu mục này trước bạn. Hãy chọn giữ bản nào, hoặc gộp hai bản rồi lưu lại.").format(
                who=who
            )
        )
        self.theirs, self.mine = theirs, dict(mine)


@transaction.atomic
def save_answer(
    *, report: Report, item: RequestItem, values: Mapping[str, Any], seen_revision: int, by: Actor
) -> Answer:
    """Keep these fields of the item; those not named stay. Saving what stands already changes nothing.

    Raises AnswerChanged where the item has moved on from `seen_revision` and says something else.
    """
    report = locked(report)
    if lock := lock_of(report, by):
        lock.refuse()
    _check_belongs(report, item)
    told = cleaned(values)
    answer = Answer.objects.select_related("saved_by").filter(report=report, item=item).first()
    answer = answer or Answer(report=report, item=item)
    stood = values_of(answer)
    wished = _whole(item, {**stood, **told}, stood)
    if wished == stood:
        return answer
    if answer.revision != seen_revision:
        raise AnswerChanged(answer, wished)
    _write(answer, wished, by)
    return answer


@transaction.atomic
def nothing_for_empty(*, report: Report, by: Actor) -> int:
    """Say "không có phát sinh" for every task and section that says nothing yet; tells how many."""
    report = locked(report)
    if lock := lock_of(report, by):
        lock.refuse()
    rows = Answer.objects.filter(report=report).exclude(item__kind=ItemKind.INDICATOR).select_related("item")
    empty = [answer for answer in rows if is_empty(answer)]
    for answer in empty:
        _write(answer, {**values_of(answer), "nothing": True}, by)
    return len(empty)


@transaction.atomic
def copy_last(*, report: Report, item: RequestItem, past: Answer, seen_revision: int, by: Actor) -> Answer:
    """Put the words of last time where nothing stands yet; figures of another year are never copied."""
    now = Answer.objects.filter(report=report, item=item).first()
    words = {name: getattr(past, name) for name in WORDS if not (now and getattr(now, name))}
    return save_answer(report=report, item=item, values=words, seen_revision=seen_revision, by=by)


def locked(report: Report) -> Report:
    """The report, held until the end of the transaction, with what decides about it."""
    rows = Report.objects.select_for_update(of=("self",))
    return rows.select_related("request__cycle", "request__agency").get(pk=report.pk)


def _check_belongs(report: Report, item: RequestItem) -> None:
    if item.request_id != report.request_id:
        raise DomainError(_("Mục này thuộc báo cáo khác."), code="answer.foreign_item")


def _whole(item: RequestItem, told: dict[str, Any], stood: Mapping[str, Any]) -> dict[str, Any]:
    check_parts(told)
    if item.kind == ItemKind.INDICATOR and told["denominator"] is not None:
        card = cards_of([item]).get(item.indicator_id or 0)
        told["value"] = worked_out(card, told, stood["value"])
    return told


def _write(answer: Answer, told: Mapping[str, Any], by: Actor) -> None:
    said = any(told[name] != getattr(answer, name) for name in FIELDS if name != "explanation")
    for name in FIELDS:
        setattr(answer, name, told[name])
    if said:
        answer.filled_in_from = ""
    answer.revision += 1
    answer.saved_by_id = by.user_id
    answer.save()


def drop_empty(answers: Iterable[Answer]) -> None:
    """A part carries only what its unit said."""
    Answer.objects.filter(pk__in=[answer.pk for answer in answers if is_empty(answer)]).delete()
