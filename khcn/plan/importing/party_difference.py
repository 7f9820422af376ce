"""Parties of an item against those of its row. Names decide; rows that stay keep their takeovers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from khcn.plan.choices import PartyRole
from khcn.plan.importing.items import Json
from khcn.plan.importing.matching import normalise
from khcn.plan.models import Party

ROLES = {
    "tasks": {"lead": PartyRole.LEAD, "coordinating": PartyRole.COORDINATING},
    "duties": {"parties": PartyRole.HOLDER},
    "reporting": {"parties": PartyRole.HOLDER},
}


@dataclass(frozen=True)
class Named:
    """A party as the document names it, with the code of the agency or class it means."""

    role: str
    name: str
    kind: str
    agency: str | None
    agency_class: str | None

    @property
    def identity(self) -> tuple[str, str]:
        return self.role, self.agency or self.agency_class or normalise(self.name)


@dataclass(frozen=True)
class PartyChange:
    """Who leaves, who joins and who stays, in one role or several."""

    wanted: tuple[Named, ...]
    joining: tuple[Named, ...]
    leaving: tuple[Party, ...]
    taken: bool = True

    @property
    def any(self) -> bool:
        return bool(self.joining or self.leaving)


def named_parties(name: str, item: Json) -> tuple[Named, ...]:
    """The parties of an item, each once; one word such as "các sở" may stand for agency and class."""
    found = {
        named.identity: named
        for key, role in ROLES.get(name, {}).items()
        for party in reversed(item.get(key) or [])
        for named in [_named(str(role), party)]
    }
    return tuple(reversed(found.values()))


def _named(role: str, party: Json) -> Named:
    agency, group = party.get("agency"), party.get("agency_class")
    kind = "agency" if agency else "class" if group else party["kind"]
    return Named(role, party["name"][:500], kind, agency, None if agency else group)


def compare_parties(
    wanted: tuple[Named, ...], present: Iterable[Party], last: tuple[Named, ...] | None
) -> PartyChange:
    """If the text still names the same parties, what people changed since then is kept."""
    rows = list(present)
    asked = {named.identity for named in wanted}
    held = {identity_of(row) for row in rows}
    joining = tuple(named for named in wanted if named.identity not in held)
    leaving = tuple(row for row in rows if identity_of(row) not in asked)
    unchanged = last is not None and asked == {named.identity for named in last}
    return PartyChange(wanted, joining, leaving, taken=not unchanged)


def identity_of(row: Party) -> tuple[str, str]:
    if row.agency:
        return row.role, row.agency.code
    return row.role, row.agency_class.code if row.agency_class else normalise(row.name)


def names(parties: Iterable[Any]) -> str:
    return "; ".join(party.name for party in parties)
