"""Formulas of cards against the indicators that are there: names, cycles, units."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from khcn.indicators.choices import CardState, Origin
from khcn.indicators.formulas import Formula, FormulaError, check_units, converted, cycles, parse
from khcn.indicators.models import Card


def cards_in_force() -> dict[str, Card]:
    """By the code of the indicator."""
    found = Card.objects.filter(state=CardState.IN_FORCE).select_related("indicator", "territory")
    return {card.indicator.code: card for card in found}


def check_expression(card: Card) -> list[str]:
    """What is wrong with the card's formula, in sentences."""
    try:
        formula = parse(card.expression)
    except FormulaError as error:
        return [error.message]
    known = cards_in_force()
    unknown = [name for name in formula.names if name not in known]
    if unknown:
        return [
            _("Không có chỉ số mã “{code}” đang áp dụng. Hãy kiểm tra mã trong ngoặc vuông.").format(
                code=code
            )
            for code in unknown
        ]
    others = formulas_of(other for code, other in known.items() if code != card.indicator.code)
    circles = cycles(others | {card.indicator.code: formula})
    if circles:
        told = " → ".join((*circles[0], circles[0][0]))
        return [
            _("Công thức quay vòng: {circle}. Một chỉ số không thể tính từ chính nó.").format(circle=told)
        ]
    units = {code: other.unit for code, other in known.items()}
    return [problem.message for problem in check_units(formula, units, card.unit)]


def formulas_of(cards: Iterable[Card]) -> dict[str, Formula]:
    """The formulas of those cards that have one, as written."""
    return {card.indicator.code: parse(card.expression) for card in cards if card.source == Origin.FORMULA}


def ready(formula: Formula, cards: dict[str, Card], result_unit: str) -> Formula:
    """The formula with conversions of scale written in; refuses where units do not fit."""
    return converted(formula, {code: card.unit for code, card in cards.items()}, result_unit)
