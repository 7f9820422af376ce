"""What a column of a table means, read from its heading and not from its place."""

import re

from khcn.lib.plan_document import vocabulary
from khcn.lib.plan_document.prose import plain, squeeze

YEAR = re.compile(r"\b(20\d\d)(?:\s*-\s*(20\d\d))?\b")


def find_role(heading: str, roles: dict[str, tuple[str, ...]]) -> str | None:
    """The role whose word stands first in the heading; of two at one place the longer word."""
    words = plain(squeeze(heading)).strip(" .:()")
    if words in roles["number"]:
        return "number"
    best: tuple[int, int, str] | None = None
    for role, names in roles.items():
        if role == "number":
            continue
        for name in names:
            match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words)
            if match and (best is None or (match.start(), -len(name)) < best[:2]):
                best = (match.start(), -len(name), role)
    return best[2] if best else None


def task_role(heading: str) -> str | None:
    return find_role(heading, vocabulary.TASK_COLUMNS)


def target_role(heading: str) -> str | None:
    """Roles of a target table; a column with a year holds the values for that year."""
    role = find_role(heading, vocabulary.TARGET_COLUMNS)
    if YEAR.search(heading) and role != "baseline":
        return "year"
    return role


def heading_years(heading: str) -> tuple[int, int] | None:
    """First and last year named in a heading."""
    match = YEAR.search(plain(heading))
    if not match:
        return None
    return int(match[1]), int(match[2] or match[1])
