"""The sheets and columns of the workbook: what is written, and by which names it is found again."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from khcn.agency_reports.choices import Declared, ItemKind, Level
from khcn.agency_reports.filling.values import AMOUNTS
from khcn.lib.vn_text import fold
from khcn.registers.funding.choices import Origin

KEY, NOTE = "key", "note"
MONEY = "money"
MARK = "_khcn_bao_cao"
HEADER_WITHIN = 15
#: Lines of money offered for each task besides those that stand.
SPARE_MONEY = 3
CELL_LIMIT = 32_767


@dataclass(frozen=True)
class Column:
    """`kind`: key, told (not to be changed), words, choice, yes, number, money, note. `also` are other headers."""

    name: str
    title: Any
    width: int
    kind: str = "told"
    also: tuple[str, ...] = ()

    @property
    def typed(self) -> bool:
        """People write in it."""
        return self.kind not in ("key", "told", "note")


@dataclass(frozen=True)
class Page:
    """One sheet of items. `code` is the kind of its items, or `money` for the money of tasks."""

    code: str
    title: Any
    columns: tuple[Column, ...]

    @property
    def item_kind(self) -> str:
        return ItemKind.TASK if self.code == MONEY else self.code

    def at(self, name: str) -> int:
        return next(at for at, column in enumerate(self.columns) if column.name == name)

    @property
    def typed(self) -> list[Column]:
        return [column for column in self.columns if column.typed]


_KEY = Column(KEY, _("Mã dòng"), 8, "key")
_NOTE = Column(NOTE, _("Lưu ý của hệ thống"), 48, "note", ("Lỗi", "Lưu ý"))
_EXPLANATION = Column("explanation", _("Giải trình"), 34, "words")
_LAST = Column("before", _("Năm trước"), 34, "told", ("Kỳ trước",))

TASKS = Page(
    ItemKind.TASK,
    _("Nhiệm vụ"),
    (
        _KEY,
        Column("no", _("Số"), 7, "told", ("STT", "Số thứ tự")),
        Column("name", _("Tên nhiệm vụ"), 38, "told", ("Nhiệm vụ",)),
        Column("role", _("Vai trò"), 12),
        _LAST,
        Column("nothing", _("Không có phát sinh"), 12, "yes"),
        Column("declared", _("Đơn vị tự đánh giá"), 15, "choice", ("Tự đánh giá",)),
        Column("text", _("Kết quả đạt được"), 52, "words", ("Kết quả",)),
        Column("value", _("Kết quả bằng số"), 14, "number"),
        Column("unit", _("Đơn vị tính"), 13, "words", ("ĐVT",)),
        Column("obstacle", _("Khó khăn, vướng mắc"), 34, "words", ("Khó khăn",)),
        Column("proposal", _("Đề xuất, kiến nghị"), 34, "words", ("Đề xuất", "Kiến nghị")),
        Column("level", _("Cấp có thẩm quyền giải quyết"), 24, "choice", ("Cấp giải quyết",)),
        _EXPLANATION,
        _NOTE,
    ),
)
FUNDS = Page(
    MONEY,
    _("Kinh phí"),
    (
        _KEY,
        Column("no", _("Số"), 7, "told", ("STT", "Số thứ tự")),
        Column("name", _("Tên nhiệm vụ"), 44, "told", ("Nhiệm vụ",)),
        _LAST,
        Column("origin", _("Nguồn kinh phí"), 40, "choice", ("Nguồn",)),
        Column("planned", _("Kế hoạch (đồng)"), 18, "money", ("Kế hoạch",)),
        Column("allocated", _("Được giao (đồng)"), 18, "money", ("Được giao",)),
        Column("disbursed", _("Giải ngân (đồng)"), 18, "money", ("Giải ngân",)),
        Column("settled", _("Quyết toán (đồng)"), 18, "money", ("Quyết toán",)),
        _NOTE,
    ),
)
INDICATORS = Page(
    ItemKind.INDICATOR,
    _("Chỉ số"),
    (
        _KEY,
        Column("no", _("Mã chỉ số"), 18, "told", ("Mã",)),
        Column("name", _("Tên chỉ số"), 44, "told", ("Chỉ số", "Chỉ tiêu")),
        Column("measure", _("Đơn vị tính"), 12, "told", ("ĐVT",)),
        Column("before", _("Năm trước"), 14, "told", ("Kỳ trước",)),
        Column("computed", _("Hệ thống đang tính"), 14),
        Column("nothing", _("Chưa có số liệu"), 12, "yes", ("Không có phát sinh",)),
        Column("value", _("Giá trị"), 15, "number"),
        Column("numerator", _("Tử số"), 15, "number"),
        Column("denominator", _("Mẫu số"), 15, "number"),
        Column("text", _("Ghi chú, nguồn số liệu"), 34, "words", ("Ghi chú",)),
        _EXPLANATION,
        _NOTE,
    ),
)
SECTIONS = Page(
    ItemKind.SECTION,
    _("Phần lời văn"),
    (
        _KEY,
        Column("name", _("Phần"), 28, "told", ("Tên phần",)),
        Column("prompt", _("Gợi ý"), 34),
        Column("before", _("Năm trước"), 44, "told", ("Kỳ trước",)),
        Column("nothing", _("Không có phát sinh"), 12, "yes"),
        Column("text", _("Nội dung"), 90, "words"),
        _EXPLANATION,
        _NOTE,
    ),
)
PAGES = (TASKS, FUNDS, INDICATORS, SECTIONS)
PAGE_OF = {page.code: page for page in PAGES}
CHOICES = {"declared": Declared, "level": Level, "origin": Origin}
YES_NO = (_("Có"), _("Không"))


def page_of(kind: str) -> Page:
    return PAGE_OF[kind]


def title_of(page: Page, name: str) -> str:
    return str(page.columns[page.at(name)].title)


def place_of(page: Page, field: str) -> int:
    """The column in which something about a field of an answer is told; the note where there is none."""
    if field == MONEY:
        field = "planned"
    names = [column.name for column in page.columns]
    return names.index(field) if field in names else names.index(NOTE)


def page_for(kind: str, field: str) -> Page:
    return FUNDS if kind == ItemKind.TASK and field in (MONEY, "origin", *AMOUNTS) else PAGE_OF[kind]


def headers(page: Page) -> dict[str, str]:
    """Folded headers to names of columns, in the language of the file's writer and of its reader."""
    return _headers(page, get_language() or "vi")


@cache
def _headers(page: Page, language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for spoken in {"vi", language}:
        with translation.override(spoken):
            for column in page.columns:
                found.setdefault(plain(column.title), column.name)
    for column in page.columns:
        for text in column.also:
            found.setdefault(plain(text), column.name)
    return found


def titles(page: Page) -> set[str]:
    return set(_titles(page, get_language() or "vi"))


@cache
def _titles(page: Page, language: str) -> frozenset[str]:
    found = set()
    for spoken in {"vi", language}:
        with translation.override(spoken):
            found.add(fold(str(page.title)))
    return frozenset(found)


def plain(header: Any) -> str:
    """A header without marks, stars, and blanks."""
    return fold(str(header).replace("*", " ").replace("\n", " ")).strip(" .:")


def labels(name: str, words: Iterable[Any] = ()) -> list[str]:
    """What the drop-down of a choice offers."""
    return [str(label) for label in (words or CHOICES[name].labels)]
