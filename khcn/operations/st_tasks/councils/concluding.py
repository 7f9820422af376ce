"""Conclusions: the result of an item is computed from the sheets handed in, stored with its arithmetic, and never typed.

Sheets count of members who are at the meeting (and of those who wrote, if the rule set says so) and whom nothing bars. The
dossiers of one task are concluded together.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.choices import CouncilState, MeetingState
from khcn.operations.st_tasks.councils import ballots
from khcn.operations.st_tasks.councils.bids import bids_of, record_years
from khcn.operations.st_tasks.councils.common import appointed, refuse_closed, told
from khcn.operations.st_tasks.councils.kinds import Kind, grid_of, kind_of
from khcn.operations.st_tasks.councils.meetings import Room, refuse_without_quorum, room
from khcn.operations.st_tasks.councils.saying import cited, say_refusal
from khcn.operations.st_tasks.identity import shown_title
from khcn.operations.st_tasks.judging.acceptance import council_grade
from khcn.operations.st_tasks.judging.finance import Appraisal, Line, appraise
from khcn.operations.st_tasks.judging.identification import identify
from khcn.operations.st_tasks.judging.rules import AcceptanceRule, IdentificationRule, SelectionRule
from khcn.operations.st_tasks.judging.selection import BidResult, Outcome, tally
from khcn.operations.st_tasks.judging.steps import BadSheet, Key, Step
from khcn.operations.st_tasks.judging.storing import restored, stored
from khcn.operations.st_tasks.models import (
    BudgetLine,
    Conflict,
    Council,
    CouncilItem,
    Meeting,
    OrderedProduct,
    Sheet,
)
from khcn.operations.st_tasks.procedures.keeping import outline_of

Names = Callable[[str, Key], str]


@transaction.atomic
def conclude(
    *,
    item: CouncilItem,
    by: Actor,
    meeting: Meeting | None = None,
    conclusion: str = "",
    missing_ok: bool = False,
    agreed: bool = True,
) -> list[CouncilItem]:
    """Conclude an item; at selection all dossiers of its task at once. Gives back what was concluded.

    Refused when it was concluded before (`item.concluded`), without a meeting with a quorum, while a member who is there has
    not handed in (`sheets.missing`, unless `missing_ok`), and when a sheet cannot be counted. `agreed` is for finance groups.
    """
    council = appointed(item.council_id)
    item = CouncilItem.objects.select_related("task", "dossier").get(pk=item.pk)
    if item.concluded_at is not None:
        raise DomainError(
            _("Nội dung này vừa được kết luận lúc %(at)s; hãy tải lại trang.")
            % {"at": f"{timezone.localtime(item.concluded_at):%H:%M %d/%m/%Y}"},
            code="item.concluded",
        )
    meeting = _meeting(item, meeting)
    refuse_without_quorum(meeting, item)
    kind = kind_of(council)
    _refuse_before_experts(kind, item)
    try:
        concluded = _CONCLUDERS[kind.judges](_Case(council, kind, meeting, item, missing_ok, agreed))
    except BadSheet as error:
        raise DomainError(say_refusal(error, names_of(council)), code=f"sheet.{error.code}") from error
    for one in concluded:
        one.concluded_at, one.conclusion = timezone.now(), conclusion.strip()
        one.save(update_fields=["outcome", "concluded_at", "conclusion", "result"])
        record_event("council.conclude", one, by=by, after={"result": one.result, "meeting": meeting.number})
    return concluded


def _refuse_before_experts(kind: Kind, item: CouncilItem) -> None:
    """A group of experts that was set up for the task reports before the council concludes."""
    if kind.advisory:
        return
    waiting = CouncilItem.objects.filter(
        task=item.task_id, council__state=CouncilState.APPOINTED, concluded_at=None
    ).exclude(council=item.council_id)
    for one in waiting.select_related("council__procedure").defer("council__procedure__definition"):
        group = kind_of(one.council)
        if group.advisory and group.judges == kind.judges:
            raise DomainError(
                _("“%(name)s” đã thành lập nhưng chưa có báo cáo; tổ chuyên gia đánh giá trước hội đồng.")
                % {"name": one.council.name},
                code="item.experts_first",
            )


@transaction.atomic
def decide_tie(*, item: CouncilItem, conclusion: str, by: Actor) -> CouncilItem:
    """What the council proposes where all rules for ties leave dossiers equal: this one of them, with its grounds."""
    appointed(item.council_id)
    item = CouncilItem.objects.get(pk=item.pk)
    if item.result != "undecided":
        raise DomainError(_("Chỉ chọn giữa các hồ sơ ngang nhau."), code="item.no_tie")
    if not conclusion.strip():
        raise told(_("Hãy ghi kiến nghị và căn cứ của hội đồng."), "item.conclusion", "conclusion")
    CouncilItem.objects.filter(council=item.council_id, task=item.task_id, result="undecided").update(
        result="passed"
    )
    item.result, item.conclusion = "winner", conclusion.strip()
    item.save(update_fields=["result", "conclusion"])
    record_event("council.tie", item, by=by, after={"conclusion": item.conclusion})
    return item


@transaction.atomic
def appraise_line(
    *, item: CouncilItem, line: BudgetLine, planned: int | None, by: Actor, note: str = ""
) -> BudgetLine:
    """What the finance group agrees to for one line; whole đồng, not above what was asked."""
    appointed(item.council_id)
    if CouncilItem.objects.get(pk=item.pk).concluded_at is not None:
        raise DomainError(_("Tổ thẩm định đã kết luận."), code="item.concluded")
    line = BudgetLine.objects.select_for_update().get(pk=line.pk)
    if line.task_id != item.task_id:
        raise DomainError(_("Dòng dự toán này thuộc nhiệm vụ khác."), code="line.foreign")
    if planned is not None and not 0 <= planned <= (line.asked or 0):
        raise told(_("Số thẩm định phải từ 0 đến số đề nghị."), "line.above_asked", "planned")
    before: int | None = line.planned
    line.planned = planned  # type: ignore[assignment]
    line.appraisal_note = note.strip()
    line.save(update_fields=["planned", "appraisal_note"])
    record_event("budget.appraise", line, by=by, before={"planned": before}, after={"planned": planned})
    return line


def appraisal_of(item: CouncilItem) -> Appraisal:
    """The sums of the finance group so far."""
    rows = BudgetLine.objects.filter(task=item.task_id).exclude(asked=None, planned=None)
    lines = [
        Line(
            key=row.pk, item=row.item, source=row.source, year=row.year, asked=row.asked or 0, appraised=row.planned,
            lump_sum=row.lump_sum,
        )
        for row in rows
    ]  # fmt: skip
    return appraise(lines=lines, article=kind_of(item.council).told.basis.article)


# --- what is counted -------------------------------------------------------------------------------------------------


class _Case:
    """One conclusion: who is there, whose sheets count, what was handed in."""

    def __init__(
        self,
        council: Council,
        kind: Kind,
        meeting: Meeting,
        item: CouncilItem,
        missing_ok: bool,
        agreed: bool,
    ) -> None:
        self.council, self.kind, self.meeting, self.item, self.agreed = council, kind, meeting, item, agreed
        self.items = _together(council, kind, item)
        self.room: Room = room(meeting)
        barred = Conflict.objects.filter(item__in=self.items, bars=True, waived_at=None)
        self.barred = set(barred.values_list("seat_id", flat=True))
        voting = {seat.pk for seat in self.room.seats}
        self.present = (self.room.here & voting) - self.barred
        self.voters = self.present | (
            (self.room.written - self.barred) if kind.written_votes else frozenset()
        )
        sheets = ballots.handed_in(self.items, kind)
        self.sheets = [sheet for sheet in sheets if sheet.seat_id in self.voters]
        self.left_out = [sheet for sheet in sheets if sheet.seat_id not in self.voters]
        if not missing_ok and kind.judges != "finance":
            self._refuse_missing()

    def _refuse_missing(self) -> None:
        given = {(sheet.seat_id, sheet.item_id) for sheet in self.sheets}
        waiting = [
            seat.name for seat in self.room.seats
            if seat.pk in self.present and any((seat.pk, one.pk) not in given for one in self.items)
        ]  # fmt: skip
        if waiting:
            raise DomainError(
                _("Còn phiếu chưa nộp của: %(names)s.") % {"names": ", ".join(waiting)}, code="sheets.missing"
            )

    def kept(self, steps: Sequence[Step], **more: Any) -> dict[str, Any]:
        """What is stored of a result, whatever was judged."""
        return {
            "judges": self.kind.judges,
            "meeting": self.meeting.pk,
            "present": len(self.voters),
            "not_counted": sorted({sheet.seat_id for sheet in self.left_out}),
            "barred": sorted(self.barred),
            "steps": stored(steps),
            **more,
        }


def _identification(case: _Case) -> list[CouncilItem]:
    sheets = [ballots.content_sheet(sheet, case.kind) for sheet in case.sheets]
    (found,) = identify(
        rule=case.kind.rule(IdentificationRule), contents=[code for code, _name in case.kind.contents],
        items=[case.item.pk], sheets=sheets, present=len(case.voters),
    )  # fmt: skip
    if found.share is None:
        raise DomainError(_("Chưa có phiếu nào đủ nội dung nên chưa kết luận được."), code="item.no_ballots")
    item = case.items[0]
    item.result = "recommended" if found.recommended else "not_recommended"
    item.outcome = case.kept(found.steps, votes=found.votes, cast=found.cast, share=str(found.share))
    return [item]


def _selection(case: _Case) -> list[CouncilItem]:
    outline = outline_of(case.council.procedure)
    grid = grid_of(outline, case.item.task)
    day = timezone.localdate(case.meeting.at)
    bids = bids_of(case.items, day, record_years=record_years(outline))
    outcome = tally(
        rule=case.kind.rule(SelectionRule), grid=grid, bids=list(bids.values()), present=len(case.voters),
        sheets=[ballots.score_sheet(one.seat_id, one.item_id, one.points, one.blank) for one in case.sheets],
    )  # fmt: skip
    for item in case.items:
        result = outcome.of(item.pk)
        item.result = selection_result(outcome, result)
        item.outcome = case.kept(
            result.steps,
            all_steps=stored(outcome.steps),
            reason=outcome.reason,
            grid=grid.code,
            **told_result(result),
        )
    return case.items


def selection_result(outcome: Outcome, result: BidResult) -> str:
    """winner, undecided (shares the first place), passed or failed."""
    if outcome.winner is not None and outcome.winner == result.key:
        return "winner"
    if result.place == 1:
        return "undecided"
    return "passed" if result.passes else "failed"


def told_result(result: BidResult) -> dict[str, Any]:
    """The numbers of one bid as text that loses nothing."""
    numbers = {
        name: _text(getattr(result, name))
        for name in ("mean_all", "low", "high", "mean_valid", "bonus", "final", "content")
    }
    return numbers | {
        "place": result.place,
        "passes": result.passes,
        "invalid": list(result.invalid),
        "uncounted": list(result.uncounted),
        "zeros": dict(result.zeros),
        "ballots": [
            {
                "member": one.member, "state": one.state, "total": _text(one.total), "deviation": _text(one.deviation),
            }
            for one in result.ballots
        ],
    }  # fmt: skip


def _acceptance(case: _Case) -> list[CouncilItem]:
    rule = case.kind.rule(AcceptanceRule)
    products = list(OrderedProduct.objects.filter(task=case.item.task_id))
    sheets = [ballots.acceptance_sheet(sheet, products) for sheet in case.sheets]
    late = ballots.is_late_dossier(rule, case.item.task)
    found = council_grade(rule=rule, sheets=sheets, present=len(case.voters), late=late)
    if found.grade is None:
        raise DomainError(_("Chưa có phiếu nào được tính nên chưa xếp loại được."), code="item.no_ballots")
    item = case.items[0]
    item.result = found.grade
    members = [
        {"member": one.member, "grade": one.grade, "steps": stored(one.steps)} for one in found.members
    ]
    item.outcome = case.kept(
        found.steps, counts=dict(found.counts), members=members, settled=found.settled, late=late,
        products={str(one.pk): one.name for one in products},
    )  # fmt: skip
    return [item]


def _finance(case: _Case) -> list[CouncilItem]:
    appraisal = appraisal_of(case.item)
    if case.agreed and appraisal.faults:
        lines = {row.pk: row.what or row.item for row in BudgetLine.objects.filter(task=case.item.task_id)}
        names = lambda kind, key: str(lines.get(key, key))  # noqa: E731
        raise DomainError(" ".join(cited(fault, names) for fault in appraisal.faults), code="finance.faults")
    item = case.items[0]
    item.result = "agreed" if case.agreed else "not_agreed"
    sums = {
        name: [{"name": str(one.name), "asked": one.asked, "appraised": one.appraised} for one in part]
        for name, part in (
            ("by_source", appraisal.by_source),
            ("by_year", appraisal.by_year),
            ("by_item", appraisal.by_item),
        )
    }
    item.outcome = case.kept(
        appraisal.steps, asked=appraisal.total.asked, appraised=appraisal.total.appraised, **sums
    )
    return [item]


_CONCLUDERS: dict[str, Callable[[_Case], list[CouncilItem]]] = {
    "identification": _identification,
    "selection": _selection,
    "acceptance": _acceptance,
    "finance": _finance,
}


def _together(council: Council, kind: Kind, item: CouncilItem) -> list[CouncilItem]:
    """The items that are concluded with this one, held."""
    rows = council.items.select_for_update(of=("self",)).select_related("task", "dossier")
    if kind.judges == "selection":
        return list(rows.filter(task=item.task_id, dossier__isnull=False).order_by("order", "pk"))
    return list(rows.filter(pk=item.pk))


def _meeting(item: CouncilItem, meeting: Meeting | None) -> Meeting:
    """The meeting at which this is concluded: the one given, or the open one that has the item."""
    if meeting is None:
        meeting = item.meetings.filter(state=MeetingState.OPEN).order_by("-number").first()
    if meeting is None or meeting.council_id != item.council_id:
        raise DomainError(
            _("Chưa có phiên họp nào đang mở cho nội dung này. Hãy điểm danh để mở phiên họp."),
            code="meeting.none",
        )
    meeting = (
        Meeting.objects.select_related("council__procedure")
        .defer("council__procedure__definition")
        .get(pk=meeting.pk)
    )
    refuse_closed(meeting)
    return meeting


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


# --- words -----------------------------------------------------------------------------------------------------------


def names_of(council: Council) -> Names:
    """Words for the keys in the steps of this council; dossiers of a blind council by their codes."""
    members = dict(council.seats.values_list("pk", "name"))
    items = {one.pk: shown_title(one) for one in council.items.select_related("task", "dossier", "council")}
    criteria = {
        line.code: line.name for grid in outline_of(council.procedure).grids for line in grid.criteria
    }
    contents = dict(kind_of(council).contents)
    products: dict[Key, str] = {}
    if kind_of(council).judges == "acceptance":
        tasks = council.items.values("task")
        products = dict(OrderedProduct.objects.filter(task__in=tasks).values_list("pk", "name"))
    known: dict[str, dict[Any, str]] = {
        "member": members, "bid": items, "item": items, "criterion": criteria, "content": contents, "product": products,
    }  # fmt: skip

    def name(kind: str, key: Key) -> str:
        return known.get(kind, {}).get(key, str(key))

    return name


def say_outcome(item: CouncilItem, names: Names | None = None) -> list[str]:
    """The arithmetic of a concluded item, sentence by sentence with its articles."""
    if not item.outcome:
        return []
    names = names or names_of(item.council)
    rows = [*item.outcome.get("steps", ()), *item.outcome.get("all_steps", ())]
    return [cited(step, names) for step in restored(rows)]


def number(text: str | None) -> Fraction | None:
    """A number as stored in an outcome."""
    return None if text is None else Fraction(text)


def sheets_of(item: CouncilItem) -> list[Sheet]:
    """All sheets handed in on an item, for the page of the meeting."""
    rows = item.sheets.filter(handed_in_at__isnull=False).select_related("seat")
    return list(rows.order_by("seat__order", "kind"))
