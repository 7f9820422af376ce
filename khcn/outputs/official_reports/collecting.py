"""Everything a report should hold now, from its sources. Pure reading: nothing is written here."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import override

from khcn.agency_reports.models import Cycle
from khcn.outputs.official_reports.paragraphs import paragraphs
from khcn.outputs.official_reports.pieces import Piece
from khcn.outputs.official_reports.sentences import sentences
from khcn.outputs.official_reports.skeleton import Part, parts_of
from khcn.outputs.official_reports.sources import read
from khcn.outputs.official_reports.tables import tables


@dataclass(frozen=True)
class Collected:
    """`pieces` are in the order in which they stand within their sections: figures first, then agencies."""

    parts: list[Part]
    pieces: list[Piece]


def collect(cycle: Cycle, today: date) -> Collected:
    with override("vi"):
        sources = read(cycle, today)
        pieces = [*sentences(sources), *paragraphs(sources), *tables(sources)]
        return Collected(parts_of(cycle, sources.tasks), pieces)
