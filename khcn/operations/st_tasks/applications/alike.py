"""How alike two tasks are in words. Plain Python: texts in, a figure and the words in common out.

Words that every task has (“nghiên cứu, ứng dụng, xây dựng mô hình…”) are set aside. What is left is compared twice, with
marks and without, so that “chè” typed as “che” is found and “chè” and “chế” still differ a little. Rare words weigh more.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log

from rapidfuzz import fuzz

from khcn.lib.vn_text import fold, nfc

_WORD = re.compile(r"[^\W_]+")
#: Set aside as a whole, before single words.
_PHRASES = (
    "nghien cuu ung dung", "nghien cuu", "khoa hoc cong nghe", "khoa hoc va cong nghe", "khoa hoc", "cong nghe", "ung dung",
    "xay dung", "phat trien", "mo hinh", "giai phap", "de xuat", "danh gia", "thuc trang", "hoan thien", "quy trinh",
    "ky thuat", "san xuat", "thu nghiem", "tren dia ban", "dia ban", "mot so", "nang cao", "hieu qua", "chat luong",
    "phuc vu", "gop phan", "khai thac", "trien khai", "thuc hien", "quan ly", "de tai", "du an", "nhiem vu",
)  # fmt: skip
#: As they are written: without its mark “trồng” would be taken for “trong”.
_WORDS = frozenset(
    [
        "và",
        "của",
        "các",
        "cho",
        "trong",
        "tại",
        "theo",
        "nhằm",
        "trên",
        "từ",
        "đến",
        "với",
        "bằng",
        "là",
        "có",
        "được",
        "về",
        "những",
        "một",
        "hai",
        "tỉnh",
        "huyện",
        "xã",
        "phường",
        "thành",
        "phố",
        "ở",
        "để",
        "va",
        "cua",
        "cac",
        "nham",
        "tren",
        "voi",
        "duoc",
        "nhung",
        "tinh",
        "huyen",
        "phuong",
    ]
)
_STOP = re.compile(r"\b(?:" + "|".join(_PHRASES) + r")\b")
#: Without marks a likeness counts a little less.
WITHOUT_MARKS = 0.97
LEAST_WEIGHT = 0.2
#: Few texts say little about how rare a word is: so many others are thought along, without the word.
THOUGHT_ALONG = 8


@dataclass(frozen=True)
class Words:
    """The telling words of a text in their order: as written, and without marks."""

    marked: tuple[str, ...]
    folded: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Words":
        marked = _WORD.findall(nfc(text).lower())
        folded = [fold(word) for word in marked]
        stopped = _stopped(folded) | {at for at, word in enumerate(marked) if word in _WORDS}
        kept = [at for at in range(len(folded)) if at not in stopped] or list(range(len(folded)))
        return cls(tuple(marked[at] for at in kept), tuple(folded[at] for at in kept))

    @cached_property
    def counted(self) -> frozenset[str]:
        return frozenset(self.folded)

    @cached_property
    def pairs(self) -> list[str]:
        """Neighbouring words without marks: what an index is asked for."""
        found = dict.fromkeys(f"{one} {two}" for one, two in zip(self.folded, self.folded[1:], strict=False))
        return list(found) or list(self.folded)


def weights_among(texts: Iterable[Words]) -> dict[str, float]:
    """How much each word tells: the fewer of the texts have it, the more."""
    rows = list(texts)
    having = Counter(word for one in rows for word in one.counted)
    return {
        word: max(LEAST_WEIGHT, log((len(rows) + THOUGHT_ALONG) / (count + 0.5)))
        for word, count in having.items()
    }


def likeness(one: Words, other: Words, weights: Mapping[str, float]) -> float:
    """From 0 to 1: weighted words in common, and the same letters in whatever order."""
    if not one.marked or not other.marked:
        return 0.0
    exact = fuzz.token_set_ratio(" ".join(one.marked), " ".join(other.marked)) / 100
    bare = fuzz.token_set_ratio(" ".join(one.folded), " ".join(other.folded)) / 100
    return 0.35 * max(exact, WITHOUT_MARKS * bare) + 0.65 * _overlap(one, other, weights)


def in_common(one: Words, other: Words, weights: Mapping[str, float], most: int = 6) -> list[str]:
    """The telling words that both have, as the first writes them: neighbours together, the rarest first."""
    runs: list[list[int]] = []
    for at, word in enumerate(one.folded):
        if word not in other.counted:
            continue
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    heavy = sorted(runs, key=lambda run: -sum(weights.get(one.folded[at], 1.0) for at in run))
    return list(dict.fromkeys(" ".join(one.marked[at] for at in run) for run in heavy))[:most]


def _overlap(one: Words, other: Words, weights: Mapping[str, float]) -> float:
    """What part of each text's weight the common words carry, the mean of both: a short text inside a long one is not the same."""
    common = _weight(one.counted & other.counted, weights)
    return (common / _weight(one.counted, weights) + common / _weight(other.counted, weights)) / 2


def _weight(words: Iterable[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(word, 1.0) for word in words)


def _stopped(folded: list[str]) -> set[int]:
    """The places of phrases that every task has."""
    stopped: set[int] = set()
    starts: dict[int, int] = {}
    length = 0
    for at, word in enumerate(folded):
        starts[length] = at
        length += len(word) + 1
    for match in _STOP.finditer(" ".join(folded)):
        first = starts[match.start()]
        stopped.update(range(first, first + match.group().count(" ") + 1))
    return stopped
