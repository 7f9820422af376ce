"""The workbook that people fill in, with a row for each indicator they answer for."""

from typing import Any, BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _

from khcn.indicators.choices import COMPUTED, CardState, Vintage
from khcn.indicators.models import Card, Indicator
from khcn.indicators.periods import window
from khcn.kernel.access import Actor, visible
from khcn.kernel.territory.models import Unit

DATA, CODES, GUIDE = "Dữ liệu", "Mã chỉ số", "Hướng dẫn"


def write_template(target: BinaryIO, *, by: Actor, year: int) -> None:
    """Rows of figures that people bring in; what the house counts itself is listed but not asked for."""
    cards = list(cards_to_fill(by))
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    styles = {
        "head": book.add_format({**_BASE, "bold": True, "text_wrap": True, "border": 1, "bg_color": "#E6EFE9"}),
        "text": book.add_format(_BASE), "number": book.add_format({**_BASE, "num_format": "#,##0.########"}),
    }  # fmt: skip
    _data(book.add_worksheet(DATA), [card for card in cards if card.source not in COMPUTED], year, styles)
    _codes(book.add_worksheet(CODES), cards, styles)
    _guide(book.add_worksheet(GUIDE), styles)
    book.close()


def cards_to_fill(by: Actor) -> Any:
    own = visible(by, "indicators.observation.enter", Indicator.objects.all())
    rows = Card.objects.filter(indicator__in=own, state=CardState.IN_FORCE)
    return rows.select_related("indicator", "territory").order_by("indicator__order", "indicator__code")


def _data(sheet: Any, cards: list[Card], year: int, styles: dict[str, Any]) -> None:
    heads = (
        (_("Mã chỉ số"), 28), (_("Tên chỉ số"), 50), (_("Đơn vị tính"), 14), (_("Năm"), 8), (_("Địa bàn"), 18),
        (_("Giá trị"), 14), (_("Tử số"), 14), (_("Mẫu số"), 14), (_("Mức độ chính thức"), 16), (_("Nguồn"), 40),
        (_("Ghi chú"), 30),
    )  # fmt: skip
    for at, (title, width) in enumerate(heads):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, title, styles["head"])
    for number, card in enumerate(cards, start=1):
        place = _place(card, year)
        for at, text in enumerate((card.indicator.code, card.name, card.unit)):
            sheet.write_string(number, at, text, styles["text"])
        sheet.write_number(number, 3, year, styles["text"])
        sheet.write_string(number, 4, place, styles["text"])
        for at in (5, 6, 7):
            sheet.write_blank(number, at, None, styles["number"])
    sheet.data_validation(
        1, 8, 2000, 8, {"validate": "list", "source": [str(label) for label in Vintage.labels]}
    )
    sheet.freeze_panes(1, 2)


def _place(card: Card, year: int) -> str:
    unit: Unit | None = card.territory
    if unit is None:
        return ""
    last = window(card, year)[1]
    known = unit.valid_from is None or unit.valid_from <= last
    return unit.code if known else ""


def _codes(sheet: Any, cards: list[Card], styles: dict[str, Any]) -> None:
    heads = ((_("Mã"), 30), (_("Tên"), 60), (_("Đơn vị"), 14), (_("Nguồn số liệu"), 24))
    for at, (title, width) in enumerate(heads):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, title, styles["head"])
    for number, card in enumerate(cards, start=1):
        told = (card.indicator.code, card.name, card.unit, card.get_source_display())
        for at, text in enumerate(told):
            sheet.write_string(number, at, str(text), styles["text"])


def _guide(sheet: Any, styles: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 110)
    lines = (
        _(
            "Điền vào trang “Dữ liệu”, mỗi dòng một số. Dòng để trống cả giá trị, tử số và mẫu số thì không đọc."
        ),
        _("Không có số liệu: để trống hoặc ghi “-”. Số 0 nghĩa là bằng không, không phải là chưa có số."),
        _(
            "Số ghi 8,5 hoặc 1.234,5. Tỷ lệ 12,5% ghi 12,5; nên ghi cả tử số và mẫu số để kiểm tra và cộng gộp."
        ),
        _("Cột “Năm” nhận cả kỳ: 2024-Q1 (quý), 2024-S1 (6 tháng), 2024-01 (tháng)."),
        _("Mức độ chính thức: Ước tính, Sơ bộ hoặc Chính thức; để trống thì theo lựa chọn khi tải tệp lên."),
        _("Có thể dùng bảng ngang: cột đầu là mã chỉ số hoặc tên địa bàn, mỗi năm một cột."),
    )
    for at, line in enumerate(lines):
        sheet.write_string(at, 0, line, styles["text"])


_BASE = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
