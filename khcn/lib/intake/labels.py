"""Signs by which a line begins a new item: "I.", "1.", "1.2.", "a)", "- ", "+ ", "Điều 3."."""

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


def begins_item(line: str) -> bool:
    """Whether the line starts with a label or bullet, so that it never continues the line before."""
    return _ITEM.match(line) is not None
