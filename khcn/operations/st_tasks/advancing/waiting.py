"""Where a task is: who holds it, until when, what each next step still lacks. For pages, notices and the applicant."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.lib.working_days import working_days_between
from khcn.operations.st_tasks.advancing.advance import allowed_transitions, label_of
from khcn.operations.st_tasks.advancing.guards import Step, unmet
from khcn.operations.st_tasks.advancing.papers import missing_papers
from khcn.operations.st_tasks.choices import Holder
from khcn.operations.st_tasks.models import StTask
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.procedures.shape import State, Transition


@dataclass(frozen=True)
class Whereabouts:
    """The step in the words for staff, applicant and public, who holds the task, until when, and how that stands."""

    step: str
    for_applicant: str
    for_public: str
    holder: str
    who: str
    since: date | None
    due: date | None
    late: bool
    left: str


@dataclass(frozen=True)
class NextStep:
    """A step that the person may take, and what it lacks; nothing missing means that it can be taken now."""

    transition: Transition
    missing: tuple[str, ...]

    @property
    def ready(self) -> bool:
        return not self.missing


def who_holds(task: StTask, day: date) -> Whereabouts | None:
    """None for a task that goes by no rule set."""
    if task.procedure is None:
        return None
    state = outline_of(task.procedure).state_by_code.get(task.step)
    if state is None:
        return None
    holder = str(Holder(state.holder).label)
    late = bool(task.step_due and task.step_due < day and not state.final)
    return Whereabouts(
        step=state.name, for_applicant=state.for_applicant or state.name, for_public=state.for_public,
        holder=state.holder, who=_who(task, state, holder), since=timezone.localtime(task.step_since).date() if task.step_since else None,
        due=task.step_due, late=late, left=time_left(task.step_due, day) if not state.final else "",
    )  # fmt: skip


def _who(task: StTask, state: State, holder: str) -> str:
    """The holder with a name where one is known and may be told to everybody who sees the task."""
    if state.holder == Holder.OFFICER and task.officer:
        return f"{holder}: {task.officer.full_name}"
    if state.holder == Holder.HOST and task.host:
        return f"{holder}: {task.host}"
    return holder


def time_left(due: date | None, day: date) -> str:
    """“còn 3 ngày làm việc”, “hôm nay là hạn”, “quá hạn 2 ngày làm việc”; empty without a due day."""
    if due is None:
        return ""
    if due == day:
        return _("hôm nay là hạn")
    if due < day:
        return _("quá hạn %(count)d ngày làm việc") % {"count": working_days_between(due, day)}
    return _("còn %(count)d ngày làm việc") % {"count": working_days_between(day, due)}


def what_is_missing(task: StTask, transition: Transition, by: Actor, *, fields: bool = True) -> list[str]:
    """Sentences of guards that do not hold, fields that nobody filled, papers that are not attached."""
    if task.procedure is None:
        return []
    step = Step(task, outline_of(task.procedure), transition, by, by.on)
    told = unmet(step)
    if fields:
        empty = [
            name
            for name in transition.needs
            if getattr(task, name) in (None, "") and name not in transition.fills
        ]
        told += [_("Cần điền “%(field)s”.") % {"field": label_of(name)} for name in empty]
    return [*told, *(_("Thiếu tài liệu: %(name)s.") % {"name": name} for name in missing_papers(step))]


def next_steps(task: StTask, by: Actor) -> list[NextStep]:
    """All steps that the person may take now, with what each lacks."""
    return [NextStep(one, tuple(what_is_missing(task, one, by))) for one in allowed_transitions(task, by)]
