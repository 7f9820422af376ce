"""Entering, changing and moving records, and what they are on a day."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record, edit_record, move_record, withdraw_record
from khcn.kernel.registers.form_fields import MoneyCell
from khcn.kernel.registers.forms import form_class
from khcn.kernel.registers.models import StateChange
from khcn.registers.directory.models import Organisation
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.records import sample

pytestmark = pytest.mark.django_db
TO_CHUC = registers.get("to-chuc")
TEA = {"name": "Hợp tác xã Chè Mẫu", "kind": "cooperative", "valid_from": date(2020, 5, 1)}


@pytest.fixture
def coordinator():
    return actor_for(seat("coordinator", AgencyFactory()))


def test_record_is_in_force_from_its_first_day_until_the_day_it_ends(coordinator):
    tea = add_record(TO_CHUC, by=coordinator, values=TEA)
    move_record(TO_CHUC, tea, "end", by=coordinator, on=date(2024, 3, 1), reason="Giải thể")
    on = [
        day
        for day in (date(2020, 4, 30), date(2020, 5, 1), date(2024, 2, 29), date(2024, 3, 1))
        if Organisation.objects.in_force(day)
    ]
    assert on == [date(2020, 5, 1), date(2024, 2, 29)]


def test_chain_of_states_has_no_gap(coordinator):
    tea = add_record(TO_CHUC, by=coordinator, values=TEA)
    move_record(TO_CHUC, tea, "end", by=coordinator, on=date(2024, 3, 1), reason="Giải thể")
    assert [(one.state, one.on, one.until) for one in StateChange.objects.all()] == [
        ("active", date(2020, 5, 1), date(2024, 3, 1)),
        ("ended", date(2024, 3, 1), None),
    ]


def test_move_without_its_reason_is_refused(coordinator):
    tea = add_record(TO_CHUC, by=coordinator, values=TEA)
    with pytest.raises(DomainError) as refusal:
        move_record(TO_CHUC, tea, "end", by=coordinator, on=date(2024, 3, 1))
    assert refusal.value.code == "record.reason_missing"


def test_second_organisation_with_the_same_tax_code_is_refused(coordinator):
    add_record(TO_CHUC, by=coordinator, values={**TEA, "tax_code": "0100109106"})
    with pytest.raises(DomainError) as refusal:
        add_record(TO_CHUC, by=coordinator, values={**TEA, "name": "Khác", "tax_code": "0100109106"})
    assert refusal.value.code == "record.constraint"


def test_withdrawn_record_frees_its_key_and_leaves_every_count(coordinator):
    tea = add_record(TO_CHUC, by=coordinator, values={**TEA, "tax_code": "0100109106"})
    withdraw_record(TO_CHUC, tea, by=coordinator, reason="Nhập nhầm")
    add_record(TO_CHUC, by=coordinator, values={**TEA, "tax_code": "0100109106"})
    assert Organisation.objects.in_force(date(2026, 1, 1)).count() == 1


def test_edit_tells_the_audit_only_what_changed(coordinator):
    tea = add_record(TO_CHUC, by=coordinator, values=TEA)
    edit_record(TO_CHUC, tea, by=coordinator, values={**TEA, "leader": "Người mẫu"})
    event = Event.objects.get(action="record.edit")
    assert (event.before, event.after) == ({"leader": ""}, {"leader": "Người mẫu"})


def test_edit_sees_another_record_of_the_same_name(coordinator):
    first = add_record(TO_CHUC, by=coordinator, values=TEA)
    second = add_record(TO_CHUC, by=coordinator, values={**TEA, "kind": "enterprise"})
    heir = add_record(TO_CHUC, by=coordinator, values={**TEA, "name": "Kế thừa", "predecessor": first})
    edit_record(TO_CHUC, heir, by=coordinator, values={"predecessor": second})
    assert Organisation.objects.get(pk=heir.pk).predecessor == second


def test_edit_that_changes_nothing_writes_nothing(coordinator):
    tea = add_record(TO_CHUC, by=coordinator, values=TEA)
    edit_record(TO_CHUC, tea, by=coordinator, values=TEA)
    assert not Event.objects.filter(action="record.edit").exists()
    assert tea.history.count() == 1


def test_reporter_enters_for_the_own_agency_and_no_other():
    own, other = AgencyFactory(), AgencyFactory()
    reporter = actor_for(seat("reporter", own))
    tea = add_record(TO_CHUC, by=reporter, values=TEA)
    assert tea.responsible == own
    with pytest.raises(NotAllowed):
        add_record(TO_CHUC, by=reporter, values={**TEA, "responsible": other})


def test_form_reads_what_people_type(coordinator):
    form = form_class(TO_CHUC)(
        {
            "name": "Công ty Mẫu",
            "kind": "doanh nghiệp",
            "tax_code": "0100109106",
            "employees": "1.250",
            "valid_from": "01/05/2020",
            "visibility": "Công khai",
        }
    )
    assert form.is_valid(), form.errors
    assert form.values["kind"] == "enterprise"
    assert form.values["employees"] == 1250
    assert form.values["visibility"] == "public"


def test_wrong_check_digit_is_told_at_the_field():
    form = form_class(TO_CHUC)(
        {"name": "A", "kind": "enterprise", "tax_code": "0100109107", "visibility": "internal"}
    )
    assert list(form.errors) == ["tax_code"]


def test_application_that_was_refused_was_never_in_force(coordinator):
    register = registers.get("doanh-nghiep-khcn")
    refusal = next(
        move for move in register.life.moves
        if register.life[move.target].standing == "ended" and register.life[move.sources[0]].standing == "pending"
    )  # fmt: skip
    record = sample(register, by=coordinator, state=refusal.sources[0], valid_from=None)
    move_record(
        register, record, refusal.code, by=coordinator, on=date(2025, 5, 1), reason="Không đủ điều kiện"
    )
    assert not register.model.objects.in_force(date(2024, 1, 1)).exists()


def test_amount_beyond_every_budget_is_told_at_the_field():
    with pytest.raises(ValidationError):
        MoneyCell().clean("9999999999 tỷ")
