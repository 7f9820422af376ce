"""Taking a sent report over: every answer becomes what the rest of the house reads, in one transaction."""

from collections import Counter
from collections.abc import Collection

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.accepting.claims import Thing, basis_of, claims_of
from khcn.agency_reports.accepting.conflicts import rulings_of
from khcn.agency_reports.accepting.figures import tell_figure
from khcn.agency_reports.accepting.obstacles import tell_obstacle
from khcn.agency_reports.accepting.task_updates import tell_update
from khcn.agency_reports.choices import ItemKind, Outcome, ReportState
from khcn.agency_reports.cycles.reminding import answering
from khcn.agency_reports.filling.knowing import cards_of, predecessors
from khcn.agency_reports.filling.saving import locked
from khcn.agency_reports.filling.values import is_empty
from khcn.agency_reports.models import AcceptedValue, Answer, Cycle, Report, Ruling
from khcn.indicators.models import Card
from khcn.kernel.access import Actor, require
from khcn.kernel.accounts.choices import Role
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.kernel.notices.domain import notify
from khcn.lib.vn_text import nfc
from khcn.plan.people import seated

DECIDE = "agency_reports.report.decide"


@transaction.atomic
def accept_report(*, report: Report, by: Actor, note: str = "") -> Report:
    """Take the report over. A second click by the same person changes nothing.

    What agencies lead becomes updates of tasks, what they own becomes confirmed figures of indicators, what hinders
    them becomes obstacles; each keeps the way back to its answer. An answer overruled before stays readable but
    tells nothing. When one answer cannot be taken over, nothing is.
    """
    require(by, DECIDE, report)
    report = locked(report)
    if report.state == ReportState.ACCEPTED and report.decided_by_id == by.user_id:
        return report
    if report.state != ReportState.SENT:
        sentence = _("Báo cáo đang ở trạng thái “{state}” nên không tiếp nhận được. Hãy tải lại trang.")
        raise DomainError(sentence.format(state=report.get_state_display()), code=f"report.{report.state}")
    made = _Acceptance(report, by).run()
    report.state, report.decision_note = ReportState.ACCEPTED, nfc(note).strip()
    report.decided_at, report.decided_by_id = timezone.now(), by.user_id
    report.save()
    record_event(
        "report.accept", report, by=by, before={"state": ReportState.SENT},
        after={"state": report.state, "version": report.version, "part": report.part, "seal": report.seal, **made},
    )  # fmt: skip
    _tell_agency(report, by)
    return report


def hold_cycle(cycle: Cycle) -> None:
    """Accepting and deciding about contradictions wait for each other within a cycle; writing agencies do not."""
    Cycle.objects.select_for_update(no_key=True).get(pk=cycle.pk)


class _Acceptance:
    """One report being taken over; what all its answers need is read once."""

    def __init__(self, report: Report, by: Actor) -> None:
        self.report, self.by, self.cycle = report, by, report.request.cycle
        hold_cycle(self.cycle)
        self.answers = _answers(report)
        items = [answer.item for answer in self.answers]
        self.cards: dict[int, Card] = cards_of(items)
        self.past = {row.item_id: row for row in AcceptedValue.objects.filter(item__in=items)}
        self.agencies = predecessors(report.request)
        self.rulings = _rulings_in_force(self.cycle, self.answers)

    def run(self) -> dict[str, int]:
        made: Counter[str] = Counter(answers=len(self.answers))
        for answer in self.answers:
            try:
                made.update(self._take(answer))
            except DomainError as refusal:
                raise DomainError(
                    _("Mục “{item}”: {sentence}").format(item=answer.item.title, sentence=refusal.message),
                    code=refusal.code,
                ) from refusal
        return dict(made)

    def _take(self, answer: Answer) -> list[str]:
        """Write the pointer; tells what came out of the answer."""
        past = self.past.get(answer.item_id)
        row = past or AcceptedValue(item=answer.item)
        if self._tells(answer):
            row.update = (
                tell_update(answer=answer, past=past, agencies=self.agencies, by=self.by) or row.update
            )
            card = self.cards.get(answer.item.indicator_id or 0)
            row.observation = tell_figure(answer=answer, card=card, by=self.by) or row.observation
        row.obstacle = tell_obstacle(answer=answer, agencies=self.agencies, by=self.by) or row.obstacle
        row.answer, row.accepted_by_id = answer, self.by.user_id
        row.save()
        return [name for name in ("update", "observation", "obstacle") if getattr(row, name) is not None]

    def _tells(self, answer: Answer) -> bool:
        """Leads tell how their tasks stand; where a person decided about a contradiction, that answer tells."""
        ruling = self.rulings.get(thing_of(answer))
        if ruling is None or ruling.outcome == Outcome.BOTH:
            return answer.item.kind != ItemKind.TASK or leads(answer)
        return ruling.answer is not None and ruling.answer.item_id == answer.item_id


def leads(answer: Answer) -> bool:
    return answer.item.role in ("", "lead")


def thing_of(answer: Answer) -> Thing:
    return str(answer.item.kind), answer.item.task_id or answer.item.indicator_id or 0


def _answers(report: Report) -> list[Answer]:
    """What the report says, item by item; empty answers say nothing."""
    rows = Answer.objects.filter(report=report).select_related("item__task__plan", "item__indicator")
    answers = [row for row in rows.order_by("item__order", "pk") if not is_empty(row)]
    for answer in answers:
        answer.report = report
    return answers


def _rulings_in_force(cycle: Cycle, answers: Collection[Answer]) -> dict[Thing, Ruling]:
    """Those about things of this report, as long as nobody has said anything else since."""
    asked = {thing_of(answer) for answer in answers}
    rulings = {thing: row for thing, row in rulings_of(cycle).items() if thing in asked}
    if not rulings:
        return {}
    claims = claims_of(cycle, rulings)
    return {thing: row for thing, row in rulings.items() if row.basis == basis_of(claims.get(thing, []))}


def _tell_agency(report: Report, by: Actor) -> None:
    request = report.request
    people = seated(Role.REPORTER, Role.APPROVER, on=by.on, agencies=answering(request, by.on))
    notify(
        users=people.exclude(pk=by.user_id or 0), kind="report.accepted",
        title=_("Báo cáo đã được tiếp nhận: {title}").format(title=request.cycle.title),
        body=report.decision_note,
        url=reverse("report_fill", kwargs={"code": request.cycle.code, "agency": request.agency.code}),
    )  # fmt: skip
