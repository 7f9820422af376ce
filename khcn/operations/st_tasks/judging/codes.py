"""Codes of tasks by the pattern of a rule set, such as “ĐTĐLCN.{seq:02d}/{yy}”, and their sequence read back.

A pattern knows few names and nothing else: no attributes, no indexes, no conversions. Old codes that fit no pattern stay as given.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter
from unicodedata import normalize

from .steps import Fault

NAMES = ("seq", "yy", "yyyy", "kind", "programme")
SHAPES = {
    "seq": r"[0-9]{1,9}",
    "yy": r"[0-9]{2}",
    "yyyy": r"[0-9]{4}",
    "kind": r"[^\W\d_]{1,12}",
    "programme": r"[\w-]{1,24}",
}
WIDTH = re.compile(r"0[1-9]d|d|")


@dataclass(frozen=True, slots=True)
class TaskCode:
    """What a code says; `year` has two digits when its pattern has `{yy}`, None when it has no year."""

    seq: int
    year: int | None
    kind: str = ""
    programme: str = ""


def check_pattern(pattern: str) -> tuple[Fault, ...]:
    """What is wrong with a pattern; none if codes can be made by it."""
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError:
        return (Fault("codes.unreadable", {"pattern": pattern}),)
    names = [name for _, name, _, _ in parts if name is not None]
    faults = [fault for _, name, spec, conversion in parts for fault in _part(name, spec, conversion)]
    if "seq" not in names:
        faults.append(Fault("codes.no_sequence", {"pattern": pattern}))
    return tuple(faults)


def _part(name: str | None, spec: str | None, conversion: str | None) -> Iterator[Fault]:
    if name is None:
        return
    if name not in NAMES:
        yield Fault("codes.unknown_name", {"name": name, "names": NAMES})
    elif conversion or not WIDTH.fullmatch(spec or "") or (spec and name != "seq"):
        yield Fault("codes.bad_format", {"name": name, "format": spec or conversion})


def task_code(pattern: str, *, seq: int, year: int, kind: str = "", programme: str = "") -> str:
    """The code, in NFC. Raises ValueError for a pattern with faults, and for a value that the pattern needs and that is not there."""
    if check_pattern(pattern):
        raise ValueError(f"bad pattern: {pattern}")
    if seq < 1:
        raise ValueError("a sequence begins at 1")
    values = {
        "seq": seq,
        "yy": f"{year % 100:02d}",
        "yyyy": f"{year:04d}",
        "kind": kind,
        "programme": programme,
    }
    for _, name, _, _ in Formatter().parse(pattern):
        if name is not None and not re.fullmatch(SHAPES[name], str(values[name])):
            raise ValueError(f"{name} does not fit: {values[name]!r}")
    return normalize("NFC", Formatter().vformat(pattern, (), values))


def read_code(pattern: str, code: str) -> TaskCode | None:
    """What a code says by the pattern; None if it was not made by it."""
    if check_pattern(pattern):
        return None
    found = re.fullmatch(_expression(pattern), normalize("NFC", code.strip()))
    said = found.groupdict() if found else {}
    if not said or int(said["seq"]) < 1:
        return None
    year = said.get("yyyy") or said.get("yy")
    return TaskCode(
        int(said["seq"]), int(year) if year else None, said.get("kind", ""), said.get("programme", "")
    )


def _expression(pattern: str) -> str:
    expression, seen = "", set()
    for text, name, spec, _ in Formatter().parse(pattern):
        expression += re.escape(normalize("NFC", text))
        if name is None:
            continue
        shape = _sequence(spec or "") if name == "seq" else SHAPES[name]
        expression += f"(?P={name})" if name in seen else f"(?P<{name}>{shape})"
        seen.add(name)
    return expression


def _sequence(spec: str) -> str:
    """Digits as the format writes them: filled up to the width, never more zeros than that."""
    width = int(re.sub(r"\D", "", spec) or 1)
    return rf"(?:[0-9]{{{width}}}|[1-9][0-9]{{{width},8}})"
