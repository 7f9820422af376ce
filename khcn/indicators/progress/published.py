"""Published rules shown beside ours: Open SDG (Statistics Canada) and Eurostat."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.indicators.progress import model, ratios, sentences, thresholds
from khcn.indicators.progress.case import Case
from khcn.indicators.progress.model import NotRated, Rating
from khcn.indicators.progress.towards import compound, rate_towards, refuse_wrong_side
from khcn.indicators.progress.words import say, say_percent, say_when

NOT_FOR_COMPOUND = frozenset({"count", "growth", "increment"})
MOST_GROWTH = gettext_lazy(
    "Tăng trưởng bình quân %(growth)s mỗi năm theo chiều mong muốn, từ %(y0)s (%(t0)s) đến %(y1)s (%(t1)s); chưa có mức bằng số."
)


@dataclass(frozen=True)
class Cut:
    """Values above `over` (or equal, where said) fall into the class."""

    over: Fraction
    status: str
    label: Promise
    reached: bool = False

    def holds(self, value: Fraction) -> bool:
        return value >= self.over if self.reached else value > self.over


# The wording and the edges of Eurostat's own annex were not at hand: the labels say "to be confirmed".
FAST = gettext_lazy("tiến bộ đáng kể")
SLOW = gettext_lazy("tiến bộ vừa phải")
STILL = gettext_lazy("không tiến bộ")
AWAY = gettext_lazy("rời xa mục tiêu vừa phải")
FAR_AWAY = gettext_lazy("rời xa mục tiêu đáng kể")
WITH_TARGET = (
    Cut(Fraction(95, 100), model.ON_TRACK, FAST),
    Cut(Fraction(60, 100), model.MODERATE, SLOW),
    Cut(Fraction(0), model.LIMITED, AWAY, reached=True),
)
WITHOUT_TARGET = (
    Cut(Fraction(1, 100), model.ON_TRACK, FAST),
    Cut(Fraction(1, 1000), model.MODERATE, SLOW),
    Cut(Fraction(-1, 1000), model.LIMITED, STILL, reached=True),
    Cut(Fraction(-1, 100), model.DETERIORATION, AWAY, reached=True),
)


def open_sdg(case: Case) -> Rating:
    """Ratio of compound growths; growth alone where there is no target."""
    _refuse_counts(case)
    if case.goal.bar is not None:
        return rate_towards(case, "cagr", compound)
    growth, coefficient = _growth(case), ratios.coefficient(case.evidence.pair()[0].value, case.limit)
    status = thresholds.status_of_growth(growth, coefficient)
    told = case.rating("cagr", status, _growth_words(case, growth))
    return replace(told, growth=growth, score=thresholds.score_of_growth(growth, coefficient))


def eurostat(case: Case) -> Rating:
    """The same growths with Eurostat's cut-offs; it has no class of its own for reached targets."""
    _refuse_counts(case)
    if case.goal.bar is None:
        growth = _growth(case)
        cut = _cut(WITHOUT_TARGET, growth)
        told = case.rating("eurostat", cut.status, f"{_growth_words(case, growth)} {_label(cut)}")
        return replace(told, growth=growth, label=str(cut.label))
    ratio = _eurostat_ratio(case)
    cut = _cut(WITH_TARGET, ratio)
    words = _("Tốc độ tăng kép bằng %s tốc độ cần có.") % say_percent(ratio)
    told = case.rating("eurostat", cut.status, f"{words} {_label(cut)}")
    return replace(told, ratio=ratio, label=str(cut.label))


def _eurostat_ratio(case: Case) -> Decimal:
    base, current = case.evidence.pair()
    bar, year = case.bar(), case.target_year()
    refuse_wrong_side(case, base, bar)
    if year <= base.year:
        raise NotRated(sentences.target_year_not_after_base(year, base))
    return compound(base, current, bar, year - base.year, case.goal.upward)


def _cut(cuts: tuple[Cut, ...], value: Decimal) -> Cut:
    exact = Fraction(value)
    last = Cut(Fraction(0), model.DETERIORATION, FAR_AWAY)
    return next((cut for cut in cuts if cut.holds(exact)), last)


def _label(cut: Cut) -> str:
    return _("Xếp loại kiểu Eurostat: %s (ngưỡng cần xác nhận).") % cut.label


def _growth(case: Case) -> Decimal:
    base, current = case.evidence.pair()
    growth = ratios.growth(base.value, current.value, current.year - base.year, upward=case.goal.upward)
    if growth is None:
        raise NotRated(
            _(
                "Chưa xếp loại được: tốc độ tăng kép không xác định khi giá trị gốc bằng 0 hoặc số liệu đổi dấu."
            )
        )
    return growth


def _growth_words(case: Case, growth: Decimal) -> str:
    base, current = case.evidence.pair()
    return str(MOST_GROWTH) % {
        "growth": say_percent(growth),
        "y0": say(base.value),
        "t0": say_when(base),
        "y1": say(current.value),
        "t1": say_when(current),
    }


def _refuse_counts(case: Case) -> None:
    if case.goal.kind in NOT_FOR_COMPOUND:
        raise NotRated(
            _("Không dùng tốc độ tăng kép cho số đếm, số tăng thêm và tốc độ tăng; kết quả sẽ sai lệch.")
        )
