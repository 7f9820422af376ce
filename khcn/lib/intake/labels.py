"""Wrapped lines: which begin a new item ("I.", "1.2.", "a)", "- ", "Điều 3."), and how others are joined."""

import re

_ITEM = re.compile(
    r"""
    (?: [-–—+•*] \s
      | [IVXLC]{1,6} [.)] \s
      | \(? \d{1,2} (?: \. \d{1,2} )* [.)] \s
      | \d{1,2} (?: \. \d{1,2} )+ \s
      | \(? [a-zđA-ZĐ] [.)] \s
      | (?: Điều | Chương | Mục | Phần | Phụ\ lục ) \s+ [\dIVXLC]+ \s* (?: [.:] | $ )
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OPEN_END = re.compile(r"[^\s\-/][-/]$")


def begins_item(line: str) -> bool:
    """Whether the line starts with a label or bullet, so that it never continues the line before."""
    return _ITEM.match(line) is not None


def join_wrapped(text: str, line: str) -> str:
    """A text and the line that continues it; no blank where the break fell after a hyphen or slash."""
    return text + ("" if _OPEN_END.search(text) else " ") + line
