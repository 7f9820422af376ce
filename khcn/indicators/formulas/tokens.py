"""The text of a formula cut into numbers, names, words and signs."""

import re
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from khcn.indicators.formulas.errors import FormulaError

MOST_CHARACTERS = 2000
MOST_NUMBER_DIGITS = 20

Kind = Literal["number", "name", "word", "sign", "end"]

_SAME_SIGN = {"−": "-", "–": "-", "×": "*", "·": "*", "÷": "/", ";": ","}
_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<number>[0-9]+(?:\.[0-9]+)?)
      | \[(?P<name>[^\[\]]*)\]
      | (?P<word>[A-Za-z_]+)
      | (?P<sign>[-+*/(),;−–×·÷])""",
    re.VERBOSE,
)
_CODE = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,78}[a-z0-9])?")


@dataclass(frozen=True)
class Token:
    """`text` is the name's code, the word in small letters, or the sign in its one form."""

    kind: Kind
    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """All tokens and one that marks the end; refuses characters that no formula holds."""
    if len(text) > MOST_CHARACTERS:
        raise FormulaError(
            _("Công thức dài %(length)s ký tự, tối đa là %(most)s. Hãy tách thành nhiều chỉ tiêu trung gian.")
            % {"length": len(text), "most": MOST_CHARACTERS},
            code="formula_too_long",
            start=MOST_CHARACTERS,
            end=len(text),
        )
    found: list[Token] = []
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise _unreadable(text, place)
        if match.lastgroup != "space":
            found.append(_token(match))
        place = match.end()
    return [*found, Token("end", "", len(text), len(text))]


def _token(match: re.Match[str]) -> Token:
    start, end = match.span()
    if match["number"] is not None:
        return Token("number", _number(match["number"], start, end), start, end)
    if match["name"] is not None:
        return Token("name", _code(match["name"].strip(), start, end), start, end)
    if match["word"] is not None:
        return Token("word", match["word"].lower(), start, end)
    return Token("sign", _SAME_SIGN.get(match["sign"], match["sign"]), start, end)


def _number(text: str, start: int, end: int) -> str:
    if len(text.replace(".", "")) > MOST_NUMBER_DIGITS:
        raise FormulaError(
            _("Số “%(number)s…” có quá %(most)s chữ số.") % {"number": text[:12], "most": MOST_NUMBER_DIGITS},
            code="formula_number",
            start=start,
            end=end,
        )
    return text


def _code(code: str, start: int, end: int) -> str:
    if _CODE.fullmatch(code):
        return code
    raise FormulaError(
        _(
            "“[%(code)s]” không phải mã chỉ tiêu. Mã chỉ gồm chữ thường không dấu a–z, chữ số, "
            "dấu gạch nối và dấu chấm, ví dụ [chi-khcn]."
        )
        % {"code": code[:80]},
        code="formula_name",
        start=start,
        end=end,
    )


def _unreadable(text: str, place: int) -> FormulaError:
    sign = text[place]
    if sign == "[":
        message = _("Dấu “[” ở ký tự thứ %(place)s chưa được đóng bằng “]”.")
    elif sign == "." and text[place + 1 : place + 2].isdigit():
        message = _("Số ở ký tự thứ %(place)s viết chưa đúng. Hãy viết như 0.5 hoặc 1234.5.")
    else:
        message = _(
            "Không dùng được “%(sign)s” ở ký tự thứ %(place)s. Công thức chỉ gồm số, [mã chỉ tiêu], "
            "+ − * / ( ) và tên hàm."
        )
    told = message % {"sign": sign, "place": place + 1}
    return FormulaError(told, code="formula_syntax", start=place, end=place + 1)
