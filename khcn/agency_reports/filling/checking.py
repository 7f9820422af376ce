"""What is wrong or strange in a report before it is sent. Errors stop it; a warning asks for an explanation.

    missing          a required item says nothing                                    error
    half             obstacle without proposal or level, result without unit ...     error
    nothing_but      "không có phát sinh" and something said all the same            error
    parts, bounds    numerator above denominator, value beyond what is possible      error
    money_order      more allocated than planned, disbursed than allocated ...       warning
    no_figure        an indicator for which the agency has no figure                 warning
    jump             a value far from last year's                                    warning
    computed         a value other than what registers and formulas count            warning

Layers above add their own with `adds_check`, such as the computed status of tasks.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.agency_reports.choices import ItemKind, ReportState
from khcn.agency_reports.filling.sheet import Line, Sheet
from khcn.agency_reports.models import Answer, Report, RequestItem
from khcn.indicators.choices import Kind
from khcn.indicators.entering import bounds_of, plain

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True)
class Problem:
    """Something about one field of one item; `code` is stable. Without item it is about the whole report."""

    item: RequestItem | None
    field: str
    level: str
    code: str
    sentence: str

    @property
    def is_error(self) -> bool:
        return self.level == ERROR


Check = Callable[[Sheet], Iterable[Problem]]
_more: list[Check] = []


def adds_check(check: Check) -> Check:
    """Have a layer above look at each report too; it gives warnings and errors of its own."""
    if check not in _more:
        _more.append(check)
    return check


def problems(report: Report) -> list[Problem]:
    """All of them, errors first, each group in the order of the items."""
    return problems_of(Sheet.load(report))


def problems_of(sheet: Sheet) -> list[Problem]:
    found = [*_whole(sheet)]
    elsewhere = _answered_elsewhere(sheet)
    for line in sheet.lines:
        found += _of_line(line, sheet, elsewhere)
    for check in _more:
        found += check(sheet)
    place = {line.item.pk: number for number, line in enumerate(sheet.lines)}
    return sorted(found, key=lambda one: (not one.is_error, place[one.item.pk] if one.item else -1))


def unexplained(line: Line) -> bool:
    """Whether a warning about the line still waits for words of the agency."""
    return not line.answer.explanation.strip()


def _whole(sheet: Sheet) -> Iterator[Problem]:
    if not sheet.lines:
        yield Problem(None, "", ERROR, "no_items", _("Báo cáo này không có mục nào phải trả lời."))
    elif sheet.report.part and all(line.empty for line in sheet.lines):
        yield Problem(None, "", ERROR, "missing", _("Phần này chưa có mục nào được trả lời."))


def _of_line(line: Line, sheet: Sheet, elsewhere: frozenset[int]) -> Iterator[Problem]:
    if line.answer.nothing:
        yield from _nothing(line)
        return
    optional = bool(sheet.report.part) or not line.item.required or line.item.pk in elsewhere
    if line.empty:
        if not optional:
            yield _error(line, _first_field(line), "missing", _missing_words(line))
        return
    if line.item.kind == ItemKind.TASK:
        yield from _task(line)
    elif line.item.kind == ItemKind.INDICATOR:
        yield from _indicator(line, sheet.request.cycle.template.jump_percent)


def _nothing(line: Line) -> Iterator[Problem]:
    answer = line.answer
    said = [name for name in ("text", "value", "numerator", "obstacle", "proposal") if getattr(answer, name)]
    if said or answer.money:
        sentence = _("Đã chọn “Không có phát sinh” nhưng mục vẫn có nội dung. Hãy bỏ chọn hoặc xóa nội dung.")
        yield _error(line, "nothing", "nothing_but", sentence)
    elif line.item.kind == ItemKind.INDICATOR and unexplained(line):
        sentence = _("Kỳ này chưa có giá trị của chỉ số. Hãy giải trình vì sao và khi nào có.")
        yield _warning(line, "explanation", "no_figure", sentence)


def _task(line: Line) -> Iterator[Problem]:
    answer, lead = line.answer, line.item.role in ("", "lead")
    if lead and not answer.declared:
        yield _error(line, "declared", "missing", _("Hãy chọn mức tự đánh giá của nhiệm vụ."))
    if not answer.text:
        yield _error(line, "text", "missing", _("Hãy ghi kết quả bằng lời, ít nhất một câu."))
    if answer.value is not None and not answer.unit:
        yield _error(line, "unit", "half", _("Kết quả bằng số cần có đơn vị tính, ví dụ: mô hình, hồ sơ, %."))
    yield from _obstacle(line)
    yield from _money(line)


def _obstacle(line: Line) -> Iterator[Problem]:
    answer = line.answer
    if answer.obstacle and not answer.proposal:
        yield _error(
            line, "proposal", "half", _("Đã nêu khó khăn; hãy ghi đề xuất để cấp trên có thể trả lời.")
        )
    if (answer.obstacle or answer.proposal) and not answer.level:
        yield _error(line, "level", "half", _("Hãy chọn cấp có thẩm quyền giải quyết."))
    if answer.proposal and not answer.obstacle:
        yield _error(
            line, "obstacle", "half", _("Hãy ghi khó khăn, vướng mắc mà đề xuất này nhằm giải quyết.")
        )


#: What should not be more than what, and how that is said.
MONEY_ORDER = (
    (
        "allocated",
        "planned",
        gettext_lazy("Kinh phí được giao ({more} đồng) lớn hơn kế hoạch ({less} đồng)."),
    ),
    (
        "disbursed",
        "allocated",
        gettext_lazy("Kinh phí giải ngân ({more} đồng) lớn hơn được giao ({less} đồng)."),
    ),
    (
        "settled",
        "disbursed",
        gettext_lazy("Kinh phí quyết toán ({more} đồng) lớn hơn giải ngân ({less} đồng)."),
    ),
)


def _money(line: Line) -> Iterator[Problem]:
    if not unexplained(line):
        return
    for row in line.answer.money:
        for higher, lower, sentence in MONEY_ORDER:
            more, less = row.get(higher), row.get(lower)
            if more is not None and less is not None and more > less:
                told = str(sentence).format(more=plain(Decimal(more)), less=plain(Decimal(less)))
                yield _warning(
                    line, "money", "money_order", told + " " + _("Hãy kiểm tra lại hoặc giải trình.")
                )


def _indicator(line: Line, jump_percent: int) -> Iterator[Problem]:
    answer, card = line.answer, line.card
    if answer.value is None:
        yield _error(line, "value", "missing", _missing_words(line))
        return
    if card is not None:
        yield from _bounds(line)
    if not unexplained(line):
        return
    yield from _jump(line, jump_percent)
    yield from _computed(line)


def _bounds(line: Line) -> Iterator[Problem]:
    answer, card = line.answer, line.card
    if card is None or answer.value is None:
        return
    top, bottom = answer.numerator, answer.denominator
    if card.kind == Kind.SHARE and top is not None and bottom is not None and top > bottom:
        sentence = _("Tử số {top} lớn hơn mẫu số {bottom}: tỷ lệ không thể quá 100%.")
        yield _error(line, "numerator", "parts", sentence.format(top=plain(top), bottom=plain(bottom)))
        return
    lower, upper = bounds_of(card)
    sentence = ""
    if lower is not None and answer.value < lower:
        sentence = _("Giá trị {value} nhỏ hơn mức thấp nhất có thể ({bound}).")
    elif upper is not None and answer.value > upper:
        sentence = _("Giá trị {value} lớn hơn mức cao nhất có thể ({bound}).")
    if sentence:
        bound = lower if lower is not None and answer.value < lower else upper
        told = sentence.format(value=plain(answer.value), bound=plain(bound or Decimal(0)))
        yield _error(line, "value", "bounds", told)


def value_before(line: Line) -> Decimal | None:
    """What the agency reported last time, else the figure that the house has for the year before."""
    if line.before is not None and line.before.value is not None:
        return line.before.value
    return line.figures.before.value if line.figures.before else None


def _jump(line: Line, percent: int) -> Iterator[Problem]:
    value, before = line.answer.value, value_before(line)
    if value is None or not before:
        return
    change = (value - before) * 100 / abs(before)
    if abs(change) > percent:
        sentence = _(
            "Giá trị {value} {way} {change}% so với năm trước ({before}), quá mức hỏi lại {limit}%. "
            "Hãy kiểm tra đơn vị tính hoặc giải trình."
        )
        way = _("tăng") if change > 0 else _("giảm")
        told = sentence.format(
            value=plain(value), way=way, change=plain(abs(change).quantize(Decimal("0.1"))), before=plain(before),
            limit=percent,
        )  # fmt: skip
        yield _warning(line, "value", "jump", told)


def _computed(line: Line) -> Iterator[Problem]:
    value, counted = line.answer.value, line.figures.computed
    if value is None or counted is None or line.card is None:
        return
    places = Decimal(1).scaleb(-line.card.decimals)
    if value.quantize(places) != counted.quantize(places):
        sentence = _("Hệ thống đang tính được {counted}, đơn vị báo cáo {value}. Hãy giải trình vì sao khác.")
        told = sentence.format(counted=plain(counted.quantize(places)), value=plain(value))
        yield _warning(line, "value", "computed", told)


def _answered_elsewhere(sheet: Sheet) -> frozenset[int]:
    """Items that a part of the same request, already sent, has answered."""
    if sheet.report.part:
        return frozenset()
    rows = Answer.objects.filter(
        report__request=sheet.report.request_id, report__state__in=[ReportState.SENT, ReportState.ACCEPTED]
    )
    return frozenset(
        rows.exclude(report=sheet.report.pk).exclude(report__part="").values_list("item_id", flat=True)
    )


def _first_field(line: Line) -> str:
    return {ItemKind.TASK: "declared", ItemKind.INDICATOR: "value"}.get(ItemKind(line.item.kind), "text")


def _missing_words(line: Line) -> str:
    if line.item.kind == ItemKind.INDICATOR:
        return _("Hãy ghi giá trị của chỉ số. Số 0 là một giá trị; chưa có số thì chọn “Chưa có số liệu”.")
    return _("Mục này chưa được trả lời. Không có gì thì chọn “Không có phát sinh”.")


def _error(line: Line, field: str, code: str, sentence: str) -> Problem:
    return Problem(line.item, field, ERROR, code, sentence)


def _warning(line: Line, field: str, code: str, sentence: str) -> Problem:
    return Problem(line.item, field, WARNING, code, sentence)
