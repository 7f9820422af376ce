"""Names out of texts: however they are written (marks or none, upper case, NFD, broken over lines), whole words only."""

import re
from collections.abc import Iterable
from functools import lru_cache

from khcn.lib.vn_text import fold, nfc

HIDDEN = "[ẩn danh]"
#: What is shorter says too little to be a name.
SHORTEST = 3
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<!\d)(?:\+84|0)(?:[ .-]?\d){8,10}(?!\d)")


class Mask:
    """Replaces these names, e-mail addresses and telephone numbers by “[ẩn danh]”."""

    def __init__(self, names: Iterable[str]) -> None:
        folded = {fold(name) for name in names}
        kept = sorted((one for one in folded if len(one) >= SHORTEST), key=lambda one: (-len(one), one))
        words = (r"[\s_\-.]+".join(re.escape(word) for word in one.split()) for one in kept)
        joined = "|".join(words)
        self._names = re.compile(rf"(?<![^\W_])(?:{joined})(?![^\W_])") if joined else None
        self.count = len(kept)

    def __call__(self, text: str) -> str:
        """The text without them; what holds none comes back in normal form and otherwise as it was."""
        text = nfc(text)
        text = _PHONE.sub(HIDDEN, _MAIL.sub(HIDDEN, text))
        if self._names is None:
            return text
        bare = "".join(_bare(char) for char in text)
        return _replace(text, [match.span() for match in self._names.finditer(bare)])

    def finds(self, text: str) -> bool:
        """Whether the text holds a name or an address."""
        return self(text) != nfc(text)


@lru_cache(maxsize=4096)
def _bare(char: str) -> str:
    """One character for one: lower case without marks, blanks as they are."""
    if char.isspace():
        return char
    folded = fold(char)
    return folded if len(folded) == 1 else char


def _replace(text: str, spans: list[tuple[int, int]]) -> str:
    parts, end = [], 0
    for start, stop in spans:
        parts += [text[end:start], HIDDEN]
        end = stop
    return "".join([*parts, text[end:]])
