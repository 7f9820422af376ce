"""Long rows of things in handy pieces."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Thing = TypeVar("Thing")


def in_chunks(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """Lists of at most `size` things in their order; each is read only when the one before is done."""
    rest = iter(things)
    while chunk := list(islice(rest, size)):
        yield chunk
