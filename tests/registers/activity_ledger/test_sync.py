"""The ledger follows its proofs. Experts stand in for any register: here their consent proves an activity."""

from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command

from khcn.kernel.audit.models import Event
from khcn.kernel.duplicates.domain import merge_records
from khcn.kernel.errors import DomainError
from khcn.kernel.registers.declaration import Activity, registers
from khcn.kernel.registers.domain import add_record, edit_record, move_record, withdraw_record
from khcn.kernel.registers.measure import distinct_subjects, measure
from khcn.kernel.registers.models import StateChange
from khcn.kernel.registers.records import Visibility
from khcn.registers.activity_ledger.checks import faults
from khcn.registers.activity_ledger.models import ActivityEntry
from khcn.registers.activity_ledger.sync import Changes, rebuild_ledger
from tests.factories import AgencyFactory, actor_for, seat

pytestmark = pytest.mark.django_db

ORGANISATIONS = registers.by_code["to-chuc"]
PEOPLE = registers.by_code["chuyen-gia"]
LEDGER = registers.by_code["so-cai-hoat-dong"]
YEAR_2026 = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture(autouse=True)
def proofs(monkeypatch):
    """Only experts prove anything, whatever other registers declare."""
    for register in registers:
        monkeypatch.setattr(register, "activities", ())
    monkeypatch.setattr(
        PEOPLE, "activities", (Activity("research", date="consent_on"), Activity("ip", date="consent_on"))
    )


@pytest.fixture
def coordinator():
    return actor_for(seat("coordinator", AgencyFactory()))


@pytest.fixture
def organisation(coordinator):
    def make(name="Công ty Mẫu số 1", **values):
        return add_record(
            ORGANISATIONS, by=coordinator, values={"name": name, "kind": "enterprise", **values}
        )

    return make


@pytest.fixture
def expert(coordinator):
    def make(organisation=None, name="Người Mẫu", on=date(2026, 5, 4), **values):
        told = {"name": name, "organisation": organisation, "consent_on": on, **values}
        return add_record(PEOPLE, by=coordinator, values=told)

    return make


def entries(**where):
    found = ActivityEntry.objects.kept().filter(**where).order_by("kind", "year", "pk")
    return list(found.values_list("kind", "year", "subject_key"))


def test_record_with_a_date_and_a_subject_is_entered_at_once(organisation, expert):
    firm = organisation()
    proof = expert(firm)
    key = f"directory.organisation:{firm.pk}"
    assert entries() == [("ip", 2026, key), ("research", 2026, key)]
    entry = ActivityEntry.objects.first()
    assert (entry.proof_register, entry.proof_id, entry.source) == ("chuyen-gia", proof.pk, "register")
    assert entry.evidence == f"Chuyên gia, tư vấn viên: Người Mẫu (#{proof.pk})"
    assert entry.history.count() == 1
    kind = ContentType.objects.get_for_model(ActivityEntry)
    assert StateChange.objects.filter(kind=kind, object_id=entry.pk, until=None).count() == 1


def test_record_without_a_date_or_without_a_subject_proves_nothing(organisation, expert):
    expert(organisation(), on=None)
    expert(None)
    assert entries() == []


def test_changed_year_and_subject_change_the_entries(coordinator, organisation, expert):
    one, other = organisation(), organisation("Công ty Mẫu số 2")
    proof = expert(one)
    edit_record(PEOPLE, proof, by=coordinator, values={"organisation": other, "consent_on": date(2025, 1, 2)})
    key = f"directory.organisation:{other.pk}"
    assert entries() == [("ip", 2025, key), ("research", 2025, key)]


def test_withdrawn_proof_withdraws_its_entries(coordinator, organisation, expert):
    proof = expert(organisation())
    withdraw_record(PEOPLE, proof, by=coordinator, reason="Nhập nhầm")
    assert entries() == []
    assert ActivityEntry.objects.filter(state="withdrawn").count() == 2


def test_entry_comes_back_with_its_proof_as_the_same_entry(coordinator, organisation, expert):
    firm = organisation()
    proof = expert(firm)
    before = set(ActivityEntry.objects.values_list("pk", flat=True))
    edit_record(PEOPLE, proof, by=coordinator, values={"organisation": None})
    assert entries() == []
    edit_record(PEOPLE, proof, by=coordinator, values={"organisation": firm})
    assert len(entries()) == 2
    assert set(ActivityEntry.objects.values_list("pk", flat=True)) == before
    kind = ContentType.objects.get_for_model(ActivityEntry)
    chain = StateChange.objects.filter(kind=kind, object_id=min(before)).order_by("pk")
    assert [(row.state, row.until is None) for row in chain] == [
        ("active", False), ("withdrawn", False), ("active", True),
    ]  # fmt: skip


def test_ended_proof_still_proves_what_was_done(coordinator, organisation, expert):
    proof = expert(organisation())
    move_record(PEOPLE, proof, "end", by=coordinator, on=coordinator.on, reason="Nghỉ việc")
    assert len(entries()) == 2


def test_rebuilding_a_ledger_in_step_writes_nothing(organisation, expert):
    expert(organisation())
    versions, events = ActivityEntry.history.count(), Event.objects.count()
    assert rebuild_ledger() == Changes()
    assert (ActivityEntry.history.count(), Event.objects.count()) == (versions, events)


def test_rebuilding_repairs_what_is_missing_wrong_or_too_much(organisation, expert, capsys):
    firm = organisation()
    proof = expert(firm)
    kept, lost = ActivityEntry.objects.order_by("kind")
    ActivityEntry.objects.filter(pk=kept.pk).update(evidence="khác", visibility="public")
    ActivityEntry.objects.filter(pk=lost.pk).delete()
    stray = ActivityEntry.objects.create(
        organisation=firm,
        kind="ip",
        year=2020,
        evidence="x",
        proof_register="chuyen-gia",
        proof_id=proof.pk + 99,
    )
    gone = ActivityEntry.objects.create(
        organisation=firm, kind="ip", year=2020, evidence="x", proof_register="so-da-bo", proof_id=1
    )
    call_command("ledger", "rebuild")
    assert capsys.readouterr().out == '{"added": 1, "changed": 1, "withdrawn": 2}\n'
    assert entries() == [(kind, 2026, f"directory.organisation:{firm.pk}") for kind in ("ip", "research")]
    states = ActivityEntry.objects.filter(pk__in=[stray.pk, gone.pk]).values_list("state", flat=True)
    assert list(states) == ["withdrawn", "withdrawn"]
    assert rebuild_ledger() == Changes()


def test_merged_organisations_count_once_and_leave_one_entry_for_each_proof(
    coordinator, organisation, expert
):
    keep, drop = organisation(), organisation("Cty Mẫu 1")
    expert(keep, "Người Một")
    expert(drop, "Người Hai")
    assert measure("activities.subjects", period=YEAR_2026).value == 2
    merge_records(ORGANISATIONS, keep=keep, drop=drop, by=coordinator)
    assert measure("activities.subjects", period=YEAR_2026).value == 1
    assert {key for _kind, _year, key in entries()} == {f"directory.organisation:{keep.pk}"}
    assert len(entries()) == 4
    assert rebuild_ledger() == Changes()


def test_manual_entry_follows_its_merged_subject(coordinator, organisation):
    keep, drop = organisation(), organisation("Cty Mẫu 1")
    for firm in (keep, drop):
        manual(coordinator, organisation=firm)
    merge_records(ORGANISATIONS, keep=keep, drop=drop, by=coordinator)
    assert measure("activities.subjects", period=YEAR_2026).value == 1


def manual(by, **values):
    told = {"kind": "innovation", "year": 2026, "evidence": "Biên bản số 1", **values}
    return add_record(LEDGER, by=by, values=told)


def test_subject_counts_once_across_kinds_years_and_proofs(coordinator, organisation, expert):
    one, other = organisation(), organisation("Công ty Mẫu số 2")
    expert(one)
    expert(one, "Người Khác", date(2025, 3, 3))
    person = expert(None, "Người Riêng", None)
    manual(coordinator, organisation=other)
    manual(coordinator, person=person)
    period = (date(2025, 1, 1), date(2026, 12, 31))
    assert measure("activities.subjects", period=period).value == 3
    assert measure("activities.organisations", period=period).value == 2
    assert measure("activities.research", period=period).value == 1
    assert measure("activities.innovation", period=period).value == 2
    assert measure("activities.entries", period=period).value == 6
    assert measure("activities.subjects", period=period).subjects == {
        ("directory.organisation", one.pk), ("directory.organisation", other.pk), ("directory.person", person.pk),
    }  # fmt: skip
    assert len(distinct_subjects(["activities.research", "activities.ip"], period=period)) == 1


def test_what_the_system_wrote_is_changed_by_nobody(coordinator, organisation, expert):
    expert(organisation())
    entry = ActivityEntry.objects.first()
    for act in (
        lambda: edit_record(LEDGER, entry, by=coordinator, values={"year": 2020}),
        lambda: withdraw_record(LEDGER, entry, by=coordinator, reason="Thử"),
        lambda: move_record(LEDGER, entry, "end", by=coordinator, on=coordinator.on, reason="Thử"),
    ):
        with pytest.raises(DomainError) as refusal:
            act()
        assert refusal.value.code == "record.constraint"
    assert entries()[0][1] == 2026


def test_entry_needs_a_subject(coordinator):
    with pytest.raises(DomainError) as refusal:
        manual(coordinator)
    assert list(refusal.value.fields) == ["organisation"]


def test_entry_from_a_restricted_register_tells_neither_name_nor_is_shared(monkeypatch, organisation, expert):
    monkeypatch.setattr(PEOPLE, "restricted", True)
    expert(organisation(), visibility=Visibility.PUBLIC)
    entry = ActivityEntry.objects.first()
    assert (entry.evidence, entry.visibility) == ("Chuyên gia, tư vấn viên: bản ghi hạn chế", "internal")


def test_queries_do_not_grow_with_the_records(organisation, expert, django_assert_max_num_queries):
    firm = organisation()
    for number in range(20):
        expert(firm, f"Người {number}")
    ActivityEntry.objects.all().delete()
    with django_assert_max_num_queries(20):
        rebuild_ledger()
    assert len(entries()) == 40


@pytest.mark.parametrize(
    ("activity", "sentence"),
    [
        (Activity("dance", date="consent_on"), "kind 'dance' is none of"),
        (Activity("ip", date="name"), "'name' is no date or year"),
        (Activity("ip", date="consent_on", subject="territory"), "leads to no organisation or person"),
    ],
)
def test_slips_in_declared_activities_are_found(activity, sentence):
    assert [sentence in told for told in faults(PEOPLE, activity)] == [True]
