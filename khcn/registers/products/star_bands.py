"""What the criteria of OCOP say about stars and the term of a recognition: data with legal basis and dates."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from khcn.kernel.base import Confirmation


@dataclass(frozen=True)
class Band:
    """So many stars for a score from `lowest` up to, not including, `below` (the top band includes its end)."""

    stars: int
    lowest: Decimal
    below: Decimal

    def holds(self, score: Decimal) -> bool:
        return self.lowest <= score < self.below or score == self.below == HIGHEST


HIGHEST = Decimal(100)


@dataclass(frozen=True)
class Edition:
    """One edition of the criteria; both days belong to it, None is open."""

    legal_basis: str
    valid_from: date | None
    valid_to: date | None
    bands: tuple[Band, ...]
    months: int
    confirmation: str = Confirmation.TO_CONFIRM

    def valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


#: The scores stand in the criteria of 2019; that the later edition keeps them and the term is to be confirmed.
EDITIONS = (
    Edition(
        "QĐ 1048/QĐ-TTg năm 2019",
        None,
        None,
        (
            Band(3, Decimal(50), Decimal(70)),
            Band(4, Decimal(70), Decimal(90)),
            Band(5, Decimal(90), HIGHEST),
        ),
        36,
    ),
)


def edition_on(day: date | None) -> Edition | None:
    """The criteria in force on a day; without a day, the newest."""
    return next((one for one in reversed(EDITIONS) if day is None or one.valid_on(day)), None)
