"""Drafts into the database in bulk: rows, versions of history, chains of states, and what listens."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from khcn.config.demo.drafting import Draft
from khcn.config.demo.lives import Step, chain
from khcn.kernel.access import Actor
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.models import StateChange
from khcn.kernel.registers.records import Record, Source
from khcn.kernel.registers.signals import records_saved

REASON = "Dữ liệu mẫu"


def complete(draft: Draft) -> None:
    """Work out the record and its chain of states from the values of a draft."""
    draft.steps = _steps(draft)
    draft.record = _record(draft, draft.steps)


def write(register: Register, drafts: Sequence[Draft], by: Actor) -> list[Record]:
    """Store the drafts of one register; gives the records in the same order."""
    if not drafts:
        return []
    records = [draft.record for draft in drafts if draft.record is not None]
    bulk_create_with_history(records, register.model, batch_size=500, default_change_reason=REASON)
    _write_many(register, drafts, records)
    _write_states(register, records, [draft.steps for draft in drafts])
    records_saved.send(sender=type(register), register=register, records=records, by=by)
    return records


def _steps(draft: Draft) -> list[Step]:
    begun = draft.values.get("valid_from") if draft.live else None
    return chain(
        draft.register.life, draft.state, asked=draft.asked, start=begun or draft.start, end=draft.end,
        today=draft.world.today, rng=draft.world.rng, withdrawn=draft.withdrawn,
    )  # fmt: skip


def _record(draft: Draft, steps: Sequence[Step]) -> Record:
    record = draft.register.model(artificial=True, source=draft.world.rng.choice([Source.TYPED, Source.FILE]))
    for name, value in draft.values.items():
        if name not in draft.register.many:
            setattr(record, name, value)
    record.state = steps[-1].state
    ended = [step.on for step in steps if step.standing == Standing.ENDED]
    record.ended_on = ended[-1] if ended else None
    record.settle()
    entered = min(max(steps[0].on, date(2024, 1, 2)) + timedelta(1), draft.world.today)
    setattr(record, "_history_date", timezone.make_aware(datetime.combine(entered, time(8, 30))))  # noqa: B010
    return record


def _write_many(register: Register, drafts: Sequence[Draft], records: Sequence[Record]) -> None:
    for name in register.many:
        through: Any = getattr(register.model, name).through
        column: Any = register.field(name)
        own, other = f"{column.m2m_field_name()}_id", f"{column.m2m_reverse_field_name()}_id"
        through.objects.bulk_create(
            through(**{own: record.pk, other: one.pk})
            for draft, record in zip(drafts, records, strict=True)
            for one in draft.values.get(name, ())
        )


def _write_states(register: Register, records: Sequence[Record], chains: Sequence[Sequence[Step]]) -> None:
    kind = ContentType.objects.get_for_model(register.model)
    StateChange.objects.bulk_create(
        StateChange(
            kind=kind, object_id=record.pk, state=step.state, standing=step.standing, on=step.on, reason=step.reason,
            until=steps[at + 1].on if at + 1 < len(steps) else None,
        )
        for record, steps in zip(records, chains, strict=True)
        for at, step in enumerate(steps)
    )  # fmt: skip
