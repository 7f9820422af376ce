"""The leader's conditions: met, not met, or unknown."""

from datetime import date

import pytest

from khcn.operations.st_tasks.calls.leading import candidates, conditions_of
from khcn.operations.st_tasks.calls.validity import owed_by
from khcn.operations.st_tasks.models import Sanction
from tests.factories import st_tasks as make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture
def dossier():
    definition = make.definition()
    definition["figures"].append(
        {"code": "leader.active_years", "value": 5, "unit": "years", "what": "Số năm"}
    )
    rules = make.procedure(code="dieu-kien", definition=definition)
    return make.application(of=make.task("opening", rules=rules), purpose="dossier", state="sent")


def weighed(dossier, member):
    return conditions_of(dossier, member, TODAY, owed_by(dossier, member, TODAY))


def told(dossier, **leader):
    member = make.team_member(dossier, role="leader", **({"name": "Người Mẫu Một"} | leader))
    found = {one.code: one for one in weighed(dossier, member)}
    member.delete()
    return found


def stand(dossier, **leader):
    return {code: str(one.met) for code, one in told(dossier, **leader).items()}


def test_of_a_leader_of_whom_nothing_is_known_nothing_is_met(dossier):
    assert stand(dossier) == dict.fromkeys(("degree", "years", "one_task", "sanction"), "unknown")


def test_an_expert_of_the_directory_without_other_tasks_meets_all(dossier):
    known = make.person(degree="master")
    assert stand(dossier, person=known, degree_year=2010) == dict.fromkeys(
        ("degree", "years", "one_task", "sanction"), "met"
    )


@pytest.mark.parametrize(
    ("year", "met"), [(2010, "met"), (2020, "met"), (2021, "unknown"), (2022, "not_met"), (None, "unknown")]
)
def test_years_since_the_degree(dossier, year, met):
    assert stand(dossier, degree_year=year)["years"] == met


@pytest.mark.parametrize(
    ("degree", "year", "met"),
    [("bachelor", None, "met"), ("college", None, "not_met"), ("other", None, "unknown"), ("", 2015, "met")],
)
def test_the_degree_comes_from_the_directory_or_from_the_dossier(dossier, degree, year, met):
    assert stand(dossier, person=make.person(degree=degree), degree_year=year)["degree"] == met


def test_leading_another_task_is_not_met_for_a_known_person_and_unknown_for_a_namesake(dossier):
    known = make.person()
    make.task("running", leader=known, leader_name=known.name, name="Nhiệm vụ đang chạy")
    found = told(dossier, person=known)["one_task"]
    assert (found.met, "Nhiệm vụ đang chạy" in found.why) == ("not_met", True)
    found = told(dossier, name="NGƯỜI MẪU MỘT")["one_task"]
    assert (found.met, "Cần kiểm tra" in found.why) == ("unknown", True)
    namesake = make.person()
    assert stand(dossier, person=namesake)["one_task"] == "unknown"


def test_a_task_that_ended_or_this_one_itself_does_not_count(dossier):
    known = make.person()
    make.task("closed", leader=known, leader_name=known.name)
    dossier.task.leader_name = known.name
    dossier.task.save()
    assert stand(dossier, person=known)["one_task"] == "met"


def test_a_sanction_of_the_person_is_not_met_of_a_namesake_unknown(dossier):
    barred = make.person()
    Sanction.objects.create(person=barred, reason="Nộp muộn", valid_from=TODAY, valid_to=TODAY)
    assert stand(dossier, person=barred)["sanction"] == "not_met"
    assert stand(dossier)["sanction"] == "unknown"
    assert stand(dossier, person=make.person())["sanction"] == "unknown"
    Sanction.objects.update(valid_from=date(2020, 1, 1), valid_to=date(2020, 12, 31))
    assert stand(dossier, person=make.person("Người Khác"), name="Người Khác")["sanction"] == "met"


def test_people_of_the_same_name_are_offered_whatever_the_marks(dossier):
    first, second = make.person("Nguyễn Mẫu"), make.person("NGUYEN MAU")
    make.person("Trần Mẫu")
    member = make.team_member(dossier, role="leader", name="Nguyễn  Mẫu")
    assert candidates(member) == [first, second]


def test_the_conditions_cost_four_queries_however_many_tasks_run(dossier, django_assert_max_num_queries):
    member = make.team_member(dossier, role="leader", name="Người Mẫu Một")
    for number in range(3):
        make.task("running", leader_name="Người Mẫu Một", name=f"Nhiệm vụ {number}")
    weighed(dossier, member)
    with django_assert_max_num_queries(4):
        weighed(dossier, member)
