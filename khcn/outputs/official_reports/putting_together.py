"""Putting together: sections from the plan, blocks from what agencies sent. Running it again adds what is new."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.choices import CycleKind, CycleState
from khcn.agency_reports.models import Cycle
from khcn.kernel.access import Actor, require
from khcn.kernel.agencies.models import Agency
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.outputs.official_reports.choices import BlockState
from khcn.outputs.official_reports.collecting import collect
from khcn.outputs.official_reports.locking import draft
from khcn.outputs.official_reports.models import Block, OfficialReport, Section
from khcn.outputs.official_reports.pieces import Piece
from khcn.outputs.official_reports.reconciling import Changes, changes
from khcn.outputs.official_reports.rules import EDIT
from khcn.outputs.official_reports.skeleton import Part

SOURCE_FIELDS = ("original", "text", "figures", "table", "answer", "agency", "task", "state", "section", "newer", "revision")  # fmt: skip
_TITLES = {
    CycleKind.YEAR: "Kết quả thực hiện {plan} năm {year}",
    CycleKind.HALF_YEAR: "Kết quả thực hiện {plan} 6 tháng năm {year}",
    CycleKind.MID_TERM: "Sơ kết thực hiện {plan} đến năm {year}",
    CycleKind.FINAL: "Tổng kết thực hiện {plan}",
}


@transaction.atomic
def put_together(*, cycle: Cycle, issuer: Agency, by: Actor) -> OfficialReport:
    """The draft report of the cycle with everything its sources hold now."""
    require(by, EDIT)
    cycle = Cycle.objects.select_for_update(of=("self",)).select_related("plan", "template").get(pk=cycle.pk)
    if cycle.state == CycleState.PREPARING:
        raise DomainError(
            _("Kỳ báo cáo chưa mở nên chưa có gì để tổng hợp. Hãy mở kỳ trước."), code="cycle.not_open"
        )
    report = draft(_report(cycle, issuer, by), by)
    collected = collect(cycle, timezone.localdate())
    sections = _sections(report, collected.parts)
    found = changes(blocks_of(report), collected.pieces)
    _apply(found, sections, [piece.key for piece in collected.pieces])
    _drop_empty(report, {part.code for part in collected.parts})
    report.gathered_at = timezone.now()
    report.save(update_fields=["gathered_at"])
    record_event("official_report.gather", report, by=by, after=found.counts)
    return report


def pending(report: OfficialReport) -> Changes:
    """What putting together would change now."""
    return changes(blocks_of(report), collect(report.cycle, timezone.localdate()).pieces)


def blocks_of(report: OfficialReport) -> list[Block]:
    rows = Block.objects.filter(section__report=report).select_related("section", "agency", "answer__report")
    rows = rows.defer("answer__report__sealed")
    return list(rows.order_by("section__order", "order", "pk"))


def _report(cycle: Cycle, issuer: Agency, by: Actor) -> OfficialReport:
    title = _TITLES.get(CycleKind(cycle.kind), "{title}")
    told = {
        "title": title.format(plan=_plan_words(cycle), year=cycle.year, title=cycle.title)[:500],
        "place": cycle.plan.place, "created_by_id": by.user_id, "artificial": cycle.artificial,
        "addressees": [cycle.plan.issuer_name] if cycle.plan.issuer_name else [],
        "recipients": ["Như trên", "Lưu: VT"],
        "symbol": f"BC-{issuer.short_name}" if issuer.short_name and " " not in issuer.short_name else "",
    }  # fmt: skip
    return OfficialReport.objects.get_or_create(cycle=cycle, issuer=issuer, defaults=told)[0]


def _plan_words(cycle: Cycle) -> str:
    return f"Kế hoạch số {cycle.plan.symbol}" if cycle.plan.symbol else cycle.plan.short_title


def _sections(report: OfficialReport, parts: Iterable[Part]) -> dict[str, Section]:
    there = {one.code: one for one in Section.objects.filter(report=report)}
    new, moved = [], []
    for order, part in enumerate(parts):
        told = {"level": part.level, "title": part.title, "order": order}
        row = there.get(part.code)
        if row is None:
            new.append(Section(report=report, code=part.code, **told))
        elif any(getattr(row, name) != value for name, value in told.items()):
            for name, value in told.items():
                setattr(row, name, value)
            moved.append(row)
    Section.objects.bulk_create(new)
    Section.objects.bulk_update(moved, ["level", "title", "order"], batch_size=100)
    return there | {one.code: one for one in new}


def _drop_empty(report: OfficialReport, wanted: set[str]) -> None:
    """Headings of tasks that left the plan go once nothing stands under them."""
    Section.objects.filter(report=report, blocks=None).exclude(code__in=wanted).delete()


def _apply(found: Changes, sections: dict[str, Section], order: list[str]) -> None:
    Block.objects.filter(pk__in=[one.pk for one in found.gone]).delete()
    for block, piece in found.refreshed:
        _refresh(block, piece, sections)
    moved = [block for block, piece in found.same if _follow(block, piece)]
    for block, newer in found.told:
        block.newer = newer
    changed = [one for one, _piece in found.refreshed] + moved + [one for one, _newer in found.told]
    Block.objects.bulk_update({one.pk: one for one in changed}.values(), SOURCE_FIELDS, batch_size=100)
    _insert(found.new, sections, order)


def _follow(block: Block, piece: Piece) -> bool:
    """The same words from a newer version of the answer, a figure at another place, an answer accepted since."""
    answer = piece.answer.pk if piece.answer else None
    state = _first_state(piece) if block.edited_at is None else block.state
    if (block.figures, block.answer_id, block.state) == (piece.figures, answer, state):
        return False
    block.figures, block.answer, block.state = piece.figures, piece.answer, state
    return True


def _refresh(block: Block, piece: Piece, sections: dict[str, Section]) -> None:
    block.original = block.text = piece.original
    block.table, block.figures, block.newer = piece.table, piece.figures, None
    block.answer, block.agency, block.task = piece.answer, piece.agency, piece.task
    block.section = sections[piece.section]
    block.revision += 1
    if block.edited_at is None:
        block.state = _first_state(piece)


def _first_state(piece: Piece) -> BlockState:
    return BlockState.KEPT if piece.settled else BlockState.WAITING


def _insert(new: list[Piece], sections: dict[str, Section], order: list[str]) -> None:
    """Each new block after the piece that comes before it in the sources; what people moved stays where it is."""
    if not new:
        return
    place = {key: number for number, key in enumerate(order)}
    rows: dict[str, list[Block]] = {}
    codes = {piece.section for piece in new}
    there = Block.objects.filter(section__in=[sections[code].pk for code in codes]).select_related("section")
    for block in there.order_by("order", "pk"):
        rows.setdefault(block.section.code, []).append(block)
    for piece in new:
        row = rows.setdefault(piece.section, [])
        row.insert(_behind(row, place[piece.key], place), _made(piece, sections[piece.section]))
    numbered = [(number, block) for row in rows.values() for number, block in enumerate(row)]
    moved = [block for number, block in numbered if block.pk and block.order != number]
    for number, block in numbered:
        block.order = number
    Block.objects.bulk_update(moved, ["order"], batch_size=100)
    Block.objects.bulk_create([block for _number, block in numbered if not block.pk])


def _behind(row: list[Block], mine: int, place: dict[str, int]) -> int:
    before = [number for number, one in enumerate(row) if place.get(one.key, mine) < mine]
    return before[-1] + 1 if before else 0


def _made(piece: Piece, section: Section) -> Block:
    return Block(
        section=section, key=piece.key, kind=piece.kind, original=piece.original, text=piece.original,
        table=piece.table, figures=piece.figures, agency=piece.agency, answer=piece.answer, task=piece.task,
        rule=piece.rule, state=_first_state(piece),
    )  # fmt: skip
