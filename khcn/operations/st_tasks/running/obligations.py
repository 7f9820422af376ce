"""What a host or a leader still owes, which bars them from a new task (TT 20/2023/TT-BKHCN). A constant number of queries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from khcn.operations.st_tasks.advancing.deadlines import due_day
from khcn.operations.st_tasks.models import Sanction, Stop, StTask, Use
from khcn.operations.st_tasks.money.regime import article_of, outline_for, whole_figure
from khcn.operations.st_tasks.money.words import day_said, dong
from khcn.operations.st_tasks.procedures.shape import Deadline, Outline
from khcn.registers.directory.models import Organisation, Person

#: Where a rule set names no article.
USUAL_ARTICLE = "TT 20/2023/TT-BKHCN"
#: Steps after acceptance whose own time the rule set gives, longer than the time for registering: it starts anew in each.
FINISHING = ("finishing", "registration")
BUSY = ("approved", "running", "paused", "accepting")


@dataclass(frozen=True)
class Obligation:
    """One reason. With `bars=False` it is to be looked at: the task is from before the platform, its data may be incomplete."""

    code: str
    sentence: str
    article: str
    task_id: int | None = None
    bars: bool = True
    of_leader: bool = False

    def __str__(self) -> str:
        return f"{self.sentence} ({self.article})" if self.article else self.sentence


def obligations_of(
    organisation: Organisation | None,
    person: Person | None,
    day: date,
    *,
    outline: Outline | None = None,
    but: StTask | None = None,
) -> list[Obligation]:
    """All that bars this organisation from hosting, or this person from leading, a task from that day on.

    `outline` is the rule set of the new task; obligations of old tasks go by their own. `but` is left out: the task asked about.
    """
    found: list[Obligation] = []
    if organisation is not None:
        hosted = _others(StTask.objects.filter(host=organisation), but)
        found += _of_tasks(hosted, day)
        found += _money_owed(hosted)
        found += _unreported(hosted, day)
    found += _sanctions(organisation, person, day)
    if person is not None:
        found += _leads(person, but, outline)
    return found


def _others(tasks: QuerySet[StTask], but: StTask | None) -> QuerySet[StTask]:
    return tasks.exclude(pk=but.pk) if but is not None and but.pk else tasks


def _of_tasks(hosted: QuerySet[StTask], day: date) -> Iterator[Obligation]:
    """Results not registered, acceptance dossiers far too late."""
    unregistered = Q(state__in=["accepted", "closed"], registered_on=None) & ~Q(grade="fail")
    late = Q(state__in=["running", "accepting"], dossier_on=None, acceptance_due_on__lt=day)
    for task in (
        hosted.filter(unregistered | late)
        .select_related("procedure")
        .defer("procedure__definition")
        .order_by("pk")
    ):
        one = _late_dossier(task, day) if task.accepted_on is None else _unregistered(task, day)
        if one is not None:
            yield one


def _unregistered(task: StTask, day: date) -> Obligation | None:
    outline = outline_for(task)
    assert task.accepted_on is not None
    due = _after(task.accepted_on, outline, "registration.days")
    if due is not None and task.step in FINISHING and task.step_due:
        due = max(due, task.step_due)
    if due is None or due >= day:
        return None
    sentence = _("Nhiệm vụ “%(task)s” nghiệm thu ngày %(day)s chưa đăng ký kết quả.") % {
        "task": task.name, "day": day_said(task.accepted_on)
    }  # fmt: skip
    return _about("results_not_registered", sentence, task, outline, "registration.days")


def _late_dossier(task: StTask, day: date) -> Obligation | None:
    outline = outline_for(task)
    assert task.acceptance_due_on is not None
    barred = _after(task.acceptance_due_on, outline, "acceptance.late_barred_days")
    if barred is None or barred >= day:
        return None
    sentence = _(
        "Nhiệm vụ “%(task)s” phải nộp hồ sơ nghiệm thu chậm nhất ngày %(day)s, đã quá %(late)s ngày."
    ) % {
        "task": task.name, "day": day_said(task.acceptance_due_on), "late": (day - task.acceptance_due_on).days
    }  # fmt: skip
    return _about("acceptance_late", sentence, task, outline, "acceptance.late_barred_days")


def _money_owed(hosted: QuerySet[StTask]) -> Iterator[Obligation]:
    stops = Stop.objects.filter(
        task__in=hosted, refund__gt=Coalesce(F("refunded"), 0), decided_on__isnull=False
    )
    for stop in stops.select_related("task__procedure").defer("task__procedure__definition").order_by("pk"):
        sentence = _("Nhiệm vụ “%(task)s” đã chấm dứt, còn %(left)s phải hoàn trả (hạn %(day)s).") % {
            "task": stop.task.name, "left": dong((stop.refund or 0) - (stop.refunded or 0)),
            "day": day_said(stop.refund_due_on),
        }  # fmt: skip
        yield _about("money_not_returned", sentence, stop.task, outline_for(stop.task), "refund.days")


def _unreported(hosted: QuerySet[StTask], day: date) -> Iterator[Obligation]:
    uses = (
        Use.objects.filter(task__in=hosted, due_on__lt=day, sent_at=None)
        .select_related("task__procedure")
        .defer("task__procedure__definition")
    )
    for use in uses.order_by("due_on", "pk"):
        sentence = _("Nhiệm vụ “%(task)s” chưa báo cáo ứng dụng kết quả năm %(year)s (hạn %(day)s).") % {
            "task": use.task.name, "year": use.year, "day": day_said(use.due_on)
        }  # fmt: skip
        yield _about("use_not_reported", sentence, use.task, outline_for(use.task), "follow_up.years")


def _sanctions(organisation: Organisation | None, person: Person | None, day: date) -> Iterator[Obligation]:
    whom = Q()
    if organisation is not None:
        whom |= Q(organisation=organisation)
    if person is not None:
        whom |= Q(person=person)
    if not whom:
        return
    for one in Sanction.objects.filter(whom, valid_from__lte=day, valid_to__gte=day).order_by("pk"):
        sentence = _("%(who)s không được tham gia đến hết ngày %(day)s: %(reason)s.") % {
            "who": _("Tổ chức") if one.organisation_id else _("Chủ nhiệm"), "day": day_said(one.valid_to),
            "reason": one.reason.rstrip("."),
        }  # fmt: skip
        yield Obligation(
            "sanction",
            sentence,
            one.symbol or USUAL_ARTICLE,
            one.task_id,
            of_leader=one.person_id is not None,
        )


def _leads(person: Person, but: StTask | None, outline: Outline | None) -> Iterator[Obligation]:
    led = _others(StTask.objects.filter(leader=person, state__in=BUSY), but)
    for task in led.order_by("pk"):
        sentence = _("%(person)s đang làm chủ nhiệm nhiệm vụ “%(task)s”.") % {
            "person": person.name, "task": task.name
        }  # fmt: skip
        article = article_of(outline, "leader.one_task") or article_of(outline, "leader.active_years")
        yield Obligation("leads_another", sentence, article or USUAL_ARTICLE, task.pk, of_leader=True)


def _after(day: date, outline: Outline | None, code: str) -> date | None:
    """So many days after, by the rule set; for a task from before the platform the day itself."""
    if outline is None:
        return day
    days = whole_figure(outline, code)
    if days is None:
        return None
    unit = outline.figure_by_code[code].unit
    return due_day(Deadline(days, unit if unit in ("working_days", "months") else "days"), day)


def _about(code: str, sentence: str, task: StTask, outline: Outline | None, figure_code: str) -> Obligation:
    return Obligation(
        code,
        sentence,
        article_of(outline, figure_code) or USUAL_ARTICLE,
        task.pk,
        bars=bool(task.procedure_id),
    )
