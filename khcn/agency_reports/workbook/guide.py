"""The first sheet: whose report, by when, and how the sheets are filled in."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.filling import Sheet
from khcn.agency_reports.workbook.rows import Row

_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True}


def write_guide(book: Any, sheet: Sheet, rows: Iterable[Row]) -> None:
    page = book.add_worksheet(_("Hướng dẫn"))
    plain, bold = book.add_format(_FONT), book.add_format({**_FONT, "bold": True})
    title = book.add_format({**_FONT, "bold": True, "font_size": 15})
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 92)
    page.write_string(0, 0, sheet.request.cycle.title, title)
    at = 2
    for label, value in _about(sheet):
        page.write_string(at, 0, label, bold)
        page.write_string(at, 1, value, plain)
        at += 1
    at += 1
    for number, line in enumerate(_lines(any(row.notes for row in rows)), start=1):
        page.write_string(at, 0, _("Bước {n}").format(n=number), bold)
        page.write_string(at, 1, line, plain)
        at += 1
    page.protect()
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _about(sheet: Sheet) -> list[tuple[str, str]]:
    request, cycle = sheet.request, sheet.request.cycle
    told = [
        (_("Đơn vị báo cáo"), request.agency.name),
        (_("Phần báo cáo"), sheet.report.part),
        (_("Bản"), str(sheet.report.version)),
        (
            _("Số liệu"),
            _("từ {first:%d/%m/%Y} đến hết {last:%d/%m/%Y}").format(
                first=cycle.first_day, last=cycle.last_day
            ),
        ),
        (_("Hạn gửi của đơn vị"), f"{request.last_day:%d/%m/%Y}"),
        (_("Tệp lập lúc"), f"{timezone.localtime():%H:%M ngày %d/%m/%Y}"),
    ]
    return [(label, value) for label, value in told if value]


def _lines(marked: bool) -> list[str]:
    first = _("Ô có lỗi được tô đỏ, ô cần xem lại tô vàng; câu giải thích ở ghi chú của ô và cột cuối.")
    told = [
        _(
            "Điền vào ô nền trắng ở các trang “Nhiệm vụ”, “Kinh phí”, “Chỉ số”, “Phần lời văn”. Ô nền xám để tham khảo."
        ),
        _("Mục nào trong kỳ không có gì thì chọn “Có” ở cột “Không có phát sinh”, không để trống cả dòng."),
        _("Số ghi 8,5 hoặc 1.234,5. Số 0 là một giá trị; chưa có số thì để trống."),
        _("Tỷ lệ: ghi tử số và mẫu số, hệ thống tự tính giá trị. Kinh phí ghi bằng đồng."),
        _(
            "Không đổi tên trang, tên cột; không gộp ô. Tệp chỉ dùng cho đúng đơn vị và kỳ báo cáo ghi ở trên."
        ),
        _(
            "Lưu tệp dạng .xlsx rồi nạp lại ở trang báo cáo của đơn vị. Hệ thống cho xem trước từng thay đổi; "
            "mục đã có người sửa trên trang web thì hỏi lại, không ghi đè."
        ),
        _("Minh chứng và bản PDF ký số được đính kèm trên trang web, không nằm trong tệp này."),
    ]
    return [first, *told] if marked else told
