"""How wide the columns of a table stand: the wanted shares, but no figure and no word of a head is cut in two."""

from collections.abc import Iterator, Sequence

from khcn.outputs.official_documents.model import Row, Table
from khcn.outputs.official_documents.widths import text_width, twips
from khcn.outputs.official_documents.words import cell_text, clean

_PADDING = 4.0
_LOOKED_AT = 20


def column_widths(given: Table, room: float) -> list[int]:
    """Twips of each column; rounding goes to the last so that the table is as wide as the text."""
    widths = _fitted(_shares(given, room), _least(given), room)
    rounded = [twips(width) for width in widths]
    rounded[-1] += twips(room) - sum(rounded)
    return rounded


def _shares(given: Table, room: float) -> list[float]:
    whole = sum(column.width for column in given.columns)
    return [room * column.width / whole for column in given.columns]


def _fitted(wanted: list[float], least: list[float], room: float) -> list[float]:
    """Narrow columns get what they need; the others give it up in proportion to what they have to spare."""
    if sum(least) >= room:
        return [width * room / sum(least) for width in least]
    missing = sum(max(need - have, 0) for have, need in zip(wanted, least, strict=True))
    spare = [max(have - need, 0) for have, need in zip(wanted, least, strict=True)]
    if not missing:
        return wanted
    return [
        max(have, need) - missing * over / sum(spare)
        for have, need, over in zip(wanted, least, spare, strict=True)
    ]


def _least(given: Table) -> list[float]:
    """Millimetres of the widest word that must not break, with the room at both sides."""
    least = []
    for place, column in enumerate(given.columns):
        head = max(
            (text_width(word, given.size, bold=True) for word in clean(column.title).split()), default=0.0
        )
        texts = (_unbroken(row, place, given) for row in _rows(given))
        figure = max((text_width(text, given.size, bold=True) for text in texts if text), default=0.0)
        least.append(max(head, figure) + _PADDING)
    return least


def _unbroken(cells: Sequence[object], place: int, given: Table) -> str:
    """Figures and dates whole, codes and words as long as a code; long words of text may break."""
    column, value = given.columns[place], cells[place]
    if value is None or isinstance(value, list | tuple):
        return ""
    text = cell_text(value, column.places, is_number=column.align == "right")  # type: ignore[arg-type]
    if not isinstance(value, str):
        return text
    return max((word for word in text.split() if len(word) <= _LOOKED_AT), key=len, default="")


def _rows(given: Table) -> Iterator[Sequence[object]]:
    for row in given.rows:
        if not isinstance(row, Row):
            yield row
        elif not row.span:
            yield row.cells
    if given.total is not None:
        yield given.total
