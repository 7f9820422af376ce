"""Writing through the API: the rules of the form, the rights of the person, no lost update."""

from datetime import date

import pytest

from khcn.kernel.audit.models import Event
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record
from khcn.registers.directory.models import Organisation, ScienceField
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.records import row_for, sample, tax_code

pytestmark = pytest.mark.django_db
TO_CHUC = registers.get("to-chuc")
LIST = "so-dang-ky/to-chuc"
TEA = {"name": "Hợp tác xã Chè Mẫu", "kind": "cooperative"}
RESTRICTED = next(one for one in registers if one.restricted)
WITH_MOVES = next(one for one in registers if one.code == "doanh-nghiep-khcn")


@pytest.fixture
def tea(coordinator, agency):
    return add_record(TO_CHUC, by=actor_for(coordinator), values={**TEA, "responsible": agency})


def faults(answer):
    assert answer.status_code == 422, answer.content
    return {name: [one["code"] for one in told] for name, told in answer.json()["fields"].items()}


def test_record_is_entered_by_the_rules_of_the_form(department, coordinator):
    field = ScienceField.objects.create(code="x1", name="Lĩnh vực mẫu")
    values = {
        **TEA, "tax_code": tax_code(1), "employees": 12, "valid_from": "2020-05-01", "visibility": "public",
        "autonomy_share": "8.5", "fields_of_science": [{"id": field.pk}], "state_owned": None,
    }  # fmt: skip
    values = {name: value for name, value in values.items() if name in TO_CHUC.fields}
    answer = department.post(LIST, {"values": values})
    assert answer.status_code == 201, answer.content
    one = Organisation.objects.get()
    assert (one.name, one.employees, one.valid_from, one.source) == (TEA["name"], 12, date(2020, 5, 1), "api")
    assert (str(one.autonomy_share), list(one.fields_of_science.all())) == ("8.50", [field])
    assert answer.headers["Location"] == f"/api/v1/{LIST}/{one.pk}"
    event = Event.objects.get(action="record.add")
    assert event.actor_id == coordinator.pk
    assert one.history.get().history_user == coordinator


def test_what_the_api_tells_it_takes_back_unchanged(department, coordinator):
    """Also 1.234 stays one and a bit: a point is the decimal sign, whatever Vietnamese documents write."""
    made = sample(TO_CHUC, by=actor_for(coordinator), full=True)
    told = department.get(f"{LIST}/{made.pk}").json()
    answer = department.patch(f"{LIST}/{made.pk}", {"values": told["values"], "version": told["version"]})
    assert answer.status_code == 200, answer.content
    assert answer.json()["values"] == told["values"]
    assert answer.json()["version"] == told["version"]
    assert Event.objects.filter(action="record.edit").count() == 0


def test_point_is_the_decimal_sign(department, tea):
    register = next(
        one for one in registers if any(getattr(one.field(n), "decimal_places", 0) == 4 for n in one.fields)
        and not one.readonly
    )  # fmt: skip
    from khcn.kernel.registers.forms import form_class
    from khcn.web.api.values import _read

    name = next(n for n in register.fields if getattr(register.field(n), "decimal_places", 0) == 4)
    field = form_class(register, [name]).base_fields[name]
    assert str(field.to_python(_read(field, "1.234"))) == "1.234"
    assert str(field.to_python("1.234")) == "1234"


def test_every_fault_is_told_at_its_field(department):
    values = {
        "name": "", "kind": "khong-co", "tax_code": "0100109107", "territory": "Xã Không Có", "valid_from": "2024-02-31",
        "employees": 1.5, "fields_of_science": [{"id": 987654}], "khong_co": 1, "phone": ["x"], "address": True,
        "leader": {"id": 1}, "state": "ended", "predecessor": 5.5,
    }  # fmt: skip
    told = faults(department.post(LIST, {"values": values}))
    assert told == {
        "khong_co": ["unknown"], "state": ["unknown"], "phone": ["type"], "address": ["type"], "leader": ["type"],
        "fields_of_science": ["lookup"], "predecessor": ["type"],
    }  # fmt: skip
    shaped = {name: value for name, value in values.items() if name not in told}
    again = faults(department.post(LIST, {"values": shaped}))
    assert set(again) == {"name", "kind", "tax_code", "territory", "valid_from", "employees"}
    assert again["name"] == ["required"]
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize("number", [10**400, 10**17, "NaN", "1e999", -(10**17), "9" * 60])
def test_monstrous_numbers_are_refused_quickly(department, number):
    told = faults(department.post(LIST, {"values": {**TEA, "employees": number, "autonomy_share": number}}))
    assert set(told) == {"employees", "autonomy_share"}


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"values": {"name": NaN}}', b"\xff", b"[" * 100_000, b'{"values": {"name": "\\u0000"}}',
     b'{"values": {"name": "\\ud800"}}'],
)  # fmt: skip
def test_body_that_is_no_sound_json_is_refused(department, content):
    answer = department.post(LIST, content or b" ")
    assert answer.status_code in (400, 422)
    assert answer.json()["code"] in ("body.json", "invalid")


def test_body_has_known_parts_and_a_size(department):
    assert faults(department.post(LIST, {})) == {"values": ["missing"]}
    assert faults(department.post(LIST, {"values": {}, "them": 1})) == {"them": ["extra_forbidden"]}
    big = department.post(LIST, {"values": {"name": "x" * 1_100_000}})
    assert (big.status_code, big.json()["code"]) == (413, "body.too_large")


def test_state_of_a_new_record_is_one_that_the_person_may_give(department, own_agency):
    told = faults(department.post(LIST, {"values": TEA, "state": "withdrawn"}))
    assert told == {"state": ["state"]}
    made = department.post(LIST, {"values": {**TEA, "valid_from": "2020-01-01"}, "state": "ended"})
    assert (made.status_code, made.json()["state"]) == (201, "ended")


def test_likely_duplicate_is_asked_about_once(department, tea):
    again = department.post(LIST, {"values": TEA})
    assert (again.status_code, again.json()["code"]) == (409, "record.likely_same")
    assert [one["name"] for one in again.json()["records"]] == [TEA["name"]]
    assert department.post(LIST, {"values": TEA, "different": True}).status_code == 201


def test_same_key_twice_is_refused_at_the_field(department, coordinator):
    add_record(TO_CHUC, by=actor_for(coordinator), values={**TEA, "tax_code": tax_code(3)})
    values = {"name": "Công ty Mẫu số 5", "kind": "enterprise", "tax_code": tax_code(3)}
    answer = department.post(LIST, {"values": values, "different": True})
    assert answer.json()["code"] == "record.constraint"
    assert answer.status_code in (409, 422)
    assert Organisation.objects.count() == 1


def test_who_may_write_what(anybody, caller_for, coordinator, own_agency, other_agency, tea, agency):
    body = {"values": {**TEA, "name": "Công ty Mẫu số 9"}}
    refused = anybody.post(LIST, body)
    assert (refused.status_code, refused.json()["code"]) == (401, "auth.required")
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")
    reader = caller_for(coordinator, writes=False).post(LIST, body)
    assert (reader.status_code, reader.json()["code"]) == (403, "auth.read_only")
    version = own_agency.get(f"{LIST}/{tea.pk}").json()["version"]
    change = {"values": {"employees": 3}, "version": version}
    stranger = other_agency.patch(f"{LIST}/{tea.pk}", change)
    assert (stranger.status_code, stranger.json()["code"]) == (403, "not_allowed:directory.organisation.edit")
    assert own_agency.patch(f"{LIST}/{tea.pk}", change).status_code == 200
    made = own_agency.post(LIST, body)
    assert (made.status_code, made.json()["values"]["responsible"]["id"]) == (201, agency.pk)


def test_record_is_not_handed_to_another_agency(own_agency, tea):
    other = AgencyFactory()
    version = own_agency.get(f"{LIST}/{tea.pk}").json()["version"]
    body = {"values": {"responsible": {"id": other.pk}}, "version": version}
    answer = own_agency.patch(f"{LIST}/{tea.pk}", body)
    assert (answer.status_code, answer.json()["code"]) == (403, "record.other_agency")
    assert set(answer.json()["fields"]) == {"responsible"}


def test_register_that_one_may_not_read_is_not_there_for_writing_either(caller_for, anybody):
    enterprise = caller_for(seat("enterprise"))
    answer = enterprise.post(f"so-dang-ky/{RESTRICTED.code}", {"values": {}})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert enterprise.post("so-dang-ky/khong-co", {"values": {}}).status_code == 404


def test_hidden_record_cannot_be_named(own_agency, coordinator):
    secret = add_record(
        TO_CHUC, by=actor_for(coordinator), values={**TEA, "name": "Tổ chức kín", "visibility": "internal"}
    )
    for told in ({"id": secret.pk}, secret.pk, "Tổ chức kín", f"#{secret.pk}"):
        body = {"values": {**TEA, "name": "Công ty Mẫu số 7", "predecessor": told}}
        assert faults(own_agency.post(LIST, body)) == {"predecessor": ["lookup"]}, told


def test_change_needs_the_version_that_was_read(department, tea):
    path = f"{LIST}/{tea.pk}"
    first = department.get(path)
    tag = first.headers["ETag"]
    missing = department.patch(path, {"values": {"employees": 1}})
    assert (missing.status_code, missing.json()["code"]) == (428, "version.missing")
    done = department.patch(path, {"values": {"employees": 1}}, **{"If-Match": f"W/{tag}"})
    assert (done.status_code, done.json()["values"]["employees"]) == (200, 1)
    assert done.headers["ETag"] != tag
    late = department.patch(path, {"values": {"employees": 2}}, **{"If-Match": tag})
    assert (late.status_code, late.json()["code"]) == (412, "version.changed")
    told = department.patch(path, {"values": {"employees": 2}, "version": first.json()["version"]})
    assert (told.status_code, told.json()["code"]) == (409, "version.changed")
    assert told.json()["version"] == done.json()["version"]
    assert department.patch(path, {"values": {"employees": 2}}, **{"If-Match": "*"}).status_code == 200
    assert Organisation.objects.get().employees == 2


def test_null_empties_what_may_be_empty(department, tea):
    path = f"{LIST}/{tea.pk}"
    Organisation.objects.update(employees=5, phone="1")
    change = {"employees": None, "phone": None, "fields_of_science": None, "responsible": None}
    done = department.patch(path, {"values": change}, **{"If-Match": "*"})
    assert done.status_code == 200, done.content
    one = Organisation.objects.get()
    assert (one.employees, one.phone, one.responsible) == (None, "", None)
    usual = department.patch(path, {"values": {"visibility": None}}, **{"If-Match": "*"})
    assert usual.json()["values"]["visibility"] == "shared"
    for name in ("name", "kind"):
        told = department.patch(path, {"values": {name: None}}, **{"If-Match": "*"})
        assert faults(told) == {name: ["required"]}, name


def test_step_is_taken_with_what_it_needs(department, coordinator):
    register = WITH_MOVES
    made = sample(register, by=actor_for(coordinator))
    path = f"so-dang-ky/{register.code}/{made.pk}"
    whole = department.get(path).json()
    move = register.life.move(whole["moves"][0])
    assert department.post(f"{path}/moves/khong-co", {}).status_code == 404
    if move.reason:
        assert faults(department.post(f"{path}/moves/{move.code}", {})) == {
            "reason": ["record.reason_missing"]
        }
    strange = department.post(f"{path}/moves/{move.code}", {"values": {"note": "x"}, "reason": "Lý do"})
    assert faults(strange) == {"note": ["unknown"]}
    row = row_for(register, full=True, by=actor_for(coordinator))
    values = {name: row[name] for name in move.needs if name in row}
    done = department.post(
        f"{path}/moves/{move.code}", {"values": values, "reason": "Lý do", "on": "2026-01-05"}
    )
    assert (done.status_code, done.json()["state"]) == (200, move.target), done.content
    again = department.post(f"{path}/moves/{move.code}", {"values": values, "reason": "Lý do"})
    if move.target not in move.sources:
        assert (again.status_code, again.json()["code"]) == (403, "record.move_not_allowed")


def test_withdrawn_record_stays_findable_and_is_withdrawn_once(department, tea):
    path = f"{LIST}/{tea.pk}"
    assert faults(department.post(f"{path}/withdraw", {})) == {"reason": ["missing"]}
    assert faults(department.post(f"{path}/withdraw", {"reason": " "})) == {
        "reason": ["record.reason_missing"]
    }
    done = department.post(f"{path}/withdraw", {"reason": "Nhập nhầm"})
    assert (done.status_code, done.json()["state"], done.json()["may_edit"]) == (200, "withdrawn", False)
    again = department.post(f"{path}/withdraw", {"reason": "Nhập nhầm"})
    assert (again.status_code, again.json()["code"]) == (409, "record.withdrawn")


def test_readonly_register_takes_nothing(department, tea, monkeypatch):
    monkeypatch.setattr(type(TO_CHUC), "readonly", True)
    for answer in (
        department.post(LIST, {"values": TEA}),
        department.patch(f"{LIST}/{tea.pk}", {"values": {}}, **{"If-Match": "*"}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed:directory.organisation.edit")


def test_failure_writes_nothing(department, tea):
    count = Event.objects.count()
    body = {"values": {"valid_from": "2024-01-02", "valid_to": "2024-01-01"}}
    told = department.patch(f"{LIST}/{tea.pk}", body, **{"If-Match": "*"})
    assert set(faults(told)) == {"valid_to"}
    assert (Event.objects.count(), Organisation.objects.get().valid_from) == (count, None)
