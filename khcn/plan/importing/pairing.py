"""Which row of the plan an item of the document is: exact signs first, then likeness, best pairs first.

A row belongs to one item at most. What finds no row is new; a row without an item is gone.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz

from khcn.lib import vn_text
from khcn.plan.importing.matching import normalise
from khcn.plan.importing.values import Values

Item = tuple[int, Values]
Pairs = dict[int, Any]
#: A score of how well an item and a row fit; None when they cannot be the same.
Score = Callable[[Values, Any], float | None]


fold = lru_cache(maxsize=8192)(vn_text.fold)


def pair(items: list[Item], rows: list[Any], *rounds: Score) -> Pairs:
    """Rounds run from the surest sign to the weakest; each takes its best pairs first."""
    found: Pairs = {}
    free = list(rows)
    for score in rounds:
        candidates = [
            (fit, index, row)
            for index, values in items
            if index not in found
            for row in free
            if (fit := score(values, row)) is not None
        ]
        for _fit, index, row in sorted(candidates, key=lambda one: (-one[0], one[1], one[2].pk)):
            if index not in found and row in free:
                found[index] = row
                free.remove(row)
    return found


def likeness(one: str, other: str) -> float:
    """0 to 1; blank against anything is 0."""
    return fuzz.ratio(fold(one), fold(other)) / 100 if one and other else 0.0


def pair_sections(items: list[Item], rows: list[Any]) -> Pairs:
    def same_path_like_title(values: Values, row: Any) -> float | None:
        fits = row.source_id is None or likeness(values["title"], row.title) >= 0.6
        return 1.0 if values["path"] == row.path and fits else None

    def same_title(values: Values, row: Any) -> float | None:
        return 1.0 if values["level"] == row.level and likeness(values["title"], row.title) >= 0.95 else None

    def same_path(values: Values, row: Any) -> float | None:
        return 1.0 if values["path"] == row.path else None

    return pair(items, rows, same_path_like_title, same_title, same_path)


def pair_tasks(items: list[Item], rows: list[Any]) -> Pairs:
    def same_words(values: Values, row: Any) -> float | None:
        if fold(values["official_text"]) != fold(row.official_text):
            return None
        return 2.0 if values["no"] == row.no else 1.0

    def same_number(values: Values, row: Any) -> float | None:
        if values["no"] != row.no:
            return None
        if not row.official_text:
            return 1.0
        like = likeness(values["official_text"], row.official_text)
        return like if like >= 0.6 else None

    def like_words(values: Values, row: Any) -> float | None:
        like = likeness(values["official_text"], row.official_text)
        return like if like >= 0.72 else None

    def reworded(values: Values, row: Any) -> float | None:
        like = likeness(values["official_text"], row.official_text)
        return like if values["no"] == row.no and like >= 0.45 else None

    return pair(items, rows, same_words, same_number, like_words, reworded)


def pair_targets(items: list[Item], rows: list[Any]) -> Pairs:
    def same_words(values: Values, row: Any) -> float | None:
        same = fold(values["official_text"]) == fold(row.official_text)
        return 1.0 + _figures(values, row) if same else None

    def like_words(values: Values, row: Any) -> float | None:
        like = likeness(values["official_text"], row.official_text)
        return like + _figures(values, row) if like >= 0.72 else None

    def like_skeleton(values: Values, row: Any) -> float | None:
        """A row that never had wording: its figures must agree, its title and unit decide."""
        if row.official_text or values["clause"] != row.clause or not _same_figures(values, row):
            return None
        return _figures(values, row) + 2 * _title_likeness(values, row)

    return pair(items, rows, same_words, like_words, like_skeleton)


def _title_likeness(values: Values, row: Any) -> float:
    told = normalise(f"{values['official_text']} {values['unit']}")
    return fuzz.token_set_ratio(normalise(f"{row.short_title} {row.unit}"), told) / 100


def _same_figures(values: Values, row: Any) -> bool:
    """Equal figures; a milestone or a promise without figures fits a row without figures."""
    mine = [values["low"], values["high"]]
    theirs = [row.low, row.high]
    return mine == theirs and _percent(values["unit"]) == _percent(row.unit)


def _percent(unit: str) -> bool:
    return "%" in unit


def _figures(values: Values, row: Any) -> float:
    signs = (
        (values["low"], row.low, 0.5),
        (values["high"], row.high, 0.5),
        (values["operator"], row.operator, 0.4),
        (values["horizon"], row.horizon, 0.3),
        (values["year"], row.year, 0.1),
        (values["baseline_value"], row.baseline_value, 0.5 if values["baseline_value"] is not None else 0),
    )
    return sum(weight for one, other, weight in signs if one == other)


def pair_duties(items: list[Item], rows: list[Any]) -> Pairs:
    def same_words(values: Values, row: Any) -> float | None:
        return 1.0 if fold(values["official_text"]) == fold(row.official_text) else None

    def same_clause(values: Values, row: Any) -> float | None:
        fits = not row.official_text or likeness(values["official_text"], row.official_text) >= 0.45
        return 1.0 if values["clause"] == row.clause and fits else None

    def like_words(values: Values, row: Any) -> float | None:
        like = likeness(values["official_text"], row.official_text)
        return like if like >= 0.72 else None

    return pair(items, rows, same_words, same_clause, like_words)


def pair_reporting(items: list[Item], rows: list[Any]) -> Pairs:
    def same_rhythm(values: Values, row: Any) -> float | None:
        if (values["frequency"], values["year"]) != (row.frequency, row.year):
            return None
        clause = values["clause"] == row.clause
        due = (values["due_month"], values["due_day"]) == (row.due_month, row.due_day)
        like = likeness(values["official_text"], row.official_text)
        return None if not (clause or due or like >= 0.6) else clause + due + like

    def like_words(values: Values, row: Any) -> float | None:
        like = likeness(values["official_text"], row.official_text)
        return like if like >= 0.72 else None

    return pair(items, rows, same_rhythm, like_words)


def pair_funding(items: list[Item], rows: list[Any]) -> Pairs:
    def like_words(values: Values, row: Any) -> float | None:
        like = likeness(values["official_text"], row.official_text)
        return like if like >= 0.6 else None

    def like_title(values: Values, row: Any) -> float | None:
        if row.official_text or values["clause"] != row.clause:
            return None
        told = fuzz.token_set_ratio(normalise(row.short_title), normalise(values["official_text"])) / 100
        return told if told >= 0.4 else None

    return pair(items, rows, like_words, like_title)


PAIRING: dict[str, Callable[[list[Item], list[Any]], Pairs]] = {
    "sections": pair_sections,
    "targets": pair_targets,
    "tasks": pair_tasks,
    "duties": pair_duties,
    "reporting": pair_reporting,
    "funding": pair_funding,
}
