"""Writing events into the chain."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from khcn.kernel.access import Actor
from khcn.kernel.audit.models import Event

GENESIS = "0" * 64
CHAIN_LOCK = 0x4B48434E  # "KHCN": the advisory lock that orders writers on PostgreSQL


@dataclass(frozen=True)
class Telling:
    """What one event tells."""

    action: str
    record: Model | None = None
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    label: str = ""
    on_behalf: str = ""


def record_event(
    action: str,
    record: Model | None = None,
    *,
    by: Actor | None = None,
    on_behalf: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    label: str = "",
) -> Event:
    """Append one event; call it inside the transaction of the act it tells of."""
    telling = Telling(action, record, before=before, after=after, label=label, on_behalf=on_behalf)
    return record_events([telling], by=by)[0]


def record_events(tellings: Sequence[Telling], *, by: Actor | None = None) -> list[Event]:
    """Append many events in their order; a few queries, whatever their number."""
    now = timezone.now()
    events = [_event(telling, by, now) for telling in tellings]
    if not events:
        return events
    with transaction.atomic():
        _lock_chain()
        last = Event.objects.order_by("-number").values_list("number", "hash").first()
        number, before = last if last else (0, GENESIS)
        for event in events:
            number += 1
            event.number, event.previous_hash = number, before
            event.hash = before = seal(event)
        if len(events) == 1:
            events[0].save(force_insert=True)
        else:
            Event.objects.bulk_create(events, batch_size=500)
    return events


def _event(telling: Telling, by: Actor | None, at: datetime) -> Event:
    record = telling.record
    return Event(
        at=at,
        actor_id=by.user_id if by else None,
        actor_name=by.name if by else "",
        on_behalf=telling.on_behalf,
        action=telling.action,
        model=record._meta.label_lower if record is not None else "",
        object_id=str(record.pk) if record is not None else "",
        label=(telling.label or str(record or ""))[:300],
        before=_plain(telling.before),
        after=_plain(telling.after),
    )


def seal(event: Event) -> str:
    """SHA-256 over the previous hash and every stored field, in a canonical form."""
    told = {
        "number": event.number,
        "at": _utc(event.at),
        "actor": event.actor_id,
        "actor_name": event.actor_name,
        "on_behalf": event.on_behalf,
        "action": event.action,
        "model": event.model,
        "object_id": event.object_id,
        "label": event.label,
        "before": event.before,
        "after": event.after,
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256((event.previous_hash + text).encode()).hexdigest()


def _utc(moment: datetime) -> str:
    return moment.astimezone(timezone.get_default_timezone()).isoformat(timespec="microseconds")


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any]:
    """What the JSON column gives back, so that the seal is the same before and after storing."""
    return json.loads(json.dumps(dict(values or {}), cls=DjangoJSONEncoder, ensure_ascii=False))


def _lock_chain() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
