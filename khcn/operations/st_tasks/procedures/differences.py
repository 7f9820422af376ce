"""What one version of a rule set says otherwise than another, part by part, for people who compare them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

PARTS = {
    "states": _("Bước"), "transitions": _("Chuyển bước"), "figures": _("Con số"), "councils": _("Hội đồng"),
    "grids": _("Bảng điểm"), "forms": _("Biểu mẫu"), "cost_items": _("Khoản chi"),
}  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """One part of one thing: what stood there, what stands there now; empty text for what is not there."""

    part: str
    code: str
    what: str
    before: str
    after: str


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """In the order of the parts; things that only one of both has are told whole by their name."""
    return [
        *_plain(old, new),
        *(one for part in PARTS for one in _part(part, old.get(part, []), new.get(part, []))),
    ]


def _plain(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for key in dict.fromkeys((*old, *new)):
        if key not in PARTS and old.get(key) != new.get(key):
            yield Difference("", "", key, said(old.get(key)), said(new.get(key)))


def _part(part: str, old: list[Any], new: list[Any]) -> Iterator[Difference]:
    before, after = ({one["code"]: one for one in rows} for rows in (old, new))
    for code in dict.fromkeys((*before, *after)):
        if code not in after:
            yield Difference(part, code, "", _name(before[code]), "")
        elif code not in before:
            yield Difference(part, code, "", "", _name(after[code]))
        else:
            for key in dict.fromkeys((*before[code], *after[code])):
                if before[code].get(key) != after[code].get(key):
                    yield Difference(part, code, key, said(before[code].get(key)), said(after[code].get(key)))


def _name(one: Mapping[str, Any]) -> str:
    return str(one.get("name") or one.get("label") or one.get("what") or one["code"])


def said(value: Any) -> str:
    """A value as one line."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {said(one)}" for key, one in value.items())
    return ", ".join(said(one) for one in value) if isinstance(value, list | tuple) else str(value)
