"""A formula as a tree, and the tree as text. Places in the text do not count when trees are compared."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True)
class Place:
    """Characters `start` to `end` of the text."""

    start: int = field(default=0, compare=False, kw_only=True)
    end: int = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True)
class Number(Place):
    value: Decimal


@dataclass(frozen=True)
class Name(Place):
    code: str


@dataclass(frozen=True)
class Negative(Place):
    operand: "Node"


@dataclass(frozen=True)
class Binary(Place):
    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True)
class Call(Place):
    """A function; `count` is its whole number of years or digits, if it takes one."""

    function: str
    arguments: tuple["Node", ...]
    count: int | None = None


Node: TypeAlias = Number | Name | Negative | Binary | Call

_RANK = {"+": 1, "-": 1, "*": 2, "/": 2}
_UNARY, _ATOM = 3, 4


def children(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Binary):
        return node.left, node.right
    if isinstance(node, Negative):
        return (node.operand,)
    return node.arguments if isinstance(node, Call) else ()


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, as read from left to right."""
    yield node
    for child in children(node):
        yield from walk(child)


def to_text(node: Node) -> str:
    """The one way of writing the tree; parsing it gives an equal tree."""
    if isinstance(node, Number):
        return format(node.value, "f")
    if isinstance(node, Name):
        return f"[{node.code}]"
    if isinstance(node, Negative):
        return f"-{_enclosed(node.operand, _UNARY)}"
    if isinstance(node, Binary):
        rank = _RANK[node.sign]
        return f"{_enclosed(node.left, rank)} {node.sign} {_enclosed(node.right, rank + 1)}"
    count = [] if node.count is None else [str(node.count)]
    return f"{node.function}({', '.join([*map(to_text, node.arguments), *count])})"


def _enclosed(node: Node, least: int) -> str:
    text = to_text(node)
    return text if _rank(node) >= least else f"({text})"


def _rank(node: Node) -> int:
    if isinstance(node, Binary):
        return _RANK[node.sign]
    return _UNARY if isinstance(node, Negative) else _ATOM
