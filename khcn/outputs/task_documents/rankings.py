"""The order of the dossiers that a council judged: a report with the table of means, and the annex of minutes."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from khcn.operations.st_tasks.councils.concluding import number
from khcn.operations.st_tasks.councils.kinds import kind_of
from khcn.operations.st_tasks.councils.saying import rounded
from khcn.operations.st_tasks.models import Council, CouncilItem, StTask
from khcn.outputs.official_documents.model import (
    Annex,
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Row,
    Table,
)
from khcn.outputs.task_documents.issuing import letterhead
from khcn.outputs.task_documents.people import dossier_told, is_secret, items_of
from khcn.outputs.task_documents.registry import COUNCIL, Source, document

_LAST = 10**6
RESULTS = {
    "winner": "Được đề nghị chọn", "undecided": "Ngang điểm, chờ hội đồng kiến nghị", "passed": "Đạt", "failed": "Không đạt",
}  # fmt: skip


def ranked_items(council: Council) -> list[CouncilItem]:
    """Concluded dossiers, task by task, in the order of their places."""
    return in_order(items_of(council))


def in_order(items: Iterable[CouncilItem]) -> list[CouncilItem]:
    """Those with a place first, the others by their points; dossiers without a result are left out."""
    found = [item for item in items if item.dossier_id and item.outcome]
    return sorted(
        found, key=lambda item: (item.task_id, place_of(item) or _LAST, -_final(item), item.order, item.pk)
    )


def _final(item: CouncilItem) -> Fraction:
    return number((item.outcome or {}).get("final")) or Fraction(0)


def place_of(item: CouncilItem) -> int | None:
    return (item.outcome or {}).get("place")


def is_selection(council: Council) -> bool:
    return kind_of(council).judges == "selection"


def none_ranked(council: Council) -> str:
    return "" if ranked_items(council) else str(_("Hội đồng chưa kết luận hồ sơ nào."))


@document(
    "bang-xep-hang",
    _("Báo cáo kết quả chấm, xếp hạng hồ sơ"),
    of=COUNCIL,
    missing=none_ranked,
    suits=is_selection,
    order=26,
)
def ranking_report(source: Source) -> Document:
    council: Council = source.record
    items = ranked_items(council)
    tasks = len({item.task_id for item in items})
    return Document(
        kind="BC",
        letterhead=letterhead(source.issuer, "BC", secret=is_secret(items)),
        title=f"Kết quả chấm, xếp hạng hồ sơ của {council.name}",
        blocks=[
            Paragraph(f"{council.name} đã đánh giá {len(items):02d} hồ sơ của {tasks:02d} nhiệm vụ. Kết quả chấm và thứ tự xếp hạng nêu tại Phụ lục kèm theo; cách tính từng bước có trong biên bản họp."),
            Paragraph(f"{source.issuer.name} báo cáo để cấp có thẩm quyền xem xét, quyết định."),
        ],
        signature=source.issuer.signature(),
        recipients=("Lãnh đạo cơ quan", "Lưu: VT, hồ sơ hội đồng"),
        annexes=[ranking_annex(items)],
    )  # fmt: skip


def ranking_annex(items: Sequence[CouncilItem]) -> Annex:
    blocks: list[Block] = []
    for place, (task, rows) in enumerate(groupby(items, key=lambda item: item.task), start=1):
        blocks += [Heading(2, _named(task), number=f"{place}."), ranking_table(list(rows))]
    return Annex("Bảng xếp hạng hồ sơ", blocks, landscape=True)


def _named(task: StTask) -> str:
    return f"Nhiệm vụ “{task.name}”"


def ranking_table(items: Sequence[CouncilItem]) -> Table:
    columns = (
        Column("Hạng", 0.7, "center"), Column("Hồ sơ", 4), Column("Trung bình mọi phiếu", 1.2, "center"),
        Column("Phiếu không hợp lệ", 1.2, "center"), Column("Trung bình phiếu hợp lệ", 1.2, "center"), Column("Điểm cộng", 1, "center"),
        Column("Điểm xếp hạng", 1.2, "center"), Column("Kết quả", 2),
    )  # fmt: skip
    return Table(columns, [_row(item) for item in items], size=12)


def _row(item: CouncilItem) -> Row:
    told = item.outcome or {}
    place = place_of(item)
    cells = (
        str(place) if place else "–", dossier_told(item), _points(told.get("mean_all")), str(len(told.get("invalid", ()))),
        _points(told.get("mean_valid")), _points(told.get("bonus")), _points(told.get("final")), RESULTS.get(item.result, ""),
    )  # fmt: skip
    return Row(cells, bold=item.result == "winner")


def _points(text: str | None) -> Decimal | str:
    value = number(text)
    return "–" if value is None else rounded(value)
