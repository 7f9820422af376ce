"""What changed between two texts, word by word: the way a reader compares two paragraphs."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "added", "removed"
#: Longer texts are compared by lines, which takes no time.
MOST_WORDS = 2_000

_WORD = re.compile(r"\s+|\d+(?:[.,]\d+)*|\w+|[^\w\s]+")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def word_diff(old: str, new: str) -> list[tuple[str, str]]:
    """Pieces in order, (kind, text): the same ones and the added give `new`, the same and the removed give `old`."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) + len(after) > MOST_WORDS:
        before, after = _LINE.findall(old), _LINE.findall(new)
    return list(_pieces(before, after))


def _pieces(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield SAME, "".join(before[i:j])
            continue
        if i < j:
            yield REMOVED, "".join(before[i:j])
        if k < m:
            yield ADDED, "".join(after[k:m])
