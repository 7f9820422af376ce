"""Intellectual property: numbers, applicants, filed and granted apart, restricted cases."""

from datetime import date

import pytest

from khcn.kernel.access import may
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record, move_record
from khcn.kernel.registers.rules import view_name
from khcn.registers.ip.register import PATENT
from khcn.registers.ip.rules import applicant_named, application_number, holder_named
from tests.factories import AgencyFactory, actor_for, seat

RIGHTS, CASES = registers.get("so-huu-tri-tue"), registers.get("thuc-thi-shtt")


@pytest.mark.parametrize(
    ("kind", "office", "number", "sound"),
    [
        ("invention", "national", "1-2023-01234", True),
        ("utility", "national", "2-1999-01234", True),
        ("mark", "national", "4-2023-123456", True),
        ("invention", "national", "2-2023-01234", False),
        ("invention", "national", "1–2023–01234", False),
        ("invention", "national", "1-2023-01234 ", False),
        ("invention", "wipo", "PCT/VN2023/000001", True),
        ("software", "copyright", "1234/2023/QTG", True),
        ("design", "national", "", True),
    ],
)
def test_application_number_of_the_national_office_tells_kind_and_year(kind, office, number, sound):
    told = application_number({"kind": kind, "office": office, "application_no": number})
    assert (told == {}) == sound


def test_application_without_an_applicant_is_refused():
    assert list(applicant_named({"applicant_text": ""})) == ["organisation"]


def test_right_to_use_an_indication_belongs_to_somebody():
    assert (list(holder_named({})), holder_named({"holder": "Hộ Mẫu số 1"})) == (["organisation"], {})


@pytest.fixture
def coordinator(db):
    return actor_for(seat("coordinator", AgencyFactory()))


def filed(by, number, **more):
    values = {
        "kind": "invention", "name": f"Thiết bị mẫu {number}", "application_no": number, "filed_on": date(2023, 5, 4),
        "applicant_text": "Hợp tác xã Mẫu số 1", **more,
    }  # fmt: skip
    return add_record(RIGHTS, by=by, values=values)


def test_application_counts_as_filed_and_only_the_granted_one_as_in_force(coordinator):
    one, _other = filed(coordinator, "1-2023-00001"), filed(coordinator, "1-2023-00002")
    filed(coordinator, "1-2023-00003", applicant_outside=True)
    values = {"number": "40001", "valid_from": date(2025, 9, 1)}
    move_record(RIGHTS, one, "grant", by=coordinator, on=date(2025, 9, 1), values=values)
    rows = RIGHTS.model.objects
    assert rows.kept().filter(PATENT, filed_on__year=2023).count() == 2
    assert list(rows.in_force(date(2025, 9, 1)).filter(PATENT)) == [one]
    assert not rows.in_force(date(2025, 8, 31)).exists()


def test_refused_application_was_never_a_right_in_force(coordinator):
    record = filed(coordinator, "1-2023-00001")
    move_record(
        RIGHTS, record, "refuse", by=coordinator, on=date(2025, 9, 1), reason="Không đáp ứng tính mới"
    )
    fact = next(one for one in RIGHTS.facts if one.code == "ip.inventions_in_force")
    assert not RIGHTS.model.objects.in_force(date(2025, 1, 1)).filter(fact.where).exists()


def test_case_is_hidden_from_other_agencies_and_leaders(coordinator):
    values = {
        "number": "VV-1", "kind": "counterfeit", "subject_matter": "Vụ việc mẫu", "received_on": date(2026, 1, 5),
        "authority": "market", "visibility": "public",
    }  # fmt: skip
    case = add_record(CASES, by=coordinator, values=values)
    others = [actor_for(seat(role, AgencyFactory())) for role in ("reporter", "approver", "leader")]
    assert may(coordinator, view_name(CASES), case)
    assert [may(one, view_name(CASES), case) for one in others] == [False, False, False]
