"""The annexes as tables made from data; every number keeps its origin."""

from collections.abc import Iterator

from khcn.agency_reports.choices import Declared, RequestState
from khcn.outputs.official_reports import skeleton
from khcn.outputs.official_reports.money import AMOUNTS, MoneyLine, lines_of, total
from khcn.outputs.official_reports.pieces import Cell, Piece, TableMaker, column, of_answers, of_figure
from khcn.outputs.official_reports.sources import Sources
from khcn.outputs.official_reports.wording import goal, millions
from khcn.plan.models import Target
from khcn.registers.funding.choices import Origin
from khcn.status.choices import TARGET_LABELS, TargetStatus
from khcn.status.targets import Outcome


def tables(sources: Sources) -> Iterator[Piece]:
    if sources.targets:
        yield _targets(sources)
    if sources.tasks:
        yield _tasks(sources)
    if lines := lines_of(sources):
        yield _money(sources, lines)
    if any(one.outstanding for one in sources.done.standings):
        yield _unsent(sources)


def _targets(sources: Sources) -> Piece:
    year = sources.year
    made = TableMaker([
        column("TT", 0.5, "center"), column("Chỉ tiêu", 3.6), column("Đơn vị tính", 1.1, "center"),
        column("Mục tiêu", 1.9), column(f"Năm {year - 1}", 1.1, "right"), column(f"Năm {year}", 1.1, "right"),
        column("Đánh giá", 1.7),
    ])  # fmt: skip
    for place, target in enumerate(sources.targets, start=1):
        standing = sources.standings[target.pk]
        governing = [one for one in standing.outcomes if one.governing] or standing.outcomes
        for turn, outcome in enumerate(governing):
            first = turn == 0
            made.row(
                str(place) if first else "", _title(target, outcome, several=len(governing) > 1),
                (outcome.evidence.card.unit if outcome.evidence.card else "") or target.unit,
                goal(target) if first else "", _figure(made, outcome, year - 1), _figure(made, outcome, year),
                _status(outcome),
            )  # fmt: skip
    return made.piece(skeleton.ANNEX_TARGETS)


def _title(target: Target, outcome: Outcome, *, several: bool) -> str:
    label = outcome.measure.label if outcome.measure else ""
    return f"{target.short_title} ({label})" if several and label else target.short_title


def _figure(made: TableMaker, outcome: Outcome, year: int) -> Cell:
    figure = outcome.evidence.series.get(year)
    if figure is None or outcome.measure is None:
        return None
    return made.number(figure.value, of_figure("", figure, outcome.measure.indicator.code))


def _status(outcome: Outcome) -> str:
    return str(TARGET_LABELS[TargetStatus(outcome.status).value])


def _tasks(sources: Sources) -> Piece:
    made = TableMaker([
        column("TT", 0.5, "center"), column("Nhiệm vụ", 3.2), column("Cơ quan chủ trì", 2),
        column("Kết quả theo báo cáo của đơn vị", 4), column("Đơn vị tự đánh giá", 1.2),
        column("Tình trạng theo thời hạn", 1.3),
    ])  # fmt: skip
    of_tasks = sources.of_tasks()
    for task in sources.tasks:
        rows = [one for one in of_tasks[task.pk] if not one.nothing]
        lead = [one for one in rows if one.item.role == "lead"] or rows
        said = "\n".join(
            f"{one.report.request.agency.name}: {one.text.strip()}" for one in rows if one.text.strip()
        )
        declared = [one for one in lead if one.declared and one.pk not in sources.overruled][:1]
        made.row(
            task.no, task.short_title, "; ".join(sources.leads.get(task.pk, [])), said,
            str(Declared(declared[0].declared).label) if declared else "", sources.statuses[task.pk].label,
        )  # fmt: skip
    return made.piece(skeleton.ANNEX_TASKS)


def _money(sources: Sources, lines: list[MoneyLine]) -> Piece:
    made = TableMaker([
        column("Nhiệm vụ", 0.9, "center"), column("Đơn vị báo cáo", 2.4), column("Nguồn", 2.6),
        *(column(title, 1.2, "right") for title in ("Kế hoạch", "Đã cấp", "Giải ngân", "Quyết toán")),
    ])  # fmt: skip
    for line in lines:
        told = [_amount(made, sources, [line], field) for field in AMOUNTS]
        agency = line.answer.report.request.agency.name
        made.row(line.task.no, agency, str(Origin(line.origin).label), *told)
    made.row("", "Tổng cộng", "", *(_amount(made, sources, lines, field) for field in AMOUNTS), bold=True)
    return made.piece(skeleton.ANNEX_MONEY, unit="triệu đồng")


def _amount(made: TableMaker, sources: Sources, lines: list[MoneyLine], field: str) -> Cell:
    amount, behind = total(lines, field)
    if amount is None:
        return None
    return made.number(millions(amount), of_answers("", sources.cycle.code, behind))


def _unsent(sources: Sources) -> Piece:
    made = TableMaker([
        column("TT", 0.5, "center"), column("Đơn vị", 4), column("Hạn gửi", 1.5, "center"), column("Tình trạng", 2),
    ])  # fmt: skip
    rows = [one for one in sources.done.standings if one.outstanding]
    for place, one in enumerate(rows, start=1):
        due = one.request.last_day.strftime("%d/%m/%Y")
        state = "Trả lại, chờ gửi lại" if one.returned else str(RequestState(one.state).label)
        made.row(str(place), one.request.agency.name, due, state)
    return made.piece(skeleton.ANNEX_UNSENT)
