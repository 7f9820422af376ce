"""Pupils are minors: what is kept of them, who reads it, and one project each in a contest."""

from datetime import date

import pytest

from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record, edit_record, withdraw_record
from khcn.kernel.registers.forms import form_class
from khcn.kernel.registers.rules import Level, readable
from khcn.kernel.registers.values import data_of
from khcn.registers.awards.models import PupilAuthor, PupilContest, PupilProject
from khcn.registers.directory.models import Organisation
from tests.factories import AgencyFactory, actor_for, seat

pytestmark = pytest.mark.django_db
PUPILS, PROJECTS = registers.get("hoc-sinh-du-thi"), registers.get("de-tai-hoc-sinh")
NAME = "Em Học Sinh Mẫu"


@pytest.fixture
def coordinator():
    return actor_for(seat("coordinator", AgencyFactory()))


@pytest.fixture
def contests(coordinator):
    contest = registers.get("cuoc-thi-nckh-hoc-sinh")
    rows = [{"name": "Cuộc thi mẫu", "year": year, "level": "province"} for year in (2024, 2025)]
    return [add_record(contest, by=coordinator, values=row) for row in rows]


@pytest.fixture
def schools(coordinator):
    rows = [{"name": f"Trường THPT Mẫu số {n}", "kind": "school"} for n in (1, 2)]
    return [add_record(registers.get("to-chuc"), by=coordinator, values=row) for row in rows]


def project(coordinator, contest: PupilContest, school: Organisation, title: str) -> PupilProject:
    values = {"contest": contest, "school": school, "title": title}
    return add_record(PROJECTS, by=coordinator, values=values)


def pupil(
    coordinator, project: PupilProject, name: str = NAME, class_name: str = "10A1", **more
) -> PupilAuthor:
    values = {"project": project, "name": name, "class_name": class_name, "grade": 10, **more}
    return add_record(PUPILS, by=coordinator, values=values)


def test_pupil_has_one_project_in_a_contest_whatever_the_marks_and_case(coordinator, contests, schools):
    first = project(coordinator, contests[0], schools[0], "Dự án mẫu số 1")
    second = project(coordinator, contests[0], schools[0], "Dự án mẫu số 2")
    pupil(coordinator, first)
    with pytest.raises(DomainError) as refusal:
        pupil(coordinator, second, "EM HOC SINH MẪU", "10a1")
    assert "mỗi em chỉ dự thi với một dự án" in refusal.value.message


def test_namesakes_of_other_classes_schools_and_years_are_other_pupils(coordinator, contests, schools):
    first = project(coordinator, contests[0], schools[0], "Dự án mẫu số 1")
    pupil(coordinator, first)
    pupil(coordinator, first, class_name="10A2")
    pupil(coordinator, project(coordinator, contests[0], schools[1], "Dự án mẫu số 2"))
    pupil(coordinator, project(coordinator, contests[1], schools[0], "Dự án mẫu số 3"))
    assert PupilAuthor.objects.count() == 4


def test_withdrawn_pupil_may_join_another_project(coordinator, contests, schools):
    first = project(coordinator, contests[0], schools[0], "Dự án mẫu số 1")
    withdraw_record(PUPILS, pupil(coordinator, first), by=coordinator, reason="Đổi dự án")
    pupil(coordinator, project(coordinator, contests[0], schools[0], "Dự án mẫu số 2"))
    assert PupilAuthor.objects.kept().count() == 1


def test_project_does_not_move_to_a_contest_where_its_pupil_has_one(coordinator, contests, schools):
    first = project(coordinator, contests[0], schools[0], "Dự án mẫu số 1")
    second = project(coordinator, contests[1], schools[0], "Dự án mẫu số 2")
    pupil(coordinator, first)
    pupil(coordinator, second)
    with pytest.raises(DomainError) as refusal:
        edit_record(PROJECTS, second, by=coordinator, values={"contest": contests[0]})
    assert refusal.value.code == "pupil.second_project"
    second.refresh_from_db()
    assert second.contest == contests[1]


def test_pupils_follow_their_project_to_another_contest(coordinator, contests, schools):
    first = project(coordinator, contests[0], schools[0], "Dự án mẫu số 1")
    one = pupil(coordinator, first)
    edit_record(PROJECTS, first, by=coordinator, values={"contest": contests[1]})
    one.refresh_from_db()
    assert one.contest == contests[1]


@pytest.mark.parametrize(("grade", "allowed"), [("7", False), ("8", True), ("12", True), ("13", False)])
def test_grades_eight_to_twelve_take_part(coordinator, contests, schools, grade, allowed):
    first = project(coordinator, contests[0], schools[0], "Dự án mẫu số 1")
    form = form_class(PUPILS)(
        {
            "project": f"#{first.pk}",
            "name": NAME,
            "class_name": "A1",
            "grade": grade,
            "visibility": "internal",
        }
    )
    assert form.is_valid() == allowed


def test_name_of_a_pupil_is_public_with_the_parents_consent_alone(coordinator, contests, schools):
    first = project(coordinator, contests[0], schools[0], "Dự án mẫu số 1")
    silent = pupil(coordinator, first)
    agreed = pupil(coordinator, first, "Em Mẫu Khác", consent=True, consent_on=date(2025, 9, 5))
    fields = readable(PUPILS, Level.PUBLIC)
    assert set(fields) == {"project", "name"}
    names = [data_of(PUPILS, one, fields, masked=True)["name"] for one in (silent, agreed)]
    assert names == [None, "Em Mẫu Khác"]


def test_pupil_is_named_neither_in_audit_nor_search_nor_title(coordinator, contests, schools):
    one = pupil(coordinator, project(coordinator, contests[0], schools[0], "Dự án mẫu số 1"))
    event = Event.objects.filter(action="record.add").latest("pk")
    assert one.name == NAME
    assert NAME not in f"{one} {event.after} {event.before}"
    assert "em hoc sinh mau" not in f"{one.folded} {one.title_key}"


def test_nothing_but_name_grade_and_class_is_kept_of_a_pupil():
    kept = {column.name for column in PupilAuthor._meta.get_fields() if not column.auto_created}
    told = {
        "project",
        "contest",
        "name",
        "pupil_key",
        "grade",
        "class_name",
        "consent",
        "consent_on",
        "consent_paper",
    }
    engine = {column.name for column in PupilProject._meta.get_fields()} & {
        column.name for column in Organisation._meta.get_fields()
    }
    assert kept - engine - told == set()
