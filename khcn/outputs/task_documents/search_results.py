"""The result of the search for similar tasks, with what the officer said of each one that was found."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from khcn.operations.st_tasks.models import Similar, StTask
from khcn.outputs.official_documents.model import Block, Column, Document, Paragraph, Row, Table
from khcn.outputs.task_documents.issuing import letterhead
from khcn.outputs.task_documents.registry import TASK, Source, document
from khcn.outputs.task_documents.wording import LINE, fact, kind_told

FORM = "C0-KQTrC"
VERDICTS = {"different": "Không trùng", "overlap": "Trùng một phần", "same": "Trùng"}


@document("ket-qua-tra-cuu", _("Kết quả tra cứu trùng lặp (C0-KQTrC)"), of=TASK, order=5)
def search_result(source: Source) -> Document:
    task: StTask = source.record
    found = list(Similar.objects.filter(task=task).select_related("other__host").order_by("-score"))
    return Document(
        kind="PHIEU", kind_name="Phiếu kết quả tra cứu",
        letterhead=letterhead(source.issuer, "PTC", secret=task.confidential),
        title="Nhiệm vụ, kết quả nghiên cứu tương tự",
        blocks=list(_blocks(task, found)),
        signature=source.issuer.signature(),
        recipients=("Hội đồng tư vấn xác định nhiệm vụ", "Lưu: VT, hồ sơ nhiệm vụ"),
    )  # fmt: skip


def _blocks(task: StTask, found: list[Similar]) -> Iterator[Block]:
    yield fact("Ký hiệu biểu", FORM)
    yield fact("1. Tên nhiệm vụ được tra cứu", task.name)
    yield fact("2. Loại nhiệm vụ", kind_told(task))
    yield Paragraph(
        "3. Phạm vi tra cứu: các nhiệm vụ, đề xuất và kết quả có trong sổ nhiệm vụ khoa học và công nghệ của tỉnh tại thời điểm tra cứu; việc tra cứu tại cơ sở dữ liệu khác ghi tại mục 6."
    )
    looked = max((one.found_at for one in found), default=None)
    yield fact(
        "4. Thời điểm tra cứu", f"{timezone.localtime(looked):%H giờ %M phút, %d/%m/%Y}" if looked else ""
    )
    yield Paragraph(f"5. Kết quả: tìm thấy {len(found):02d} nhiệm vụ, đề xuất có nội dung gần.")
    if found:
        yield _table(found)
    yield Paragraph("6. Kết quả tra cứu tại cơ sở dữ liệu quốc gia và nguồn khác:")
    yield Paragraph(LINE)
    yield fact("7. Nhận định chung", _judged(found))


def _table(found: list[Similar]) -> Table:
    rows = [Row(_row(number, one)) for number, one in enumerate(found, start=1)]
    columns = (
        Column("TT", 0.5, "center"), Column("Nhiệm vụ gần", 3.2), Column("Năm", 0.8, "center"), Column("Điểm giống nhau", 3),
        Column("Kết luận", 2.3),
    )  # fmt: skip
    return Table(columns, rows, size=12)


def _row(number: int, one: Similar) -> tuple[str, ...]:
    other = one.other
    named = ", ".join(part for part in (other.code, other.name) if part)
    verdict = VERDICTS.get(one.verdict, "Chưa kết luận")
    note = f": {one.verdict_note}" if one.verdict_note else ""
    year = str(other.year or (other.proposed_on.year if other.proposed_on else ""))
    return (str(number), named, year, "; ".join(map(str, one.reasons)), f"{verdict}{note}")


def _judged(found: list[Similar]) -> str:
    if not found:
        return "không thấy nhiệm vụ trùng trong phạm vi đã tra cứu"
    open_ones = sum(1 for one in found if not one.verdict)
    if open_ones:
        return f"còn {open_ones:02d} nhiệm vụ chưa kết luận"
    same = sum(1 for one in found if one.verdict == "same")
    overlap = sum(1 for one in found if one.verdict == "overlap")
    return f"{same:02d} nhiệm vụ trùng, {overlap:02d} nhiệm vụ trùng một phần, còn lại không trùng"
