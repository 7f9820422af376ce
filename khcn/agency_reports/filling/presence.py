"""Who else has the report open. A row is a hint, never a lock; rows older than a minute mean nothing."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from khcn.agency_reports.models import Presence, Report, RequestItem
from khcn.kernel.access import Actor

FRESH = timedelta(seconds=60)


@dataclass(frozen=True)
class Other:
    """Another person, and the item they are at."""

    name: str
    item: RequestItem | None


def touch(report: Report, by: Actor, item: RequestItem | None = None) -> None:
    """This person has the report open now; at this item, or where they were."""
    if by.user_id is not None:
        told = {"seen_at": timezone.now()} | ({"item": item} if item else {})
        Presence.objects.update_or_create(report=report, user_id=by.user_id, defaults=told)


def present(report: Report, by: Actor) -> list[Other]:
    """The others who have it open."""
    rows = Presence.objects.filter(report=report, seen_at__gt=timezone.now() - FRESH)
    rows = (
        rows.exclude(user_id=by.user_id or 0).select_related("user", "item").order_by("user__full_name", "pk")
    )
    return [Other(str(row.user), row.item) for row in rows]
