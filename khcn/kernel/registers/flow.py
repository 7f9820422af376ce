"""How data flow: register → fact → indicator → target → line of a report. Each part of the house adds its edges.

@adds_to_flow
def sources_of_indicators() -> Iterator[Edge]: ...
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from khcn.kernel.registers.declaration import Text, registers

KINDS = ("register", "fact", "indicator", "target", "report_line")


@dataclass(frozen=True)
class Node:
    """One station of the flow; its kind is one of KINDS and its code is unique within the kind."""

    kind: str
    code: str
    name: Text = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, self.code


@dataclass(frozen=True)
class Edge:
    source: Node
    target: Node


Adder = Callable[[], Iterable[Edge]]
_adders: list[Adder] = []


def adds_to_flow(adder: Adder) -> Adder:
    """Register a function that tells edges; it is called each time the flow is asked for."""
    _adders.append(adder)
    return adder


class Flow:
    """The graph as it stands now; registers without facts are in it too."""

    def __init__(self) -> None:
        self.nodes: dict[tuple[str, str], Node] = {}
        self.after: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for register in registers:
            self._note(Node("register", register.code, register.name))
        for adder in _adders:
            for edge in adder():
                self._note(edge.source)
                self._note(edge.target)
                ends = self.after[edge.source.key]
                if edge.target.key not in ends:
                    ends.append(edge.target.key)

    def _note(self, node: Node) -> None:
        self.nodes.setdefault(node.key, node)
        self.after.setdefault(node.key, [])

    def of_kind(self, kind: str) -> list[Node]:
        return [node for node in self.nodes.values() if node.kind == kind]

    def following(self, node: Node) -> list[Node]:
        return [self.nodes[key] for key in self.after[node.key]]

    def edges(self) -> Iterator[Edge]:
        for key, ends in self.after.items():
            yield from (Edge(self.nodes[key], self.nodes[end]) for end in ends)


@adds_to_flow
def facts_of_registers() -> Iterator[Edge]:
    for register in registers:
        for fact in register.facts:
            yield Edge(Node("register", register.code, register.name), Node("fact", fact.code, fact.name))
