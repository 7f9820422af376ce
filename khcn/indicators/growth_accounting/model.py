"""What goes into a growth account and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

Rates = Literal["log", "discrete"]
ByYear = Mapping[int, Decimal]

ALPHAS = tuple(Decimal(hundredths) / 100 for hundredths in (30, 35, 40, 45, 50))
LEAST_GROWTH = Decimal("0.5")


@dataclass(frozen=True)
class Inventory:
    """Capital worked out by perpetual inventory: K_t = (1 − depreciation) K_{t−1} + I_t.

    The stock of the first year is `initial`, or I_0 / (g + depreciation) with g = `growth` in per cent a
    year, or the average growth of the investment given.
    """

    investment: ByYear
    depreciation: Decimal
    initial: Decimal | None = None
    growth: Decimal | None = None


@dataclass(frozen=True)
class Span:
    """A period: growth counts from the level of `base` to the level of `last`.

    What is called 2016–2020 in official papers has growth in 2016, so its base is 2015.
    """

    base: int
    last: int
    name: str = ""

    @property
    def label(self) -> str:
        first = self.base + 1
        return self.name or (str(first) if first == self.last else f"{first}–{self.last}")


@dataclass(frozen=True)
class Published:
    """An official figure: the share of TFP in growth, %, and perhaps TFP's and output's growth, %."""

    share: Decimal | None = None
    tfp_growth: Decimal | None = None
    growth: Decimal | None = None
    source: str = ""


@dataclass(frozen=True)
class Inputs:
    """Levels by year. `capital_share` is α, constant or by year; by year, a step takes the mean of its two years.

    `published` is keyed by the name of a year ("2020") or of a period ("2016–2020").
    """

    output: ByYear
    capital: ByYear | Inventory
    labour: ByYear
    capital_share: Decimal | ByYear
    rates: Rates = "log"
    periods: tuple[Span, ...] = ()
    alphas: tuple[Decimal, ...] = ALPHAS
    least_growth: Decimal = LEAST_GROWTH
    published: Mapping[str, Published] = field(default_factory=dict)


class Rate(NamedTuple):
    """Growth of a year or period as others published it, % a year; no levels needed."""

    name: str
    output: Decimal
    capital: Decimal
    labour: Decimal
    alpha: Decimal


@dataclass(frozen=True)
class Growth:
    """Growth, % (a year). TFP's growth is also its contribution."""

    output: Decimal
    capital: Decimal
    labour: Decimal
    tfp: Decimal


@dataclass(frozen=True)
class Parts:
    """Contributions in points, or shares of growth in per cent: which, the holder says."""

    capital: Decimal
    labour: Decimal
    tfp: Decimal

    @property
    def total(self) -> Decimal:
        return self.capital + self.labour + self.tfp


@dataclass(frozen=True)
class Sensitive:
    """What TFP would be with another α; `share` is None when growth is too near zero."""

    alpha: Decimal
    tfp: Decimal
    share: Decimal | None


@dataclass(frozen=True)
class Compared:
    """The official figure beside ours. `difference` is ours minus official, in points of the share."""

    published: Published
    difference: Decimal | None
    consistent: bool | None
    note: str


@dataclass(frozen=True)
class Row:
    """A year or a period. `shares` is None when growth is too near zero; `no_share` says so."""

    name: str
    base: int | None
    last: int | None
    alpha: Decimal
    growth: Growth
    contributions: Parts
    shares: Parts | None
    no_share: str = ""
    notes: tuple[str, ...] = ()
    sensitivity: tuple[Sensitive, ...] = ()
    compared: Compared | None = None


@dataclass(frozen=True)
class Check:
    """The largest gaps found, in points and as a part of output; `holds` when none is beyond `precision`."""

    residual: Decimal
    rebuilt: Decimal
    precision: Decimal

    @property
    def holds(self) -> bool:
        return max(self.residual, self.rebuilt) <= self.precision


@dataclass(frozen=True)
class GrowthAccount:
    """`periods[0]` is the whole span when there are levels. `capital` is the stock used, by year."""

    rates: Rates
    years: tuple[Row, ...]
    periods: tuple[Row, ...]
    check: Check
    capital: ByYear = field(default_factory=dict)
    capital_estimated: bool = False
    notes: tuple[str, ...] = ()
    unmatched: Mapping[str, Published] = field(default_factory=dict)
