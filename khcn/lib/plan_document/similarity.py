"""How much two phrases speak of one thing: weighted overlap of words and word pairs."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from khcn.lib.plan_document.prose import plain

WORD = re.compile(r"[^\W\d_]+")
EMPTY_WORDS = frozenset(
    [
        "của",
        "và",
        "cho",
        "đạt",
        "các",
        "trên",
        "được",
        "là",
        "vào",
        "đến",
        "năm",
        "tỉnh",
        "có",
        "phấn",
        "đấu",
        "trong",
        "khoảng",
        "tại",
        "theo",
        "với",
        "hàng",
        "hằng",
        "so",
        "thực",
        "hiện",
        "địa",
        "bàn",
        "một",
        "số",
        "từ",
        "đó",
        "bảo",
        "đảm",
        "đảm",
        "giai",
        "đoạn",
        "toàn",
        "tính",
        "hết",
        "về",
    ]
)


def terms(text: str) -> frozenset[str]:
    """Content words and pairs of neighbours."""
    words = [word for word in WORD.findall(plain(text)) if word not in EMPTY_WORDS]
    return frozenset(words) | frozenset(f"{a} {b}" for a, b in pairwise(words))


def weights(texts: Iterable[frozenset[str]]) -> dict[str, float]:
    """Terms that stand in many texts say little."""
    every = list(texts)
    counts = Counter(term for one in every for term in one)
    return {term: math.log(1 + len(every) / count) for term, count in counts.items()}


def share(part: frozenset[str], whole: frozenset[str], weight: dict[str, float]) -> float:
    """How much of `part` stands in `whole`, from 0 to 1."""
    total = sum(weight.get(term, 1.0) for term in part)
    return sum(weight.get(term, 1.0) for term in part & whole) / total if total else 0.0


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Overlap of two sets from 0 to 1."""
    return len(one & other) / len(one | other) if one and other else 0.0
