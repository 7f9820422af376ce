"""The indicators' part of the flow: fact → indicator, and indicator → indicator where a formula uses it."""

from collections.abc import Iterator

from khcn.indicators.choices import Origin
from khcn.indicators.expressions import cards_in_force, formulas_of
from khcn.indicators.models import Card
from khcn.kernel.registers.flow import Edge, Node, adds_to_flow
from khcn.kernel.registers.measure import facts


def node_of(card: Card) -> Node:
    return Node("indicator", card.indicator.code, card.name)


@adds_to_flow
def sources_of_indicators() -> Iterator[Edge]:
    cards, offered = cards_in_force(), facts()
    for card in cards.values():
        if card.source == Origin.FACT and card.fact in offered:
            _register, fact = offered[card.fact]
            yield Edge(Node("fact", fact.code, fact.name), node_of(card))
    for code, formula in formulas_of(cards.values()).items():
        for name in formula.names:
            if name in cards:
                yield Edge(node_of(cards[name]), node_of(cards[code]))
