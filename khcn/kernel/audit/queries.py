"""Reading the chain: is it whole, and what happened to a record."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from khcn.kernel.audit.domain import GENESIS, seal
from khcn.kernel.audit.models import Event


@dataclass(frozen=True)
class Fault:
    """`kind` is gap, broken_link or edited; `number` the event at which it shows."""

    kind: str
    number: int


def faults() -> Iterator[Fault]:
    """Walk the whole chain in order; memory stays flat."""
    expected, previous = 1, GENESIS
    for event in Event.objects.order_by("number").iterator(chunk_size=2000):
        if event.number != expected:
            yield Fault("gap", expected)
        elif event.previous_hash != previous:
            yield Fault("broken_link", event.number)
        if event.hash != seal(event):
            yield Fault("edited", event.number)
        expected, previous = event.number + 1, event.hash


def head() -> tuple[int, str]:
    """Number and hash of the last event; kept outside, they show that the end was not cut off."""
    return Event.objects.order_by("-number").values_list("number", "hash").first() or (0, GENESIS)


def events_of(record: Model) -> QuerySet[Event]:
    return Event.objects.filter(model=record._meta.label_lower, object_id=str(record.pk)).order_by("-number")
