"""Steps of the arithmetic in Vietnamese: exact values rounded for the eye, never so that two different ones look the same."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

from khcn.operations.st_tasks.choices import CouncilRole, Grade, Side
from khcn.operations.st_tasks.judging.steps import BadSheet, Key, Step, Value

from .sentences import DENOMINATORS, REFUSALS, REPLACED, SENTENCES, STRICTLY, SUBJECTS, TIES

Names = Callable[[str, Key], str]
NAMED = {"member": "member", "members": "member", "bid": "bid", "bids": "bid", "item": "item", "product": "product",
         "criterion": "criterion", "content": "content"}  # fmt: skip
WORDS: dict[str, Mapping[Any, Any]] = {
    "role": dict(CouncilRole.choices),
    "side": dict(Side.choices),
    "grade": dict(Grade.choices),
    "tie": TIES,
    "counted": DENOMINATORS,
    "subject": SUBJECTS,
    "replaced": REPLACED,
    "strictly": STRICTLY,
}
PLACES = 2
MOST_PLACES = 12


def say(step: Step, names: Names | None = None) -> str:
    """The sentence of a step or fault. `names` turns a key of a kind ("member", "bid", "item", "product", "criterion") into words."""
    return str(SENTENCES[step.code]) % said_values(step.values, names or _plain)


def cited(step: Step, names: Names | None = None) -> str:
    """The sentence with its article before the full stop."""
    sentence = say(step, names)
    return f"{sentence.removesuffix('.')} ({step.article})." if step.article else sentence


def say_refusal(error: BadSheet, names: Names | None = None) -> str:
    """Why a sheet cannot be counted."""
    return str(REFUSALS[error.code]) % said_values(error.values, names or _plain)


def _plain(kind: str, key: Key) -> str:
    return str(key)


def said_values(values: Mapping[str, Value], names: Names) -> dict[str, str]:
    """All values as text, numbers that are compared with as many places as it takes to tell them apart."""
    shares = {
        name: value for name, value in values.items() if _is_share(name) and isinstance(value, Fraction)
    }
    points: list[int | Fraction | Decimal] = [
        value
        for name, value in values.items()
        if name not in shares and isinstance(value, int | Fraction | Decimal)
    ]
    share_places, places = _places(100 * share for share in shares.values()), _places(points)
    said = {}
    for name, value in values.items():
        if name in shares:
            said[name] = say_share(shares[name], share_places)
        else:
            said[name] = _said(name, value, names, places)
    return said


def _is_share(name: str) -> bool:
    return name in ("share", "reached") or name.endswith("_share")


def _said(name: str, value: Value, names: Names, places: int) -> str:
    kind = NAMED.get(name)
    if isinstance(value, tuple):
        return ", ".join(names(kind, one) if kind else str(one) for one in value)
    if kind:
        return names(kind, value)
    if name in WORDS:
        return str(WORDS[name].get(value, value))
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int | Fraction | Decimal):
        return say_number(value, places)
    return "" if value is None else str(value)


def say_number(value: int | Decimal | Fraction, places: int = PLACES) -> str:
    """1.234,5: dots for thousands, at most so many decimals, half up, no trailing zeros."""
    text = f"{rounded(value, places):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.replace(",", " ").replace(".", ",").replace(" ", ".")
    return "−" + text[1:] if text.startswith("-") else text


def say_share(share: Fraction, places: int = PLACES) -> str:
    """3/4, 2/3, 1/3 and 1/2 as the law writes them, others in per cent."""
    if share.denominator in (2, 3, 4) and 0 < share < 1:
        return f"{share.numerator}/{share.denominator}"
    return say_number(100 * share, places) + "%"


def rounded(value: int | Decimal | Fraction, places: int = PLACES) -> Decimal:
    """Half up, away from zero, from the exact value."""
    exact = Fraction(value)
    with localcontext() as context:
        context.prec = 80
        scaled = abs(exact) * 10**places
        whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
        result = Decimal(whole).scaleb(-places)
        return -result if exact < 0 and whole else result.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _places(values: Iterable[int | Fraction | Decimal]) -> int:
    exact = {Fraction(value) for value in values}
    for places in range(PLACES, MOST_PLACES):
        if len({rounded(value, places) for value in exact}) == len(exact):
            return places
    return MOST_PLACES
