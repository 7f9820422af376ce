"""Trainees are counted in the year in which their course began."""

from datetime import date

import pytest

from khcn.kernel.errors import DomainError
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record, edit_record, move_record
from khcn.registers.training.models import CourseTrainees, TrainingCourse
from tests.factories import AgencyFactory, actor_for, seat

pytestmark = pytest.mark.django_db
COURSES, TRAINEES = registers.get("lop-dao-tao"), registers.get("hoc-vien")


@pytest.fixture
def coordinator():
    return actor_for(seat("coordinator", AgencyFactory()))


@pytest.fixture
def course(coordinator):
    values = {"name": "Lớp mẫu số 1", "kind": "property", "valid_from": date(2025, 12, 29)}
    return add_record(COURSES, by=coordinator, values=values)


def test_figures_follow_a_corrected_day(coordinator, course):
    row = add_record(TRAINEES, by=coordinator, values={"course": course, "unit": "Xã Mẫu", "trainees": 5})
    assert row.year == 2025
    edit_record(COURSES, course, by=coordinator, values={"valid_from": date(2026, 1, 5)})
    assert CourseTrainees.objects.get().year == 2026


def test_part_is_not_more_than_the_whole(coordinator, course):
    for part in ("women", "minority", "certified"):
        with pytest.raises(DomainError) as refusal:
            add_record(
                TRAINEES, by=coordinator, values={"course": course, "unit": "Xã Mẫu", "trainees": 5, part: 6}
            )
        assert refusal.value.message == "Số ghi chi tiết nhiều hơn số học viên."


def test_course_that_was_not_held_counts_on_no_day(coordinator, course):
    move_record(COURSES, course, "cancel", by=coordinator, on=date(2025, 12, 1), reason="Không đủ người học")
    assert not TrainingCourse.objects.in_force(date(2026, 1, 1)).exists()
