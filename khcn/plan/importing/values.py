"""From an item of the document to the fields of its row."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from khcn.kernel.documents.models import DocumentKind
from khcn.lib.vn_text import fold
from khcn.plan.importing.items import Json, live

Values = dict[str, Any]
TITLE_LENGTH = 140
KINDS = {fold(str(label)): code for code, label in DocumentKind.choices}


class Reader:
    """Reads items against their document: the text for spans, and numbers that must be unique."""

    def __init__(self, corrected: Json, text: str) -> None:
        self.corrected, self.text = corrected, text
        self._numbers = {
            "tasks": unique([(i, _task_no(item)) for i, item in live(corrected, "tasks")]),
            "duties": unique([(i, item["clause"]) for i, item in live(corrected, "duties")]),
            "sections": unique([(i, item["path"]) for i, item in live(corrected, "sections")]),
        }
        self._starts = sorted(item["span"][0] for _i, item in live(corrected, "sections") if item.get("span"))

    def values(self, name: str, index: int, item: Json) -> Values:
        return READERS[name](self, index, item)

    def anchors(self, name: str, item: Json) -> Values:
        """Where the item stands in the text; written with every new version."""
        start, end = (item.get("span") or (None, None))[:2]
        told = {"span_start": start, "span_end": end, "confidence": _confidence(item)}
        if name == "targets":
            base = (item.get("baseline") or {}).get("span") or (None, None)
            told |= {"baseline_start": base[0], "baseline_end": base[1]}
        return told

    def number(self, name: str, index: int) -> str:
        return self._numbers[name][index]

    def slice(self, span: Iterable[int] | None) -> str:
        start, end = span or (0, 0)
        return self.text[start:end].strip()

    def own_words(self, item: Json) -> str:
        """What stands under a heading before the next heading begins."""
        if not item.get("span"):
            return ""
        start, end = item["span"]
        following = next((other for other in self._starts if start < other < end), end)
        return _without_heading(self.text[start:following].strip(), item)


def _without_heading(words: str, item: Json) -> str:
    """The words under a heading; a heading that runs on into its sentence stays whole."""
    rows = words.split("\n")
    for taken in range(1, min(4, len(rows)) + 1):
        heading = fold(" ".join(rows[:taken]))
        if fold(item["title"]) in heading:
            ends = len(heading) <= len(fold(f"{item.get('label') or ''} {item['title']}")) + 4
            return "\n".join(rows[taken:]).strip() if ends else words
    return words


def document_values(document: Json) -> Values:
    return {
        "symbol": document.get("symbol") or "",
        "number": document.get("number"),
        "kind": KINDS.get(fold(document.get("kind") or ""), "KH" if not document.get("kind") else "KHAC"),
        "issuer_name": document.get("issuer") or "",
        "place": document.get("place") or "",
        "issued_on": parse_date(document.get("issued_on")),
        "official_title": document.get("title") or "",
        "from_year": document.get("from_year"),
        "to_year": document.get("to_year"),
    }


def fit(model: type[models.Model], values: Values) -> Values:
    """Values cut to the length that their columns hold."""
    return {name: _cut(model._meta.get_field(name), value) for name, value in values.items()}


def _cut(column: Any, value: Any) -> Any:
    longest = getattr(column, "max_length", None)
    return value[:longest] if longest and isinstance(value, str) else value


def parse_date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def short_title(text: str) -> str:
    """The beginning of an official sentence, cut between words; people may give a better title."""
    line = " ".join(text.split())
    if len(line) <= TITLE_LENGTH:
        return line
    return line[:TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def unique(numbered: list[tuple[int, str]]) -> dict[int, str]:
    """One number each: what repeats gets "-2", what has none gets "k1" (không số)."""
    taken: set[str] = set()
    found: dict[int, str] = {}
    for index, said in numbered:
        base = said or f"k{index + 1}"
        number, again = base, 2
        while number in taken:
            number, again = f"{base}-{again}", again + 1
        taken.add(number)
        found[index] = number
    return found


def _task_no(item: Json) -> str:
    return re.sub(r"[/\s]+", "-", item.get("no") or "").strip("-.")[:16]


def _confidence(item: Json) -> Decimal | None:
    return decimal(item.get("confidence"))


def _section(reader: Reader, index: int, item: Json) -> Values:
    path = reader.number("sections", index)
    return {
        "path": path,
        "clause": path,
        "label": item.get("label") or "",
        "title": item["title"],
        "level": item["level"],
        "official_text": reader.own_words(item),
    }


def _target(reader: Reader, index: int, item: Json) -> Values:
    low, high = decimal(item.get("low")), decimal(item.get("high"))
    base = item.get("baseline") or {}
    return {
        "clause": item["clause"],
        "official_text": item["text"],
        "operator": "" if low is None and high is None else item.get("operator") or "",
        "low": low,
        "high": high,
        "unit": item.get("unit") or "",
        "horizon": item["horizon"]["kind"],
        "year": item["horizon"].get("year"),
        "baseline_value": decimal(base.get("value")),
        "baseline_unit": base.get("unit") or "",
        "baseline_period": base.get("period") or "",
        "baseline_text": reader.slice(base.get("span")),
    }


def _task(reader: Reader, index: int, item: Json) -> Values:
    when = item["schedule"]
    return {
        "no": reader.number("tasks", index),
        "official_text": item["text"],
        "group": (item.get("group") or "")[:500],
        "schedule": when["kind"],
        "from_year": when.get("from"),
        "to_year": when.get("to"),
        "dates": when.get("dates") or [],
        "schedule_text": (when.get("raw") or "")[:300],
        "output": item.get("output") or "",
        "note": item.get("note") or "",
    }


def _duty(reader: Reader, index: int, item: Json) -> Values:
    return {"clause": reader.number("duties", index), "official_text": item["text"]}


def _reporting(reader: Reader, index: int, item: Json) -> Values:
    """A report each month, quarter or half year is one row for each of its days in the year."""
    month, day = map(int, item["due"].split("-")) if item.get("due") else (None, None)
    return {
        "clause": item["clause"],
        "frequency": item["frequency"],
        "due_month": month,
        "due_day": day,
        "year": item.get("year"),
        "receivers": item.get("to") or [],
        "official_text": reader.slice(item.get("span")) or item.get("text", ""),
    }


def _funding(reader: Reader, index: int, item: Json) -> Values:
    return {"clause": item["clause"], "official_text": item["text"]}


READERS: dict[str, Callable[[Reader, int, Json], Values]] = {
    "sections": _section,
    "targets": _target,
    "tasks": _task,
    "duties": _duty,
    "reporting": _reporting,
    "funding": _funding,
}
