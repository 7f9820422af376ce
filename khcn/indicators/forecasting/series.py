"""From points as they come to years in a row that can be forecast, or the sentence why not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from khcn.indicators.forecasting.answer import NOT_NUMBERS, Bounds, Point, Request

FEWEST_POINTS = 4
LARGEST = Decimal("1E+100")


class Unforecastable(Exception):
    """The series cannot be forecast; the text is the reason in Vietnamese."""


@dataclass(frozen=True)
class Run:
    """Values of consecutive years, the last one known at the end; `left_out` years came before a gap."""

    last_year: int
    values: tuple[Decimal, ...]
    left_out: int = 0

    @property
    def first_year(self) -> int:
        return self.last_year - len(self.values) + 1

    @property
    def step(self) -> Decimal:
        """Mean absolute change from year to year: the unit in which errors are counted."""
        changes = [abs(b - a) for a, b in zip(self.values, self.values[1:], strict=False)]
        return sum(changes, Decimal(0)) / len(changes) if changes else Decimal(0)

    @property
    def resolution(self) -> Decimal:
        """One unit of the last digit used: what a series that never moved may hide."""
        exponents = [int(value.normalize().as_tuple().exponent) for value in self.values]
        return Decimal(1).scaleb(min(0, *exponents))

    @property
    def sense(self) -> int:
        return -1 if self.values[-1] < self.values[0] else 1


def in_row(request: Request) -> Run:
    """The years up to the latest without a gap. Values are never interpolated."""
    if request.kind in NOT_NUMBERS:
        raise Unforecastable(_("Loại chỉ tiêu này không phải chuỗi số nên không dự báo."))
    by_year = _by_year(request.points)
    _within(by_year.items(), request.limits)
    years = sorted(by_year)
    start = len(years) - 1
    while start > 0 and years[start - 1] == years[start] - 1:
        start -= 1
    run = Run(years[-1] if years else 0, tuple(by_year[year] for year in years[start:]), max(start, 0))
    if len(run.values) < FEWEST_POINTS:
        raise Unforecastable(_too_short(len(run.values), len(years)))
    return run


def _too_short(in_a_row: int, known: int) -> str:
    if known == in_a_row:
        return _("Mới có %(known)d điểm (cần ít nhất %(need)d năm): chưa dự báo, chỉ nêu tốc độ cần có.") % {
            "known": known,
            "need": FEWEST_POINTS,
        }
    return _(
        "Chuỗi có năm trống: chỉ %(row)d trong %(known)d điểm là các năm liền nhau tới năm gần nhất "
        "(cần ít nhất %(need)d). Hãy bổ sung số của năm còn thiếu."
    ) % {"row": in_a_row, "known": known, "need": FEWEST_POINTS}


def _by_year(points: Sequence[Point]) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for year, value in points:
        if not value.is_finite() or abs(value) > LARGEST:
            raise Unforecastable(_("Giá trị năm %d không phải số, hoặc lớn quá mức tính được.") % year)
        if found.setdefault(year, value) != value:
            raise Unforecastable(
                _("Năm %(year)d có hai giá trị khác nhau: %(one)s và %(other)s. Hãy chọn một giá trị.")
                % {"year": year, "one": found[year], "other": value}
            )
    return found


def _within(points: Iterable[Point], bounds: Bounds) -> None:
    low, high = bounds
    for year, value in points:
        if (low is not None and value < low) or (high is not None and value > high):
            raise Unforecastable(
                _(
                    "Giá trị năm %(year)d là %(value)s, nằm ngoài giới hạn của chỉ tiêu. Hãy kiểm tra số hoặc giới hạn."
                )
                % {"year": year, "value": value}
            )


def required_pace(request: Request) -> Decimal | None:
    """Change needed each year from the latest value to the target; none when a part is missing or it is over."""
    known = {year: value for year, value in request.points if value.is_finite() and abs(value) <= LARGEST}
    if request.target is None or request.target_year is None or not known:
        return None
    last = max(known)
    ahead = request.target_year - last
    return (request.target - known[last]) / ahead if ahead > 0 else None
