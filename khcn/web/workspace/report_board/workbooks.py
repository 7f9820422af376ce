"""Everything of a cycle in one workbook: agencies, answers, money, changes, contradictions."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from khcn.agency_reports.accepting import changes
from khcn.agency_reports.accepting.claims import by_item, standing_answers
from khcn.agency_reports.models import Answer, Cycle
from khcn.outputs.workbook import Column, Sheet, workbook_of
from khcn.registers.funding.choices import Origin
from khcn.web.ui.lists import workbook_file
from khcn.web.workspace.report_board.changes import change_cells, change_columns
from khcn.web.workspace.report_board.conflicts import conflict_columns, conflicts_sheet
from khcn.web.workspace.report_board.rows import BoardRow
from khcn.web.workspace.report_board.words import declared, who


def whole_workbook(cycle: Cycle, rows: list[BoardRow]) -> HttpResponse:
    answers = by_item(standing_answers(cycle))
    title = cycle.title
    sheets = [
        Sheet(_("Đơn vị"), title, _agency_columns(), (_agency(row) for row in rows)),
        Sheet(_("Câu trả lời"), title, _answer_columns(), (_answer(row) for row in answers)),
        Sheet(_("Kinh phí"), title, _money_columns(), _money(answers)),
        Sheet(_("Thay đổi"), title, change_columns(), (change_cells(row) for row in changes(cycle))),
        Sheet(_("Mâu thuẫn"), title, conflict_columns(), conflicts_sheet(cycle)),
    ]
    return workbook_file(_("{cycle}: tiếp nhận").format(cycle=title), workbook_of(sheets))


def _agency_columns() -> list[Column]:
    return [
        Column(_("Đơn vị"), 45),
        Column(_("Trạng thái"), 24),
        Column(_("Hạn gửi"), 12, "date"),
        Column(_("Thời gian"), 24),
        Column(_("Gửi lần đầu"), 12, "date"),
        Column(_("Bản gần nhất"), 10, "number"),
        Column(_("Điểm cần xem khi gửi"), 14, "number"),
        Column(_("Mâu thuẫn chưa quyết định"), 14, "number"),
        Column(_("Mã niêm bản gần nhất"), 40),
    ]


def _agency(row: BoardRow) -> list[Any]:
    shown = row.shown
    return [
        row.asked.agency.name, row.badge.label, row.asked.last_day, row.timing, row.standing.first_sent_on,
        shown.version if shown else None, row.warnings, row.conflicts, shown.seal if shown else "",
    ]  # fmt: skip


def _answer_columns() -> list[Column]:
    return [
        Column(_("Đơn vị"), 32),
        Column(_("Loại mục"), 12),
        Column(_("Mục"), 40),
        Column(_("Vai trò"), 14),
        Column(_("Tự đánh giá"), 16),
        Column(_("Giá trị"), 14, "number"),
        Column(_("Tử số"), 12, "number"),
        Column(_("Mẫu số"), 12, "number"),
        Column(_("Đơn vị tính"), 14),
        Column(_("Kết quả, nội dung"), 60),
        Column(_("Khó khăn, vướng mắc"), 40),
        Column(_("Đề xuất, kiến nghị"), 40),
        Column(_("Cấp giải quyết"), 24),
        Column(_("Giải trình"), 40),
        Column(_("Trạng thái báo cáo"), 14),
    ]


def _answer(row: Answer) -> list[Any]:
    item = row.item
    return [
        who(row), item.get_kind_display(), item.title, _role(item.role), declared(row), row.value, row.numerator,
        row.denominator, row.unit, row.text, row.obstacle, row.proposal, row.get_level_display() if row.level else "",
        row.explanation, row.report.get_state_display(),
    ]  # fmt: skip


def _role(role: str) -> str:
    return "" if not role else _("chủ trì") if role == "lead" else _("phối hợp")


def _money_columns() -> list[Column]:
    amounts = (_("Kế hoạch (đồng)"), _("Được giao (đồng)"), _("Giải ngân (đồng)"), _("Quyết toán (đồng)"))
    return [
        Column(_("Đơn vị"), 32),
        Column(_("Mục"), 40),
        Column(_("Nguồn kinh phí"), 24),
        *(Column(name, 18, "number") for name in amounts),
    ]


def _money(answers: Iterable[Answer]) -> Iterator[list[Any]]:
    sources = dict(Origin.choices)
    for answer in answers:
        for row in answer.money:
            origin = row.get("origin", "")
            amounts = [row.get(name) for name in ("planned", "allocated", "disbursed", "settled")]
            yield [who(answer), answer.item.title, str(sources.get(origin, origin)), *amounts]
