"""From a record to the leader's screen: granting patents moves target T7 of the plan, and two clicks lead back."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from khcn.indicators.counting import recount
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record, move_record
from khcn.kernel.registers.recounting import recount_changed
from khcn.plan.models import Target
from khcn.plan.pack import load_pack_once
from khcn.status.models import StatusChange
from khcn.status.targets import standings
from khcn.status.targets.following import note_changes
from khcn.status.targets.latest import latest_of
from tests.conftest import ROOT
from tests.factories import AgencyFactory, actor_for, seat

TODAY = date(2026, 11, 23)
RIGHTS = registers.get("so-huu-tri-tue")
GRANTED = "Văn bằng đã cấp"
pytestmark = pytest.mark.django_db


@pytest.fixture
def t7(coordinator):
    with time_machine.travel("2026-11-23 09:00+07:00"):
        load_pack_once(ROOT / "packs" / "tuyen-quang")
        filed(coordinator, 9)
        recount(today=TODAY)
        recount_changed()
        note_changes(today=TODAY)
        yield Target.objects.get(code="T7")


@pytest.fixture
def coordinator(db):
    return actor_for(seat("coordinator", AgencyFactory()), TODAY)


def filed(by, number):
    values = {
        "kind": "invention", "name": f"Thiết bị mẫu số {number}", "application_no": f"1-2024-0000{number}",
        "filed_on": date(2024, 5, 4), "applicant_text": "Hợp tác xã Mẫu số 1",
    }  # fmt: skip
    return add_record(RIGHTS, by=by, values=values)


def grant(by, number):
    """A patent filed and granted within the plan's time."""
    right = filed(by, number)
    told = {"number": f"4000{number}", "valid_from": date(2026, 9, 1)}
    return move_record(RIGHTS, right, "grant", by=by, on=date(2026, 9, 1), values=told)


def of_granted(t7):
    found = standings([t7], TODAY)[t7.pk]
    return next(one for one in found.outcomes if one.measure.label == GRANTED)


def links(text):
    return re.findall(r'href="([^"]+)"', text)


def test_granting_patents_moves_the_target_and_two_clicks_lead_to_the_record(
    t7, coordinator, sign_in, django_capture_on_commit_callbacks
):
    before = of_granted(t7)
    assert (before.figure.value, before.status) == (0, "off_track")

    with django_capture_on_commit_callbacks(execute=True):
        rights = [grant(coordinator, number) for number in (1, 2, 3)]
    with django_capture_on_commit_callbacks(execute=True):
        assert "so-huu-tri-tue" in recount_changed()

    after = of_granted(t7)
    assert (after.figure.value, after.status) == (3, "on_track")
    change = StatusChange.objects.filter(measure=after.measure).first()
    assert (change.before, change.after, change.cause) == ("off_track", "on_track", "value")
    assert [one.code for one in latest_of(t7.plan).all if one.target == t7] == ["on_track"]

    leader = sign_in(seat("leader", AgencyFactory()))
    first = leader.get(reverse("today"))
    assert f"({GRANTED}): Chệch hướng → Đúng tiến độ, do: số liệu mới" in first.text
    page = reverse("target_detail", kwargs={"plan": t7.plan.code, "code": "T7"})
    assert page in links(first.text)
    record = reverse("record_detail", kwargs={"code": RIGHTS.code, "pk": rights[0].pk})
    assert record in links(leader.get(page).text)
    assert leader.get(record).status_code == 200


def test_record_withdrawn_by_mistake_takes_its_effect_back(
    t7, coordinator, django_capture_on_commit_callbacks
):
    from khcn.kernel.registers.domain import withdraw_record

    with django_capture_on_commit_callbacks(execute=True):
        rights = [grant(coordinator, number) for number in (1, 2, 3)]
    with django_capture_on_commit_callbacks(execute=True):
        recount_changed()
    with django_capture_on_commit_callbacks(execute=True):
        for right in rights:
            withdraw_record(RIGHTS, right, by=coordinator, reason="Nhập nhầm.")
    with django_capture_on_commit_callbacks(execute=True):
        recount_changed()
    after = of_granted(t7)
    assert (after.figure.value, after.status) == (0, "off_track")
    assert [one.after for one in StatusChange.objects.filter(measure=after.measure)] == [
        "off_track",
        "on_track",
        "off_track",
    ]
