"""What is asked of a forecast and what it answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from khcn.indicators.forecasting.pool import FARTHEST
from khcn.kernel.errors import DomainError

Point = tuple[int, Decimal]
Bounds = tuple[Decimal | None, Decimal | None]
NOT_NEGATIVE = ("count", "share")
NOT_NUMBERS = ("milestone", "qualitative")


@dataclass(frozen=True)
class Request:
    """One series and what to tell of it. Refuses what a caller got wrong, never what the data are like."""

    points: Sequence[Point]
    horizon: int
    levels: tuple[int, ...] = (80, 95)
    bounds: Bounds = (None, None)
    kind: str | None = None
    target: Decimal | None = None
    target_year: int | None = None
    direction: str = "up"

    def __post_init__(self) -> None:
        if not 1 <= self.horizon <= FARTHEST:
            raise DomainError(
                _("Số năm dự báo là %(given)s; cần từ 1 đến %(most)d năm.")
                % {"given": self.horizon, "most": FARTHEST},
                code="horizon",
            )
        if not self.levels or any(not 1 <= level <= 99 for level in self.levels):
            raise DomainError(
                _("Mức tin cậy “%s” không hợp lệ; cần các số nguyên từ 1 đến 99, ví dụ 80,95.")
                % ",".join(map(str, self.levels)),
                code="levels",
            )
        if self.direction not in ("up", "down"):
            raise DomainError(
                _("Chiều mong muốn “%s” không hợp lệ; chỉ nhận “up” hoặc “down”.") % self.direction,
                code="direction",
            )

    @property
    def limits(self) -> Bounds:
        """The bounds given; counts and shares are not negative unless told otherwise."""
        low, high = self.bounds
        return (Decimal(0) if low is None and self.kind in NOT_NEGATIVE else low), high


@dataclass(frozen=True)
class Forecast:
    """`model` is what really ran; `reason` says why there is no forecast, "" when there is one."""

    model: str = ""
    points: list[Point] = field(default_factory=list)
    intervals: dict[int, list[tuple[Decimal, Decimal]]] = field(default_factory=dict)
    probability_of_target: Decimal | None = None
    required_pace: Decimal | None = None
    reason: str = ""
    pool: str = ""

    def with_pace(self, pace: Decimal | None) -> "Forecast":
        return replace(self, required_pace=pace)
