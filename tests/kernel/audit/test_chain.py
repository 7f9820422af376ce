import json

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from khcn.kernel.audit import triggers
from khcn.kernel.audit.domain import Telling, record_event, record_events
from khcn.kernel.audit.models import Event
from khcn.kernel.audit.queries import events_of, faults, head
from tests.factories import AgencyFactory, actor_for, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    actor = actor_for(seat("admin"))
    agency = AgencyFactory()
    for number in range(5):
        record_event(
            "agency.rename", agency, by=actor, before={"name": "cũ"}, after={"name": f"Sở Mới {number}"}
        )
    return agency


@pytest.fixture
def tampering():
    """What an intruder with the database password would do first."""
    triggers.remove(connection)
    yield
    triggers.install(connection)


def test_untouched_chain_has_no_fault(chain):
    assert list(faults()) == []
    assert head()[0] == 5
    assert events_of(chain).count() == 5


def test_database_refuses_to_change_or_delete_an_event(chain):
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.filter(number=2).update(action="khac")
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.filter(number=2).delete()
    assert Event.objects.count() == 5


def test_edited_event_is_found(chain, tampering):
    Event.objects.filter(number=3).update(after={"name": "Sở Giả"})
    assert [(fault.kind, fault.number) for fault in faults()] == [("edited", 3)]


def test_removed_event_is_found(chain, tampering):
    Event.objects.filter(number=2).delete()
    assert [(fault.kind, fault.number) for fault in faults()] == [("gap", 2)]


def test_event_sealed_anew_breaks_the_link_to_the_next(chain, tampering):
    from khcn.kernel.audit.domain import seal

    event = Event.objects.get(number=3)
    event.action = "khac"
    Event.objects.filter(number=3).update(action="khac", hash=seal(event))
    assert [(fault.kind, fault.number) for fault in faults()] == [("broken_link", 4)]


def test_verify_says_where_and_exits_1(chain, tampering, capsys):
    kept = f"{head()[0]}:{head()[1]}"
    Event.objects.filter(number=5).delete()
    with pytest.raises(SystemExit) as end:
        call_command("audit", "verify", head=kept)
    assert end.value.code == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["faults"] == [{"kind": "cut", "number": "5"}]
    assert "cuối chuỗi" in told.err


def test_verify_of_an_empty_log_is_fine(capsys):
    call_command("audit", "verify")
    assert json.loads(capsys.readouterr().out)["events"] == 0


def test_many_events_are_chained_as_one_by_one(chain, django_assert_max_num_queries):
    actor = actor_for(seat("admin"))
    with django_assert_max_num_queries(10):
        told = record_events(
            [Telling("agency.rename", chain, after={"name": f"Sở {number}"}) for number in range(200)],
            by=actor,
        )
    assert [event.number for event in told] == list(range(6, 206))
    assert told[0].previous_hash == Event.objects.get(number=5).hash
    assert (list(faults()), head()[0]) == ([], 205)
    record_event("agency.rename", chain, by=actor)
    assert (list(faults()), head()[0]) == ([], 206)


def test_no_event_is_no_event():
    assert record_events([]) == []
    assert not Event.objects.exists()
