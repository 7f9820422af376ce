"""How alike two names are, once the words that every name has are set aside."""

import re

from rapidfuzz import fuzz

from khcn.lib.vn_text import fold

#: Forms of organisations and their abbreviations, longest first; without them only the proper name is compared.
_FORMS = re.compile(
    r"\b(cong ty trach nhiem huu han|cong ty co phan|cong ty tnhh|cong ty cp|doanh nghiep tu nhan|hop tac xa|lien hiep|"
    r"cong ty|mot thanh vien|hai thanh vien|trach nhiem huu han|co phan|tnhh|mtv|ctcp|dntn|htx|ubnd|uy ban nhan dan|cp|tm|dv)\b"
)
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
ALIKE = 88


def core(name: str) -> str:
    """The name without marks, punctuation and legal form; the whole name when nothing else is left."""
    plain = _NOT_WORDS.sub(" ", fold(name)).strip()
    bare = " ".join(_FORMS.sub(" ", plain).split())
    return bare or plain


def likeness(one: str, other: str) -> int:
    """0 to 100 for two names; the order of words counts little, a differing number decides against."""
    left, right = core(one), core(other)
    if not left or not right:
        return 0
    if re.findall(r"\d+", left) != re.findall(r"\d+", right):
        return 0
    return round(fuzz.token_sort_ratio(left, right))
