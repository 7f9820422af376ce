"""Which initiatives prove an activity of target T12."""

from datetime import date

import pytest

from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import move_record
from khcn.registers.activity_ledger.models import ActivityEntry
from khcn.registers.activity_ledger.sync import sync_proofs
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.records import sample

INITIATIVES = registers.get("sang-kien")


@pytest.mark.django_db
def test_initiative_counts_from_its_recognition_not_from_its_filing():
    coordinator = actor_for(seat("coordinator", AgencyFactory()))
    record = sample(INITIATIVES, by=coordinator, first_used_on=date(2025, 5, 1), state="judging")
    sync_proofs(INITIATIVES, [record.pk])
    assert not ActivityEntry.objects.kept().exists()
    day = date(2026, 2, 1)
    values = {"decision": "Quyết định mẫu số 1", "valid_from": day}
    move_record(INITIATIVES, record, "recognise", by=coordinator, on=day, values=values)
    sync_proofs(INITIATIVES, [record.pk])
    entry = ActivityEntry.objects.kept().get()
    assert (entry.kind, entry.year, entry.organisation) == ("application", 2026, record.organisation)
