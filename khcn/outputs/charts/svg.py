"""A tiny builder of SVG: escapes text, keeps to presentation attributes, knows no style attribute."""

import re
from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from khcn.lib.vn_text import nfc

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Attribute = str | int | float | None
Look = dict[str, Any]


@dataclass(frozen=True)
class Node:
    """An element with its attributes and children; text children are plain strings."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    children: tuple["Node | str", ...]


def el(tag: str, *children: "Node | str | None", **attributes: Attribute) -> Node:
    """An element; `stroke_width` becomes `stroke-width`, `class_` becomes `class`, None is left out."""
    if "style" in attributes:
        raise ValueError("the content security policy forbids style attributes")
    named = tuple(
        (name.rstrip("_").replace("_", "-"), _value(value))
        for name, value in attributes.items()
        if value is not None
    )
    return Node(tag, named, tuple(child for child in children if child is not None))


def _value(value: str | int | float) -> str:
    if isinstance(value, float):
        text = f"{value:.2f}".rstrip("0").rstrip(".")
        return "0" if text == "-0" else text
    return str(value)


def clean(text: str) -> str:
    """Text as XML allows it, in Unicode NFC."""
    return nfc(_NOT_XML.sub("", text))


def render(node: Node) -> SafeString:
    """The markup, well-formed as XML and as part of an HTML page."""
    return mark_safe(_markup(node))  # noqa: S308 (every text and attribute is escaped below)


def _markup(node: Node | str) -> str:
    if isinstance(node, str):
        return escape(clean(node), quote=False)
    attributes = "".join(f' {name}="{escape(clean(value))}"' for name, value in node.attributes)
    if not node.children:
        return f"<{node.tag}{attributes}/>"
    return f"<{node.tag}{attributes}>{''.join(map(_markup, node.children))}</{node.tag}>"


def path(*points: tuple[float, float], closed: bool = False) -> str:
    """The data of a path through the points."""
    text = " ".join(f"{'L' if index else 'M'}{x:.1f} {y:.1f}" for index, (x, y) in enumerate(points))
    return f"{text}Z" if closed else text


def text_width(text: str, size: float) -> float:
    """About how wide the text is; a little too much rather than too little."""
    return sum(_char_width(char) for char in nfc(text)) * size


def _char_width(char: str) -> float:
    if char in " .,:;|!'il()1tfj":
        return 0.36
    return 0.7 if char.isupper() or char in "mwM%—≥≤" else 0.575


def wrapped(text: str, width: float, size: float, lines: int = 3) -> list[str]:
    """The text in lines of at most `width`; what does not fit ends in an ellipsis."""
    rows: list[str] = [""]
    words = nfc(text).split()
    for word in words:
        longer = f"{rows[-1]} {word}".strip()
        if text_width(longer, size) <= width or not rows[-1]:
            rows[-1] = longer
        elif len(rows) < lines:
            rows.append(word)
        else:
            rows[-1] = f"{rows[-1]}…"
            break
    return [shortened(row, width, size) for row in rows]


def shortened(text: str, width: float, size: float) -> str:
    """The text, cut with an ellipsis when it is wider than `width`."""
    if text_width(text, size) <= width:
        return text
    kept = nfc(text)
    while kept and text_width(f"{kept}…", size) > width:
        kept = kept[:-1]
    return f"{kept.rstrip('…').rstrip()}…"
