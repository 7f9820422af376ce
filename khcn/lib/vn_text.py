"""Vietnamese text: one normal form, folding for search, alphabetical order, slugs."""

import re
import unicodedata
from functools import lru_cache

_BARRED_LETTERS = str.maketrans({"đ": "d", "Đ": "d"})

# Tone order of Vietnamese dictionaries, of CLDR and so of ICU and PostgreSQL: ngang, huyền,
# hỏi, ngã, sắc, nặng. The school recital (ngang huyền sắc hỏi ngã nặng) is not an order of sorting;
# with this one a list sorted here and a list sorted by the database agree.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}

# Marks that make another letter of the alphabet: a ă â · e ê · o ô ơ · u ư (and đ after d).
_LETTER_MARKS = {"\u0306": "1", "\u0302": "2", "\u031b": "3"}

_VIETNAMESE_MARKS = frozenset(_TONES) | frozenset(_LETTER_MARKS)


def nfc(text: str) -> str:
    """The text in Unicode normal form C, the only form the platform stores."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Lower case without marks, đ as d, blanks collapsed: for searching and matching, never for display."""
    lowered = unicodedata.normalize("NFD", text).lower()
    bare = "".join(char for char in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(char))
    return " ".join(nfc(bare.translate(_BARRED_LETTERS)).split())


def slug(text: str) -> str:
    """ASCII letters and digits joined by hyphens: `Sở Khoa học` becomes `so-khoa-hoc`; may be empty."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def looks_decomposed(text: str) -> bool:
    """Whether Vietnamese letters are written as base letter plus combining mark."""
    return any(char in _VIETNAMESE_MARKS for char in text) and not unicodedata.is_normalized("NFC", text)


def sort_key(text: str) -> str:
    """A key whose code point order is the Vietnamese alphabetical order.

    Letters decide first (a ă â b c d đ e ê …), tones break ties, then lower case comes before
    upper case. Digits stand before letters, a shorter text before its continuation.
    """
    letters: list[str] = []
    tones: list[str] = []
    cases: list[str] = []
    for char in nfc(" ".join(text.split())):
        letter, tone = _letter_and_tone(char)
        letters.append(letter)
        tones.append(tone)
        cases.append("1" if char.isupper() else "0")
    return "\x01".join(("".join(letters), "".join(tones), "".join(cases)))


@lru_cache(maxsize=4096)
def _letter_and_tone(char: str) -> tuple[str, str]:
    """Two characters that place the letter in the alphabet, and one that places its tone."""
    if char in "đĐ":
        return "d1", "0"
    decomposed = unicodedata.normalize("NFD", char).lower()
    base, marks = decomposed[0], decomposed[1:]
    rank = next((_LETTER_MARKS[mark] for mark in marks if mark in _LETTER_MARKS), "0")
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), "0")
    return base + rank, tone
