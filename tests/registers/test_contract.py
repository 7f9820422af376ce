"""One contract for all registers: a register joins by being declared."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType

from khcn.kernel.access import EVERYTHING, NOBODY, may, visible
from khcn.kernel.errors import DomainError
from khcn.kernel.registers.checks import faults
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import edit_record, move_record, withdraw_record
from khcn.kernel.registers.forms import form_class, initial_of
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.models import StateChange
from khcn.kernel.registers.records import Visibility
from khcn.kernel.registers.rules import Level, edit_name, level_on, readable, view_name
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.records import row_for, sample, values_of_move

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = ROOT / "docs" / "huong-dan" / "so-dang-ky"
EVERY = pytest.mark.parametrize("register", list(registers), ids=lambda one: one.code)
FILLED = pytest.mark.parametrize(
    "register", [one for one in registers if not one.readonly], ids=lambda one: one.code
)


@pytest.fixture
def coordinator(db):
    return actor_for(seat("coordinator", AgencyFactory()))


@EVERY
def test_declaration_is_sound(register):
    assert list(faults(register)) == []


@EVERY
def test_handbook_has_a_page_with_legal_basis_and_facts(register):
    path = PAGES / f"{register.code}.md"
    assert path.is_file(), "write this page, see docs/developer/registers.md"
    page = path.read_text()
    missing = [
        told for told in (*register.legal_basis, *(fact.code for fact in register.facts)) if told not in page
    ]
    assert missing == []


@EVERY
def test_list_of_the_handbook_leads_to_the_page(register):
    assert f"]({register.code}.md)" in (PAGES / "README.md").read_text()


@EVERY
def test_register_names_its_legal_basis(register):
    assert register.legal_basis or register.parent or register.readonly


@FILLED
def test_every_field_takes_what_people_type(register, coordinator):
    form = form_class(register)(row_for(register, full=True, by=coordinator))
    assert form.errors.as_data() == {}


@FILLED
def test_record_keeps_what_was_typed(register, coordinator):
    record = sample(register, by=coordinator, full=True)
    form = form_class(register)(row_for(register, full=True, by=coordinator))
    assert form.is_valid()
    kept = initial_of(register, type(record).objects.get(pk=record.pk))
    assert {name: kept[name] for name in form.values} == {
        name: [] if value is None and name in register.many else value for name, value in form.values.items()
    }


@FILLED
def test_saving_the_form_unchanged_writes_nothing(register, coordinator):
    record = sample(register, by=coordinator, full=True)
    edit_record(register, record, by=coordinator, values=initial_of(register, record))
    assert record.history.count() == 1


@FILLED
def test_second_record_with_other_keys_is_another_record(register, coordinator):
    first, second = sample(register, 1, by=coordinator), sample(register, 2, by=coordinator)
    assert first.pk != second.pk


@FILLED
def test_every_move_can_be_made_by_the_department(register, coordinator):
    for n, move in enumerate(register.life.moves, start=1):
        source = move.sources[0]
        record = sample(register, n, by=coordinator, full=True, state=source)
        moved = move_record(
            register,
            record,
            move.code,
            by=coordinator,
            on=coordinator.on,
            reason="Theo quyết định",
            values=values_of_move(register, move, source, by=coordinator),
        )
        assert moved.state == move.target
        kind = ContentType.objects.get_for_model(record)
        changes = StateChange.objects.filter(kind=kind, object_id=record.pk)
        chain = list(changes.values_list("state", flat=True))
        assert chain == [source, move.target]


@FILLED
def test_ended_record_leaves_the_counts_on_its_day_and_stays_findable(register, coordinator):
    ended = register.life.with_standing(Standing.ENDED)
    active = register.life.with_standing(Standing.ACTIVE)
    step = next(
        (one for one in register.life.moves if one.target in ended and set(one.sources) & set(active)), None
    )
    if step is None:
        pytest.skip("no move ends an active record of this register")
    source = next(code for code in step.sources if code in active)
    record = sample(
        register, by=coordinator, full=True, state=source, valid_from=date(2024, 2, 1), valid_to=None
    )
    on = coordinator.on - timedelta(days=10)
    move_record(register, record, step.code, by=coordinator, on=on, reason="Theo quyết định")
    rows = register.model.objects
    assert rows.in_force(on - timedelta(days=1)).filter(pk=record.pk).exists()
    assert not rows.in_force(on).filter(pk=record.pk).exists()
    assert visible(coordinator, view_name(register), rows.all()).filter(pk=record.pk).exists()


@FILLED
def test_withdrawn_record_counts_on_no_day(register, coordinator):
    record = sample(register, by=coordinator)
    withdraw_record(register, record, by=coordinator, reason="Nhập nhầm")
    assert not register.model.objects.in_force(coordinator.on).exists()


@FILLED
def test_public_reads_public_fields_of_public_records_only(register, coordinator):
    active = register.life.with_standing(*_told_outside(register))
    state = next((code for code in active if register.life[code].name_for_public), "")
    consent = {flag: True for flag in register.consent.values() if flag != "consent_on"}
    record = sample(register, by=coordinator, full=True, state=state, **consent)
    register.model.objects.update(visibility=Visibility.PUBLIC)
    shown = bool(register.public) and bool(state)
    assert may(NOBODY, view_name(register), record) == shown
    fields = set(readable(register, level_on(NOBODY, register, record)))
    assert fields <= set(register.public)
    register.model.objects.update(visibility=Visibility.SHARED)
    assert not may(NOBODY, view_name(register), record)


def _told_outside(register):
    """Where some records stay inside for a while (`outside`), those in force are the ones that others see."""
    if register.outside == EVERYTHING:
        return Standing.ACTIVE, Standing.PENDING, Standing.ENDED
    return (Standing.ACTIVE,)


@FILLED
def test_other_agency_reads_shared_fields_and_edits_nothing(register, coordinator):
    stranger = actor_for(seat("reporter", AgencyFactory()))
    state = "" if register.outside == EVERYTHING else register.life.with_standing(Standing.ACTIVE)[0]
    record = sample(
        register, by=coordinator, full=True, responsible=AgencyFactory(), visibility="shared", state=state
    )
    level = level_on(stranger, register, record)
    assert level == (Level.NOTHING if register.restricted else Level.SHARED)
    assert not set(readable(register, level)) & register.internal_fields
    with pytest.raises(DomainError):
        edit_record(register, record, by=stranger, values={"note": "sửa trộm"})
    assert not may(stranger, edit_name(register), record)


@FILLED
def test_own_agency_reads_all_and_edits_where_agencies_enter(register, coordinator):
    agency = AgencyFactory()
    clerk = actor_for(seat("reporter", agency))
    record = sample(register, by=coordinator, responsible=agency, visibility="internal")
    assert level_on(clerk, register, record) == Level.INTERNAL
    assert may(clerk, edit_name(register), record) == register.entered_by_agencies


@EVERY
def test_personal_data_are_not_public_without_consent(register):
    named = set(register.personal) & set(register.public)
    assert named <= set(register.consent)


@FILLED
def test_personal_data_stay_out_of_the_audit(register, coordinator):
    from khcn.kernel.audit.models import Event

    texts = {
        name: value for name, value in row_for(register, full=True, by=coordinator).items() if name in register.personal
    }  # fmt: skip
    sample(register, by=coordinator, full=True)
    event = Event.objects.filter(action="record.add").latest("pk")
    assert [name for name, text in texts.items() if len(text) > 6 and text in str(event.after)] == []
