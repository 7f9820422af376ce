"""Characters every reader cleans alike, so that texts of all formats compare."""

import re

from khcn.lib.vn_text import nfc

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff\ud800-\udfff]"
)
_SYMBOL_FONT = re.compile("[\uf000-\uf0ff]")


def clean(text: str) -> str:
    """NFC with line ends as \\n, plain blanks, and no control or invisible characters but \\n and \\t."""
    text = _BLANKS.sub(" ", _LINE_ENDS.sub("\n", text))
    return nfc(_SYMBOL_FONT.sub(_from_symbol_font, _INVISIBLE.sub("", text)))


def clean_block(text: str) -> str:
    """A paragraph or cell: as `clean`, without tabs, blanks doubled or at line ends, and empty lines."""
    lines = (" ".join(line.split()) for line in clean(text).replace("\t", " ").split("\n"))
    return "\n".join(line for line in lines if line)


def _from_symbol_font(match: re.Match[str]) -> str:
    """Symbol fonts keep their signs in the private area; most are bullets."""
    char = chr(ord(match.group()) - 0xF000)
    return char if char.isascii() and char.isprintable() else "•"
