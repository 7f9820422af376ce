"""Tables of money: what was asked and appraised by line, what a task may spend by year and source."""

from collections.abc import Iterator, Sequence

from khcn.operations.st_tasks.models import BudgetLine, StTask
from khcn.operations.st_tasks.money.sums import budget_of
from khcn.operations.st_tasks.procedures.shape import Outline
from khcn.outputs.official_documents.model import Block, Column, Table
from khcn.outputs.task_documents.wording import fact, money_told

DONG = "đồng"


def appraisal_sums(task: StTask) -> Iterator[Block]:
    """What was asked and appraised in all, in figures and words."""
    total = budget_of(task.budget_lines.all()).total
    yield fact("Kinh phí đề nghị", money_told(total.asked))
    yield fact("Kinh phí thẩm định", money_told(total.planned))


def appraisal_table(lines: Sequence[BudgetLine], outline: Outline) -> Table:
    names = {one.code: one.name for one in outline.cost_items}
    budget = budget_of(lines)
    rows = [
        (
            str(place), line.what or names.get(line.item, line.item), str(line.year), str(line.get_source_display()), line.asked,
            line.planned, line.appraisal_note,
        )
        for place, line in enumerate(lines, start=1)
    ]  # fmt: skip
    columns = (
        Column("TT", 0.5, "center"), Column("Khoản chi", 2.4), Column("Năm", 0.7, "center"), Column("Nguồn", 1.5),
        Column("Đề nghị", 1.6, "right", 0), Column("Thẩm định", 1.6, "right", 0), Column("Ý kiến", 1.7),
    )  # fmt: skip
    total = ("", "Tổng cộng", "", "", budget.total.asked, budget.total.planned, "")
    return Table(columns, rows, unit=DONG, total=total, size=12)


def plan_table(lines: Sequence[BudgetLine]) -> Table:
    """Approved money by year and source."""
    years = sorted({line.year for line in lines})
    rows = [
        (
            str(year),
            *(_sum(lines, year, source) for source in ("ngan-sach", "don-vi", "khac")),
            _sum(lines, year),
        )
        for year in years
    ]
    columns = (
        Column("Năm", 1, "center"), Column("Ngân sách nhà nước", 2, "right", 0), Column("Tổ chức chủ trì", 2, "right", 0),
        Column("Nguồn khác", 2, "right", 0), Column("Cộng", 2, "right", 0),
    )  # fmt: skip
    whole = ("Tổng", *(_sum(lines, None, source) for source in ("ngan-sach", "don-vi", "khac")), _sum(lines))
    return Table(columns, rows, unit=DONG, total=whole)


def _sum(lines: Sequence[BudgetLine], year: int | None = None, source: str = "") -> int | None:
    chosen = [
        line.planned
        for line in lines
        if year in (None, line.year) and source in ("", line.source) and line.planned is not None
    ]
    return sum(chosen) if chosen else None
