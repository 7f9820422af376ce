"""The sentence that explains a rating, with the numbers it rests on."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.indicators.progress import model
from khcn.indicators.progress.case import Case
from khcn.indicators.progress.model import Point, Rating
from khcn.indicators.progress.words import say, say_percent, say_when

VERDICTS = {
    model.ON_TRACK: gettext_lazy("từ 95% trở lên nên đúng tiến độ."),
    model.MODERATE: gettext_lazy("từ 60% đến dưới 95% nên tiến bộ vừa phải."),
    model.LIMITED: gettext_lazy("dưới 60% nên tiến bộ còn hạn chế."),
    model.DETERIORATION: gettext_lazy("số liệu đi ngược chiều mong muốn."),
}


def achieved(current: Point, bar: Decimal) -> str:
    return _("Đã đạt: giá trị %(when)s là %(value)s so với mức %(bar)s.") % {
        "when": say_when(current),
        "value": say(current.value),
        "bar": say(bar),
    }


def overdue(case: Case, current: Point, bar: Decimal) -> str:
    return _(
        "Quá hạn: hạn là năm %(due)s, giá trị mới nhất (%(when)s) là %(value)s, chưa đạt mức %(bar)s."
    ) % {
        "due": case.goal.year,
        "when": say_when(current),
        "value": say(current.value),
        "bar": say(bar),
    }


def not_kept(base: Point, current: Point, bar: Decimal) -> str:
    words = (
        _(
            "Chỉ tiêu %(bar)s bằng đúng giá trị gốc %(base)s, nhưng giá trị %(when)s là %(value)s, kém mức này."
        )
        if current.value != base.value
        else _("Chỉ tiêu là vượt mức gốc %(bar)s của %(base)s; giá trị %(when)s vẫn là %(value)s.")
    )
    return words % {
        "bar": say(bar),
        "base": say_when(base),
        "when": say_when(current),
        "value": say(current.value),
    }


def wrong_side(base: Point, bar: Decimal, *, upward: bool) -> str:
    words = (
        _(
            "Chưa xếp loại được: càng cao càng tốt nhưng chỉ tiêu %(bar)s thấp hơn giá trị gốc %(base)s %(when)s; hãy kiểm tra chiều, chỉ tiêu hoặc giá trị gốc."
        )
        if upward
        else _(
            "Chưa xếp loại được: càng thấp càng tốt nhưng chỉ tiêu %(bar)s cao hơn giá trị gốc %(base)s %(when)s; hãy kiểm tra chiều, chỉ tiêu hoặc giá trị gốc."
        )
    )
    return words % {"bar": say(bar), "base": say(base.value), "when": say_when(base)}


def target_year_not_after_base(year: int, base: Point) -> str:
    return _(
        "Chưa xếp loại được: năm đích %(year)s không sau %(base)s, lúc bắt đầu tính, nên không có nhịp cần có."
    ) % {
        "year": year,
        "base": say_when(base),
    }


def by_ratio(
    status: str, base: Point, current: Point, bar: Decimal, year: int, ratio: Decimal, paces: Rating
) -> str:
    told = _(
        "Từ %(y0)s (%(t0)s) đến %(y1)s (%(t1)s), chỉ tiêu %(bar)s năm %(year)s: nhịp thực tế bằng %(ratio)s nhịp cần có, %(verdict)s"
    ) % {
        "y0": say(base.value),
        "t0": say_when(base),
        "y1": say(current.value),
        "t1": say_when(current),
        "bar": say(bar),
        "year": year,
        "ratio": say_percent(ratio),
        "verdict": VERDICTS[status],
    }
    return f"{told} {pace_words(paces)}".strip()


def pace_words(paces: Rating) -> str:
    """“2 a year so far, from now on 3 a year are needed.”"""
    if paces.pace is None or paces.required_pace is None:
        return ""
    return _("Đến nay mỗi năm thay đổi %(pace)s; từ nay mỗi năm cần %(required)s.") % {
        "pace": say(paces.pace),
        "required": say(paces.required_pace),
    }
