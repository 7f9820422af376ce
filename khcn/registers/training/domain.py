"""What must follow when a course changes."""

from collections.abc import Iterable

from khcn.kernel.registers.stale import mark_model
from khcn.registers.training.models import CourseTrainees, TrainingCourse


def follow_courses(courses: Iterable[TrainingCourse]) -> None:
    """The figures of a course belong to the year in which it began, also after its day was corrected."""
    for course in courses:
        year = course.valid_from.year if course.valid_from else None
        if CourseTrainees.objects.filter(course=course).exclude(year=year).update(year=year):
            mark_model(CourseTrainees)


def keep_years(figures: Iterable[CourseTrainees]) -> None:
    """Store the year where an import moved figures to another course."""
    for one in figures:
        CourseTrainees.objects.filter(pk=one.pk).exclude(year=one.year).update(year=one.year)
