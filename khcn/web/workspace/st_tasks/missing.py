"""What a task still lacks for a step, in sentences for the people who look at it."""

from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.operations.st_tasks.advancing.advance import label_of
from khcn.operations.st_tasks.advancing.guards import Step, known_guards, unmet
from khcn.operations.st_tasks.advancing.papers import missing_papers
from khcn.operations.st_tasks.models import StTask
from khcn.operations.st_tasks.procedures.shape import Outline, Transition


def missing_for(task: StTask, outline: Outline, move: Transition, by: Actor) -> list[str]:
    """Sentences of guards that do not hold and names of papers that are not there. Fields are asked for by the form."""
    step = Step(task, outline, move, by, by.on)
    told = unmet(step) if known_guards().issuperset(move.guards) else []
    papers = [_("Thiếu tài liệu: %s.") % name for name in missing_papers(step)]
    return [*told, *papers]


def empty_fields(task: StTask, move: Transition) -> list[str]:
    """The labels of the fields that the step needs and that are still empty."""
    return [label_of(name) for name in move.needs if getattr(task, name) in (None, "")]
