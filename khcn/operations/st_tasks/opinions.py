"""Opinions of independent experts: whom the department asked, by when they answer, what they said."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.advancing.advance import locked
from khcn.operations.st_tasks.choices import OpinionAbout
from khcn.operations.st_tasks.models import ExpertOpinion, StTask
from khcn.operations.st_tasks.money.regime import article_of, outline_for, whole_figure

MANAGE = "st_tasks.sttask.manage"
DAYS = "experts.days"
#: How many experts, or instead of them organisations, are asked about what.
EXPERTS = {
    OpinionAbout.ORDER: "experts.count",
    OpinionAbout.SELECTION: "experts.count",
    OpinionAbout.DISPUTE: "dispute.experts",
}
ORGANISATIONS = {OpinionAbout.DISPUTE: "dispute.organisations"}


@dataclass(frozen=True)
class Asked:
    """What was asked about one matter: enough when so many experts, or so many organisations, have answered."""

    about: str
    rows: tuple[ExpertOpinion, ...]
    experts: int | None
    organisations: int | None
    article: str

    @property
    def enough(self) -> bool:
        answered = [one for one in self.rows if one.answered_on]
        people = sum(not one.is_organisation for one in answered)
        bodies = len(answered) - people
        return (self.experts is not None and people >= self.experts) or (
            self.organisations is not None and bodies >= self.organisations
        )

    @property
    def name(self) -> str:
        return str(OpinionAbout(self.about).label)


def asked_on(task: StTask) -> list[Asked]:
    """All that was asked about a task, by matter; one query."""
    outline = outline_for(task)
    rows: dict[str, list[ExpertOpinion]] = {}
    for one in task.opinions.all():
        rows.setdefault(one.about, []).append(one)
    found = []
    for about, own in rows.items():
        code, bodies = EXPERTS[OpinionAbout(about)], ORGANISATIONS.get(OpinionAbout(about), "")
        found.append(
            Asked(
                about,
                tuple(own),
                whole_figure(outline, code),
                whole_figure(outline, bodies),
                article_of(outline, code),
            )
        )
    return found


@transaction.atomic
def ask_opinion(
    *, task: StTask, about: str, name: str, on: date, by: Actor, workplace: str = "", is_organisation: bool = False,
    symbol: str = "",
) -> ExpertOpinion:  # fmt: skip
    """Record whom the department asked; the answer is due after as many days as the rule set says."""
    require(by, MANAGE, task)
    task = locked(task)
    if about not in OpinionAbout.values:
        raise _refused("about", _("Hãy chọn việc cần lấy ý kiến."), "opinion.about")
    if not name.strip():
        raise _refused("name", _("Hãy ghi tên chuyên gia hoặc tổ chức."), "opinion.name")
    if on > by.on:
        raise _refused("on", _("Ngày mời không được ở tương lai."), "opinion.future")
    days = whole_figure(outline_for(task), DAYS)
    made = ExpertOpinion.objects.create(
        task=task, about=about, name=name.strip(), workplace=workplace.strip(), is_organisation=is_organisation,
        symbol=symbol.strip(), asked_on=on, due_on=None if days is None else on + timedelta(days=days), asked_by_id=by.user_id,
    )  # fmt: skip
    record_event(
        "st_task.opinion_ask",
        task,
        by=by,
        after={"id": made.pk, "about": about, "name": made.name, "due": made.due_on},
    )
    return made


@transaction.atomic
def record_opinion(*, opinion: ExpertOpinion, text: str, on: date, by: Actor) -> ExpertOpinion:
    """Record the answer; once recorded it stays."""
    require(by, MANAGE, opinion.task)
    opinion = ExpertOpinion.objects.select_for_update(of=("self",)).select_related("task").get(pk=opinion.pk)
    if opinion.answered_on:
        raise DomainError(_("Ý kiến này đã ghi từ trước."), code="opinion.answered")
    if not text.strip():
        raise _refused("text", _("Hãy ghi ý kiến."), "opinion.text")
    if not opinion.asked_on <= on <= by.on:
        raise _refused("on", _("Ngày trả lời từ ngày mời đến hôm nay."), "opinion.on")
    opinion.text, opinion.answered_on = text.strip(), on
    opinion.save(update_fields=["text", "answered_on"])
    record_event(
        "st_task.opinion_record",
        opinion.task,
        by=by,
        after={"id": opinion.pk, "name": opinion.name, "on": on},
    )
    return opinion


def _refused(field: str, sentence: str, code: str) -> DomainError:
    return DomainError(sentence, code=code, fields={field: sentence})
