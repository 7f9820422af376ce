"""Plain text files in any encoding Vietnamese offices have used."""

import re
from pathlib import Path

from khcn.lib.intake.cleaning import clean
from khcn.lib.intake.extracted import Extracted, IntakeError
from khcn.lib.intake.limits import Limits
from khcn.lib.intake.notes import DECOMPOSED_NOTE, LEGACY_NOTES, encoding_note
from khcn.lib.intake.sniffing import guess_binary, wrong_content
from khcn.lib.legacy_fonts import decode_unicode, detect_encoding
from khcn.lib.vn_text import looks_decomposed

_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x7f-\x9f]")
_CONTROLS_ALLOWED = 0.005
_UNREADABLE_ALLOWED = 0.01


def read_txt(path: Path, limits: Limits) -> Extracted:
    """The file's text; raises IntakeError when the bytes are not text."""
    data = path.read_bytes()
    label, text = detect_encoding(data)
    if _is_binary(text):
        raise wrong_content(path, guess_binary(data[:4096]))
    cleaned = clean(text)
    if len(cleaned) > limits.characters:
        raise too_much_text(len(cleaned), limits)
    if not cleaned.strip():
        raise IntakeError("no_text", "Tệp .txt không có chữ nào. Hãy kiểm tra lại tệp rồi tải lên lần nữa.")
    return Extracted(cleaned, "txt", notes=_notes(label, data))


def too_much_text(found: int, limits: Limits) -> IntakeError:
    shown, allowed = (f"{number:,}".replace(",", ".") for number in (found, limits.characters))
    return IntakeError(
        "too_much_text",
        f"Tệp có {shown} ký tự, hệ thống đọc tối đa {allowed} ký tự. Hãy tách tệp thành nhiều tệp nhỏ hơn.",
    )


def _is_binary(text: str) -> bool:
    controls = len(_CONTROLS.findall(text))
    unreadable = text.count("\ufffd")
    return controls > len(text) * _CONTROLS_ALLOWED or unreadable > len(text) * _UNREADABLE_ALLOWED


def _notes(label: str, data: bytes) -> tuple[str, ...]:
    for kind, note in LEGACY_NOTES.items():
        if label == kind:
            return (note,)
    if label in ("windows-1258", "windows-1252"):
        return (encoding_note(label),)
    decoded = decode_unicode(data)
    return (DECOMPOSED_NOTE,) if decoded is not None and looks_decomposed(decoded[1]) else ()
