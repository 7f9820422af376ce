"""Reading through the API: every level reads what it reads on the pages, and nothing else."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record, move_record
from khcn.kernel.registers.rules import Level, readable
from khcn.registers.directory.models import Organisation, Person
from tests.factories import actor_for
from tests.factories.records import sample

pytestmark = pytest.mark.django_db
TO_CHUC, CHUYEN_GIA = registers.get("to-chuc"), registers.get("chuyen-gia")
RESTRICTED = next(one for one in registers if one.restricted)
HANDFUL = [registers.get("to-chuc"), registers.get("chuyen-gia"), RESTRICTED, next(one for one in registers if one.computed), *[
    one for one in registers if one.model.LIFE.with_standing("pending") and not one.readonly and not one.restricted
][:3]]  # fmt: skip


@pytest.fixture
def tea(coordinator, agency):
    values = {
        "name": "Hợp tác xã Chè Mẫu", "kind": "cooperative", "valid_from": date(2020, 5, 1), "employees": 1234,
        "phone": "0900 000 000", "note": "Ghi chú kín", "visibility": "public", "responsible": agency,
    }  # fmt: skip
    return add_record(TO_CHUC, by=actor_for(coordinator), values=values)


@pytest.fixture
def expert(coordinator, agency):
    values = {
        "name": "Chuyên gia Mẫu",
        "email": "rieng@example.vn",
        "visibility": "public",
        "responsible": agency,
    }
    return add_record(CHUYEN_GIA, by=actor_for(coordinator), values=values)


def records(answer):
    assert answer.status_code == 200, answer.content
    return answer.json()["records"]


@pytest.mark.parametrize("register", HANDFUL, ids=lambda one: one.code)
def test_contract_list_detail_and_description_agree(register, department, anybody, coordinator):
    made = sample(register, by=actor_for(coordinator), full=True)
    (listed,) = [
        one for one in records(department.get(f"so-dang-ky/{register.code}")) if one["id"] == made.pk
    ]
    whole = department.get(f"so-dang-ky/{register.code}/{made.pk}")
    told = department.get(f"so-dang-ky/{register.code}/mo-ta").json()
    assert whole.json()["values"] == listed["values"]
    assert list(listed["values"]) == [one["name"] for one in told["fields"]] == list(register.fields)
    assert list(listed["computed"]) == [one["name"] for one in told["computed"]] == list(register.computed)
    assert whole.headers["ETag"] == f'"{listed["version"]}"'
    for path in ("", "/mo-ta", f"/{made.pk}"):
        seen = anybody.get(f"so-dang-ky/{register.code}{path}")
        if register.restricted or not register.public:
            assert (seen.status_code, seen.json()["code"]) == (404, "not_found")
    if register.public and not register.restricted:
        fields = anybody.get(f"so-dang-ky/{register.code}/mo-ta").json()["fields"]
        assert tuple(one["name"] for one in fields) == readable(register, Level.PUBLIC)


def test_each_level_reads_its_fields(tea, department, own_agency, other_agency, anybody):
    asked = f"so-dang-ky/to-chuc/{tea.pk}"
    seen = {name: one.get(asked).json() for name, one in {
        "department": department, "own": own_agency, "other": other_agency, "anybody": anybody,
    }.items()}  # fmt: skip
    assert set(seen["department"]["values"]) == set(seen["own"]["values"]) == set(TO_CHUC.fields)
    assert set(seen["other"]["values"]) == set(readable(TO_CHUC, Level.SHARED))
    assert set(seen["anybody"]["values"]) == set(TO_CHUC.public)
    assert "phone" not in seen["anybody"]["values"]
    assert (seen["anybody"]["version"], seen["anybody"]["history"]) == (None, [])
    assert [one["may_edit"] for one in seen.values()] == [True, True, False, False]


def test_what_is_not_public_is_not_there_for_anybody(tea, anybody, other_agency):
    Organisation.objects.update(visibility="shared")
    assert records(anybody.get("so-dang-ky/to-chuc")) == []
    missing, hidden = (anybody.get(f"so-dang-ky/to-chuc/{pk}") for pk in (999_999, tea.pk))
    assert (missing.status_code, missing.content) == (hidden.status_code, hidden.content)
    assert missing.status_code == 404
    assert len(records(other_agency.get("so-dang-ky/to-chuc"))) == 1


def test_person_without_consent_is_named_nowhere(expert, department, anybody):
    asked = "so-dang-ky/chuyen-gia"
    assert len(records(department.get(asked))) == 1
    assert records(anybody.get(asked)) == []
    assert anybody.get(f"{asked}/{expert.pk}").status_code == 404
    consent = CHUYEN_GIA.consent["name"]
    Person.objects.update(**{consent: True}, consent_on=date(2024, 1, 1))
    (told,) = records(anybody.get(asked))
    assert (told["name"], "email" in told["values"]) == ("Chuyên gia Mẫu", False)


def test_restricted_register_is_not_even_listed(other_agency, anybody, department):
    codes = {
        name: {one["code"] for one in caller.get("so-dang-ky").json()["registers"]}
        for name, caller in {"other": other_agency, "anybody": anybody, "department": department}.items()
    }
    assert RESTRICTED.code in codes["department"]
    assert RESTRICTED.code not in codes["anybody"]
    schemas = anybody.get("openapi.json").json()["components"]["schemas"]
    assert (RESTRICTED.code in schemas, "to-chuc" in schemas) == (False, True)


def test_list_filters_searches_and_sorts_like_the_page(tea, department, coordinator):
    add_record(TO_CHUC, by=actor_for(coordinator), values={"name": "Công ty Mẫu số 2", "kind": "enterprise"})
    for query, names in {
        "q=che": ["Hợp tác xã Chè Mẫu"],
        "kind=enterprise": ["Công ty Mẫu số 2"],
        "sap-xep=-ten": ["Hợp tác xã Chè Mẫu", "Công ty Mẫu số 2"],
        "valid_from-tu=2020-01-01&valid_from-den=2020-12-31": ["Hợp tác xã Chè Mẫu"],
        "nhom=het-hieu-luc": [],
    }.items():
        found = records(department.get(f"so-dang-ky/to-chuc?{query}"))
        assert [one["name"] for one in found] == names, query


def test_list_as_of_a_day_tells_the_state_of_that_day(tea, department, coordinator):
    move_record(TO_CHUC, tea, "end", by=actor_for(coordinator), on=date(2023, 6, 1), reason="Giải thể")
    then = records(department.get("so-dang-ky/to-chuc", {"tai-ngay": "2023-05-31"}))
    assert [(one["id"], one["state"]) for one in then] == [(tea.pk, "active")]
    assert records(department.get("so-dang-ky/to-chuc", {"tai-ngay": "01/06/2023"})) == []
    whole = department.get(f"so-dang-ky/to-chuc/{tea.pk}").json()
    assert whole["validity"] == {
        "from": "2020-05-01",
        "to": None,
        "ended_on": "2023-06-01",
        "in_force": False,
    }
    assert [(one["state"], one["on"]) for one in whole["history"]] == [
        ("active", "2020-05-01"), ("ended", "2023-06-01"),
    ]  # fmt: skip


def test_pages_follow_one_another_without_loss(department, coordinator):
    for n in range(7):
        add_record(
            TO_CHUC, by=actor_for(coordinator), values={"name": f"Công ty Mẫu số {n}", "kind": "enterprise"}
        )
    asked, found = "so-dang-ky/to-chuc?so-dong=3&sap-xep=-valid_from", []
    while asked:
        page = department.get(asked).json()
        found += [one["id"] for one in page["records"]]
        asked = page["next"]
    assert sorted(found) == sorted(Organisation.objects.values_list("pk", flat=True))
    assert (len(found), page["count"], page["count_exact"]) == (7, 7, True)
    assert len(department.get(page["previous"]).json()["records"]) == 3


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ("khong-co=1", "khong-co", "unknown"),
        ("state=bay-dau", "state", "invalid_choice"),
        ("territory=Xã Không Có", "territory", "lookup"),
        ("tai-ngay=31/02/2024", "tai-ngay", "invalid"),
        ("nhom=x", "nhom", "unknown"),
        ("sap-xep=note", "sap-xep", "unknown"),
        ("sau=x", "sau", "cursor"),
        ("sau=WyJcdTAwMDAiLDFd", "sau", "cursor"),
        ("so-dong=501", "so-dong", "size"),
        ("so-dong=0", "so-dong", "size"),
        ("dang=xlsx", "dang", "unknown"),
        ("phone=0900", "phone", "unknown"),
    ],
)
def test_question_that_makes_no_sense_is_refused_at_its_parameter(anybody, query, field, code):
    answer = anybody.get(f"so-dang-ky/to-chuc?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert [one["code"] for one in answer.json()["fields"][field]] == [code]


def test_record_tells_what_points_at_it(tea, department, coordinator, anybody):
    add_record(CHUYEN_GIA, by=actor_for(coordinator), values={"name": "Chuyên gia Mẫu", "organisation": tea})
    (one,) = department.get(f"so-dang-ky/to-chuc/{tea.pk}").json()["related"]
    assert (one["register"], one["field"], one["count"]) == ("chuyen-gia", "organisation", 1)
    assert [found["name"] for found in records(department.get(one["href"]))] == ["Chuyên gia Mẫu"]
    assert anybody.get(f"so-dang-ky/to-chuc/{tea.pk}").json()["related"] == []


def test_fact_tells_value_and_records_for_this_caller(tea, department, anybody):
    codes = {one["code"]: one for one in department.get("so-lieu").json()["facts"]}
    assert codes["organisations.science"]["register"] == "to-chuc"
    Organisation.objects.update(kind="science")
    told = department.get("so-lieu/organisations.science", {"tai-ngay": "2026-12-31"}).json()
    assert (told["value"], told["ids"], told["at"]) == (1, [tea.pk], "2026-12-31")
    before = department.get("so-lieu/organisations.science", {"tai-ngay": "2020-04-30"}).json()
    assert (before["value"], before["ids"]) == (0, [])
    Organisation.objects.update(visibility="internal")
    assert anybody.get("so-lieu/organisations.science").json()["ids"] == []


def test_facts_refuse_nonsense_and_hide_what_is_not_offered(anybody, department):
    assert anybody.get("so-lieu/khong.co").status_code == 404
    for fact in RESTRICTED.facts:
        assert anybody.get(f"so-lieu/{fact.code}").status_code == 404
        assert department.get(f"so-lieu/{fact.code}").status_code == 200
    for query, field in {
        "tai-ngay=x": "tai-ngay",
        "tu=2024-01-01": "tu",
        "dia-ban=x": "dia-ban",
        "sau=-1": "sau",
    }.items():
        answer = department.get(f"so-lieu/organisations.science?{query}")
        assert (answer.status_code, set(answer.json()["fields"])) == (422, {field}), query


def test_index_is_a_plain_page_and_openapi_is_sound(anybody, client):
    page = client.get("/api/v1/").content.decode()
    assert "/api/v1/so-dang-ky/{code}/{pk}" in page
    assert "//" not in page.replace("http://testserver/", "").replace("http://www.w3.org/", "")
    told = anybody.get("openapi.json").json()
    assert set(told["paths"]) == {
        "/api/v1/so-dang-ky", "/api/v1/so-dang-ky/{code}", "/api/v1/so-dang-ky/{code}/mo-ta",
        "/api/v1/so-dang-ky/{code}/{pk}", "/api/v1/so-dang-ky/{code}/{pk}/moves/{move}",
        "/api/v1/so-dang-ky/{code}/{pk}/withdraw", "/api/v1/so-lieu", "/api/v1/so-lieu/{fact}",
    }  # fmt: skip
    names = [one["name"] for one in told["paths"]["/api/v1/so-dang-ky/{code}"]["get"]["parameters"]]
    assert names == ["code", "q", "tai-ngay", "nhom", "sap-xep", "so-dong", "sau", "truoc"]
    assert told["components"]["schemas"]["Whole"]["properties"]["register"]["type"] == "string"


@pytest.mark.parametrize("who", ["anybody", "department"])
@pytest.mark.parametrize("code", ["to-chuc", "chuyen-gia"])
def test_cost_is_the_same_for_one_record_and_for_three(request, who, code, coordinator):
    caller, register, asked = request.getfixturevalue(who), registers.get(code), f"so-dang-ky/{code}"

    def enter(n):
        sample(register, n, by=actor_for(coordinator), full=True, visibility="public")

    def cost(path):
        with CaptureQueriesContext(connection) as made:
            answer = caller.get(path)
        assert answer.status_code == 200
        return len(made), answer.json()

    enter(1)
    caller.get(asked)
    one, _told = cost(asked)
    enter(2), enter(3)
    three, told = cost(asked)
    assert (one, len(told["records"])) == (three, 3)
    assert one <= 14
    assert cost(f"{asked}/{told['records'][0]['id']}")[0] <= 20
