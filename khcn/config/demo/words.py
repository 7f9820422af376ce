"""The words of the demonstration data: what a text, a number, a choice of each register may say.

`words/common.yaml` holds lists for `{name}` in texts; every other file holds registers by code. Names beginning
with an underscore steer the making of records, all others are fields. See `read_words`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Words:
    """What is told of one register.

    `count` records are made, or for children `per` = [least, most] for each parent, one for each year if `yearly`.
    `rows` are sets of fields that belong together; `states` are weights; `since` is the first possible day;
    `term` are months of validity to choose from; `later` names fields that are empty while a record is pending;
    `copies` is how many records are entered twice, in another spelling.
    """

    fields: Mapping[str, Any]
    rows: tuple[Mapping[str, Any], ...] = ({},)
    count: int = 0
    per: tuple[int, int] = (1, 3)
    share: float = 1.0
    yearly: bool = False
    states: Mapping[str, float] | None = None
    since: str = "2019-01-10"
    term: tuple[int, ...] = ()
    later: tuple[str, ...] = ()
    fill: float = 0.9
    copies: int = 0


@lru_cache(maxsize=1)
def read_words() -> tuple[dict[str, list[str]], dict[str, Words]]:
    """The common lists, and the words of each register by its code."""
    common: dict[str, list[str]] = {}
    told: dict[str, Words] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        if path.stem == "common":
            common = content
        else:
            told.update({code: _words(one or {}) for code, one in content.items()})
    return common, told


def _words(told: Mapping[str, Any]) -> Words:
    steering: dict[str, Any] = {name[1:]: value for name, value in told.items() if name.startswith("_")}
    for name in ("rows", "per", "term", "later"):
        if name in steering:
            steering[name] = tuple(steering[name])
    return Words(fields={name: value for name, value in told.items() if not name.startswith("_")}, **steering)


class _Between:
    """`{so:10-90}`: a whole number in these bounds."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng

    def __format__(self, spec: str) -> str:
        low, _dash, high = spec.partition("-")
        return str(self.rng.randint(int(low), int(high)))


class Speaker(dict[str, Any]):
    """Fills `{names}` in texts; within one record a name always says the same, so that its texts fit together."""

    def __init__(self, rng: Random, known: Mapping[str, Any]) -> None:
        super().__init__(known)
        self.rng = rng
        self.common, _told = read_words()

    def __missing__(self, name: str) -> Any:
        if name == "so":
            return _Between(self.rng)
        text = self.say(self.rng.choice(self.common[name.rstrip("23")]))
        self[name] = text
        return text

    def say(self, told: Any) -> str:
        """One text of a list, with its names filled in and a capital letter at the front of sentences."""
        text = self.rng.choice(told) if isinstance(told, list) else told
        filled = str(text).format_map(self)
        return filled[:1].upper() + filled[1:] if str(text).startswith("{") else filled
