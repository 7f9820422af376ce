"""What must follow when a pupils' project changes."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.stale import mark_model
from khcn.registers.awards.models import PupilAuthor, PupilProject


def follow_projects(projects: Iterable[PupilProject]) -> None:
    """Bring the pupils' copies of contest and school in line with their projects.

    Refuses when a project moves to a contest in which one of its pupils has a project already.
    """
    wanted = [project.pk for project in projects]
    if wanted:
        pupils = PupilAuthor.objects.exclude(standing=Standing.VOID).filter(project__in=wanted)
        keep_copies(pupils.select_related("project__school"))


def keep_copies(pupils: Iterable[PupilAuthor]) -> None:
    """Store the copies where they differ, also after an import that wrote only the columns it was given."""
    for pupil in pupils:
        pupil.settle()
        stale = PupilAuthor.objects.filter(pk=pupil.pk).exclude(
            contest=pupil.contest_id, pupil_key=pupil.pupil_key
        )
        try:
            with transaction.atomic():
                if stale.update(contest=pupil.contest_id, pupil_key=pupil.pupil_key):
                    mark_model(PupilAuthor)
        except IntegrityError as error:
            raise _second_project(pupil) from error


def _second_project(pupil: PupilAuthor) -> DomainError:
    sentence = _("Một học sinh của dự án “%(title)s” đã có dự án khác trong cuộc thi này; mỗi em chỉ dự thi với một dự án.")  # fmt: skip
    return DomainError(sentence % {"title": pupil.project.title[:80]}, code="pupil.second_project")
