"""Text of the years before Unicode: TCVN3 (ABC, .VnTime), VNI-Windows and Windows-1258.

Documents of those years store Latin letters and symbols that only a special font shows as
Vietnamese. `convert` gives Unicode NFC; the detection asks whether the conversion yields
words that obey Vietnamese spelling, so French, English and good Unicode stay untouched.
"""

import re
from collections.abc import Callable
from typing import Literal

from khcn.lib.vn_syllable import is_syllable
from khcn.lib.vn_text import nfc

LegacyKind = Literal["tcvn3", "vni"]

# TCVN 5712:1993, form VN3, as the fonts of the ABC set use it; U+03BC is what some programs make of U+00B5.
_TCVN3_FROM = "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþμ"
_TCVN3_TO = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵà"
_TCVN3 = str.maketrans(_TCVN3_FROM, _TCVN3_TO)
_TCVN3_TONED = frozenset("µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþμ¨©ª«¬\u00ad®")
_TCVN3_TONES = {"°": "\u0300", "±": "\u0309", "²": "\u0303", "³": "\u0301", "´": "\u0323"}
_TCVN3_CAPITAL_WITH_TONE = re.compile("([AEIOUY¡¢£¤¥¦])([°±²³´])")
_TCVN3_WORD = re.compile(f"[A-Za-z{_TCVN3_FROM}]+")

_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_CIRCUMFLEX = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_pairs() -> dict[str, str]:
    """Every VNI code, of one or two characters, in both cases, with its Unicode letter."""
    pairs = dict(_VNI_SINGLE)
    for base, letter in {**dict(zip("aeouy", "aeouy", strict=True)), "ô": "ơ", "ö": "ư"}.items():
        pairs |= {base + mark: nfc(letter + tone) for mark, tone in _VNI_TONES.items()}
    for base in "aeo":
        pairs |= {base + mark: nfc(base + "\u0302" + tone) for mark, tone in _VNI_CIRCUMFLEX.items()}
    pairs |= {"a" + mark: nfc("a\u0306" + tone) for mark, tone in _VNI_BREVE.items()}
    upper = {code.upper(): letter.upper() for code, letter in pairs.items()}
    mixed = {code[0].upper() + code[1]: letter.upper() for code, letter in pairs.items() if len(code) == 2}
    return pairs | upper | mixed


_VNI = _vni_pairs()
_VNI_CODE = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))

_WORD = re.compile(r"[^\W\d_]+")
_ONLY_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
_STRONG_SHARE = 0.8
_LEGACY_SHARE_OF_WORDS = 0.2
_SAMPLE = 200_000


def convert(text: str, kind: LegacyKind) -> str:
    """Legacy text, read as Latin-1 or Windows-1252, in Unicode NFC; other characters stay as they are."""
    if kind == "vni":
        return nfc(_VNI_CODE.sub(lambda match: _VNI[match.group()], text))
    marked = _TCVN3_CAPITAL_WITH_TONE.sub(lambda match: match[1] + _TCVN3_TONES[match[2]], text)
    return nfc("\n".join(_tcvn3_line(line) for line in marked.split("\n")))


def _tcvn3_line(line: str) -> str:
    """One line; TCVN3 has no capitals with tone, so words among capitals are written in capitals."""
    words = list(_TCVN3_WORD.finditer(line))
    cases = [_case(match.group()) for match in words]
    parts: list[str] = []
    end = 0
    for index, match in enumerate(words):
        word = match.group().translate(_TCVN3)
        upper = cases[index] == "upper" or (cases[index] == "open" and _among_capitals(cases, index))
        parts += [line[end : match.start()], word.upper() if upper else word]
        end = match.end()
    return "".join((*parts, line[end:]))


def _case(word: str) -> Literal["upper", "lower", "open"]:
    """What the letters that do have a case say; one capital alone leaves it open."""
    certain = [char for char in word if char not in _TCVN3_TONED]
    if any(char.islower() for char in certain):
        return "lower"
    return "upper" if len(certain) > 1 else "open"


def _among_capitals(cases: list[Literal["upper", "lower", "open"]], index: int) -> bool:
    before = next((case for case in reversed(cases[:index]) if case != "open"), None)
    after = next((case for case in cases[index + 1 :] if case != "open"), None)
    return {before, after} - {None} == {"upper"}


def detect_legacy_text(text: str) -> LegacyKind | None:
    """The old encoding behind a text that shows symbols where letters should be; None when it is fine."""
    text = text[:_SAMPLE]
    words = _WORD.findall(nfc(text))
    if sum(1 for word in words if _ONLY_UNICODE.search(word)) > len(words) * 0.05:
        return None
    shares: dict[LegacyKind, float] = {
        "tcvn3": _share_of_syllables(convert(text, "tcvn3")),
        "vni": _share_of_syllables(convert(text, "vni")),
    }
    kind = max(shares, key=lambda name: shares[name])
    return kind if shares[kind] >= max(_STRONG_SHARE, 2 * _share_of_syllables(nfc(text))) else None


def _share_of_syllables(text: str) -> float:
    """Among words with marks, the share that can be Vietnamese; 0 when too few to tell."""
    words = [word for word in _WORD.findall(text[:_SAMPLE]) if len(word) > 1]
    marked = [word for word in words if not word.isascii()]
    good = [word for word in marked if is_syllable(word)]
    if len(set(good)) < 2 or len(marked) < len(words) * _LEGACY_SHARE_OF_WORDS:
        return 0.0
    return len(good) / len(marked)


def detect_encoding(data: bytes) -> tuple[str, str]:
    """The encoding of a plain text file and its text in NFC.

    Labels: utf-8, utf-16, windows-1258, tcvn3, vni, windows-1252. Old font codes stored
    inside a Unicode file are converted as well and named by the font code.
    """
    label, text = decode_unicode(data) or ("windows-1252", _latin(data))
    kind = detect_legacy_text(text)
    candidates: dict[str, Callable[[], str]] = {label: lambda: text}
    if label == "windows-1252":
        candidates["windows-1258"] = lambda: nfc(data.decode("cp1258", errors="replace"))
    if kind is not None:
        candidates[kind] = lambda: convert(text, kind)
    texts = {name: read() for name, read in candidates.items()}
    best = max(texts, key=lambda name: _share_of_syllables(texts[name]))
    return best, nfc(texts[best])


def decode_unicode(data: bytes) -> tuple[str, str] | None:
    """Label and text, not yet in NFC, when the bytes are Unicode in a form that proves itself."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", data.decode("utf-16", errors="replace")
    zeros = (data[0::2].count(0), data[1::2].count(0))
    if sum(zeros) > len(data) * 0.2 and min(zeros) * 10 < max(zeros):
        return "utf-16", data.decode("utf-16-be" if zeros[0] > zeros[1] else "utf-16-le", errors="replace")
    try:
        return "utf-8", data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _latin(data: bytes) -> str:
    """Windows-1252, with the few bytes it leaves open read as Latin-1."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in data)
