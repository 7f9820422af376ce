"""Questions of members to whoever wrote what they judge: asked, forwarded in time, answered.

The applicant does not learn who asks, the members do not learn who of the team answers.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, require
from khcn.kernel.accounts.models import User
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.kernel.notices.domain import notify
from khcn.lib.working_days import add_working_days
from khcn.operations.st_tasks.choices import ApplicationState, Purpose, TeamRole
from khcn.operations.st_tasks.councils.common import appointed, own_seat, told
from khcn.operations.st_tasks.councils.declaring import papers_open
from khcn.operations.st_tasks.councils.kinds import kind_of
from khcn.operations.st_tasks.models import Application, CouncilItem, Meeting, Question, Seat, TeamMember
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.rules import WRITERS, team_rows

MANAGE = "st_tasks.council.manage"
LONGEST = 2000
LONGEST_ANSWER = 10_000


@transaction.atomic
def ask_question(*, seat: Seat, item: CouncilItem, text: str, by: Actor) -> Question:
    """A member asks before the item is concluded, once the papers are open to them."""
    appointed(seat.council_id)
    own_seat(seat, by)
    item = CouncilItem.objects.get(pk=item.pk)
    if shut := papers_open(seat, item):
        raise NotAllowed(shut, code="not_allowed:st_tasks.question")
    if item.concluded_at is not None:
        raise DomainError(_("Nội dung này đã kết luận."), code="item.concluded")
    text = text.replace("\x00", "").strip()
    if not text or len(text) > LONGEST:
        raise told(
            _("Hãy ghi câu hỏi, không quá %(most)s ký tự.") % {"most": LONGEST}, "question.text", "text"
        )
    asked = Question.objects.create(item=item, seat=seat, text=text)
    record_event("council.ask", asked, by=by, label=_("Câu hỏi của thành viên hội đồng"))
    return asked


def forward_by(meeting: Meeting) -> date | None:
    """The last day for forwarding, so many working days before the meeting; None where the rule set has no such number."""
    outline = outline_of(meeting.council.procedure)
    figure = outline.figure_by_code.get(f"questions.before.{kind_of(meeting.council).judges}")
    if figure is None:
        return None
    return add_working_days(timezone.localdate(meeting.at), -int(figure.value))


@transaction.atomic
def forward_questions(
    *, meeting: Meeting, questions: Sequence[Question], by: Actor, late_reason: str = ""
) -> list[Question]:
    """Send questions to those who answer, without the name of who asks. Later than the rule set lets it takes a reason
    (`question.late`)."""
    council = appointed(meeting.council_id)
    require(by, MANAGE, council)
    late_reason = late_reason.replace("\x00", "").strip()[:300]
    due = forward_by(meeting)
    if due is not None and by.on > due and not late_reason:
        raise told(
            _("Câu hỏi phải chuyển chậm nhất ngày %(due)s. Hãy ghi lý do chuyển muộn.")
            % {"due": f"{due:%d/%m/%Y}"},
            "question.late", "late_reason",
        )  # fmt: skip
    wanted = [one.pk for one in questions]
    rows = Question.objects.select_for_update(of=("self",)).filter(pk__in=wanted, item__council=council)
    rows = rows.filter(pk__in=Question.objects.filter(item__meetings=meeting).values("pk"), forwarded_at=None)
    sent = list(rows.select_related("item__task", "item__dossier", "item__council"))
    for one in sent:
        one.forwarded_at = timezone.now()
        one.save(update_fields=["forwarded_at"])
        _tell_writers(one)
        record_event(
            "council.question", one, by=by, label=_("Câu hỏi của thành viên hội đồng"),
            after={"late_reason": late_reason},
        )  # fmt: skip
    return sent


@transaction.atomic
def answer_question(*, question: Question, answer: str, by: Actor) -> Question:
    """The applicant answers, or the clerk enters an answer that came on paper; until the item is concluded it may be put better."""
    council = appointed(question.item.council_id)
    question = Question.objects.select_for_update(of=("self",)).select_related("item").get(pk=question.pk)
    writes = may_answer(by, question)
    if not writes:
        require(by, MANAGE, council)
    if question.forwarded_at is None:
        raise DomainError(_("Câu hỏi chưa được chuyển."), code="question.not_forwarded")
    if question.item.concluded_at is not None:
        raise DomainError(_("Nội dung này đã kết luận."), code="item.concluded")
    answer = answer.replace("\x00", "").strip()
    if not answer or len(answer) > LONGEST_ANSWER:
        raise told(
            _("Hãy ghi câu trả lời, không quá %(most)s ký tự.") % {"most": LONGEST_ANSWER},
            "question.answer", "answer",
        )  # fmt: skip
    question.answer, question.answered_at = answer, timezone.now()
    question.save(update_fields=["answer", "answered_at"])
    label = _("Trả lời câu hỏi của thành viên hội đồng")
    record_event("council.answer", question, by=by, label=label, after={"by_team": writes})
    _tell_asker(question)
    return question


def answering(item: CouncilItem) -> QuerySet[Application]:
    """Who answers: the dossier under judgement; at identification the proposal, later the dossier that was chosen."""
    if item.dossier_id:
        return Application.objects.filter(pk=item.dossier_id)
    rows = Application.objects.filter(task=item.task_id)
    if kind_of(item.council).judges == "identification":
        return rows.filter(purpose=Purpose.PROPOSAL)
    return rows.filter(purpose=Purpose.DOSSIER, state=ApplicationState.CHOSEN)


def questions_for(application: Application) -> QuerySet[Question]:
    """The questions that were forwarded to this application, without their askers."""
    if not application.task_id:
        return Question.objects.none()
    if application.purpose == Purpose.PROPOSAL:
        asked = Q(item__task=application.task_id, item__dossier=None)
    elif application.state == ApplicationState.CHOSEN:
        asked = Q(item__dossier=application.pk) | Q(item__task=application.task_id, item__dossier=None)
    else:
        asked = Q(item__dossier=application.pk)
    rows = Question.objects.filter(asked, forwarded_at__isnull=False)
    return rows.select_related("item__council__procedure").defer(
        "item__council__procedure__definition", "seat"
    )


def asked_of(application: Application) -> list[Question]:
    """The same, those left out that another application of the task answers."""
    return [one for one in questions_for(application) if _is_asked(one, application)]


def _is_asked(question: Question, application: Application) -> bool:
    if question.item.dossier_id:
        return question.item.dossier_id == application.pk
    proposal = kind_of(question.item.council).judges == "identification"
    return proposal == (application.purpose == Purpose.PROPOSAL)


def may_answer(by: Actor, question: Question) -> bool:
    """Whether this person writes in an application that is asked."""
    own = team_rows(by, *WRITERS).filter(application__in=answering(question.item).values("pk"))
    return own.exists()


def _tell_writers(question: Question) -> None:
    for application in answering(question.item):
        members = TeamMember.objects.filter(application=application, removed_at=None, role__in=WRITERS)
        members = members.filter(Q(role=TeamRole.OWNER) | Q(accepted=True), user__isnull=False)
        people = User.objects.filter(pk__in=members.values("user"), is_active=True)
        notify(
            users=people, kind="council.question",
            title=_("Câu hỏi của hội đồng về “%s”") % question.item.task.outward_name[:200],
            body="" if question.item.task.confidential else question.text,
            url=reverse("application_edit", kwargs={"pk": application.pk}) + "#cau-hoi",
        )  # fmt: skip


def _tell_asker(question: Question) -> None:
    """The member learns that there is an answer; neither who gave it nor for whom."""
    asker = Seat.objects.select_related("user").get(pk=question.seat_id).user
    notify(
        users=[asker] if asker else [], kind="council.answer", title=_("Câu hỏi của bạn trong hội đồng đã có trả lời"),
        body="", url=reverse("my_item", kwargs={"pk": question.item_id}) + "#hoi",
    )  # fmt: skip
