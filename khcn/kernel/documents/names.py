"""File names given by people, made safe to store, show and send back."""

import unicodedata

MAX_NAME_BYTES = 200
MAX_EXTENSION = 10
UNNAMED = "tep"
#: Characters that some system treats as a separator, a wildcard or a stream name.
FORBIDDEN = frozenset('\\/:*?"<>|')


def clean_name(name: str) -> str:
    """NFC, the last path part only, no control or direction-changing characters, not too long.

    The extension survives shortening. Never empty, never begins with a dot.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(letter for letter in last if _harmless(letter))
    words = unicodedata.normalize("NFC", " ".join(kept.split())).rstrip(". ")
    stem, dot, extension = words.rpartition(".")
    if not dot or len(extension) > MAX_EXTENSION:
        return _short(words, MAX_NAME_BYTES) or UNNAMED
    stem = _short(stem, MAX_NAME_BYTES - len(extension.encode()) - 1)
    return f"{stem or UNNAMED}.{extension}"


def extension_of(name: str) -> str:
    """The extension in lower case without its dot, "" if there is none."""
    _stem, dot, extension = clean_name(name).rpartition(".")
    return extension.lower() if dot else ""


def _harmless(letter: str) -> bool:
    if letter.isspace():
        return True
    return unicodedata.category(letter)[0] != "C" and letter not in FORBIDDEN


def _short(text: str, room: int) -> str:
    return text.encode()[:room].decode(errors="ignore").strip(". ")
