"""`{% update_rows updates as rows %}`: updates with what corrects them and their evidence, no query more."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import template

from khcn.agency_reports.models import TaskUpdate
from khcn.kernel.documents.models import Attachment

register = template.Library()


@dataclass(frozen=True)
class UpdateRow:
    update: TaskUpdate
    corrected_by: TaskUpdate | None
    corrects: TaskUpdate | None
    evidence: list[Attachment]


@register.simple_tag
def update_rows(updates: Iterable[TaskUpdate] | None) -> list[UpdateRow]:
    """Each update with its correction, read from the list itself (attachments prefetched)."""
    every = list(updates or ())
    by_id = {update.pk: update for update in every}
    corrections = {update.corrects_id: update for update in every if update.corrects_id}
    return [
        UpdateRow(
            update,
            corrections.get(update.pk),
            by_id.get(update.corrects_id) if update.corrects_id else None,
            [one for one in update.attachments.all() if one.removed_at is None],
        )
        for update in every
    ]


#: Fills of the bar of statuses; the word and the number stand below it.
FILLS = {
    "late": "#b3261e",
    "warn": "#d8a02c",
    "info": "#4a7fb5",
    "good": "#3b8763",
    "best": "#0e5a45",
    "quiet": "#cbc3b4",
}


@register.simple_tag
def bar_fill(tone: str) -> str:
    """The fill of a bar's segment for the tone of a status."""
    return FILLS.get(tone, FILLS["quiet"])
