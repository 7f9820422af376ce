"""The demonstration data: sound for every register, there once, gone without a trace."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from khcn.config.demo.loading import load_demo
from khcn.config.demo.removing import remove_demo
from khcn.kernel.audit.models import Event
from khcn.kernel.duties.loading import load_rules
from khcn.kernel.duties.models import Duty
from khcn.kernel.errors import DomainError
from khcn.kernel.packs.models import DemoData
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.forms import form_class, initial_of
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.models import StateChange
from khcn.kernel.registers.records import Record
from khcn.registers.labs.models import Booking
from tests.config.province import make_province
from tests.factories import AgencyFactory, UserFactory, actor_for, seat
from tests.factories.records import sample

SCALE = 0.05
ORGANISATIONS = registers.by_code["to-chuc"]


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """The data of one load, shared by the tests of this file and taken out after them."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        make_province()
        load_rules()
        UserFactory(artificial=True)
        yield load_demo(seed=57, scale=SCALE, tell=lambda _text: None)
        transaction.set_rollback(True)


def test_every_register_has_records(filled, db):
    assert [one.code for one in registers if not one.model.objects.exists()] == []


def test_no_words_break_the_rules_of_their_register(filled, db):
    assert filled["redrafted"] == 0


def test_every_record_is_artificial(filled, db):
    assert [one.code for one in registers if one.model.objects.filter(artificial=False).exists()] == []


def test_every_record_passes_its_form(filled, db):
    refused = []
    for register in registers:
        form = form_class(register)
        for record in register.model.objects.all():
            checked = form(initial_of(register, record))
            if not checked.is_valid():
                refused.append((register.code, record.pk, checked.errors.as_json()))
    assert refused == []


def test_every_record_has_one_open_state_and_a_history(filled, db):
    for register in registers:
        kind = ContentType.objects.get_for_model(register.model)
        states = dict(StateChange.objects.filter(kind=kind, until=None).values_list("object_id", "state"))
        assert states == dict(register.model.objects.values_list("pk", "state")), register.code
        history = register.model.history.values_list("id", flat=True)
        assert set(history) == set(states), register.code


def test_chains_of_states_follow_the_days(filled, db):
    broken = [one.pk for one in StateChange.objects.exclude(until=None) if one.until < one.on]
    assert broken == []


def test_texts_have_no_open_places(filled, db):
    open_places = [
        (register.code, name, record.pk)
        for register in registers
        for record in register.model.objects.all()
        for name in register.fields
        if name not in register.many and name != "boundary" and "{" in str(getattr(record, name) or "")
    ]
    assert open_places == []


def test_addresses_and_tax_codes_are_nobodys(filled, db):
    organisations = ORGANISATIONS.model.objects.all()
    assert {one.email.rpartition("@")[2] for one in organisations} == {"vi-du.example"}
    assert {one.tax_code[:2] for one in organisations if one.tax_code} == {"99"}


def test_duties_and_bookings_stand_around_the_records(filled, db):
    assert filled["duties"] == Duty.objects.count() > 0
    assert filled["bookings"] == Booking.objects.count() > 0


def test_loading_again_adds_nothing(filled, db):
    before = _counts()
    assert load_demo(seed=1, scale=SCALE, tell=lambda _text: None)["added"] == 0
    assert _counts() == before


def test_loading_is_told_once_in_the_audit(filled, db):
    assert Event.objects.filter(action="demo.load").count() == 1


def test_removing_leaves_nothing_but_real_records(filled, db):
    real = sample(ORGANISATIONS, 9000, by=actor_for(seat("coordinator", AgencyFactory())))
    told = remove_demo()
    assert told["removed"] == filled["total"]
    assert _counts() == {"directory.organisation": 1}
    assert list(ORGANISATIONS.model.objects.all()) == [real]
    left = {model.__name__: model.objects.count() for model in (Booking, Duty, DemoData)}
    assert left == {"Booking": 0, "Duty": 0, "DemoData": 0}
    assert StateChange.objects.count() == 1
    assert [one for one in _histories() if one.history.exists()] == [ORGANISATIONS.model]


def test_removing_is_refused_while_a_real_record_points_at_a_demo_record(filled, db):
    by = actor_for(seat("coordinator", AgencyFactory()))
    demo = ORGANISATIONS.model.objects.filter(standing=Standing.ACTIVE).first()
    sample(registers.by_code["chuyen-gia"], 9000, by=by, organisation=demo)
    before = _counts()
    with pytest.raises(DomainError, match="Chuyên gia") as refusal:
        remove_demo()
    assert (refusal.value.code, _counts()) == ("demo.pointed_at", before)


def _counts():
    models = [one for one in apps.get_models() if issubclass(one, Record)]
    return {one._meta.label_lower: count for one in models if (count := one.objects.count())}


def _histories():
    return [one for one in apps.get_models() if issubclass(one, Record)]
