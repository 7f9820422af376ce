"""The value of a formula for one year. What is missing stays missing: it is never counted as zero."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from typing import Literal

from django.utils.translation import gettext as _

from khcn.indicators.formulas.formula import Formula, Need
from khcn.indicators.formulas.tree import Binary, Call, Name, Negative, Node, Number, to_text

Reason = Literal["", "missing", "zero_denominator", "base_not_positive", "out_of_range"]
Lookup = Callable[[str, int], Decimal | None]

DIGITS = 28
MOST_EXPONENT = 99
_GUARDED = Context(
    prec=50,
    Emin=-MOST_EXPONENT,
    Emax=MOST_EXPONENT,
    rounding=ROUND_HALF_UP,
    traps=[DivisionByZero, InvalidOperation, Overflow],
)
_WIDE = Context(prec=MOST_EXPONENT + DIGITS)
_RESULT = Context(prec=DIGITS, rounding=ROUND_HALF_UP, traps=[InvalidOperation, Overflow])
_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Result:
    """`value` is None when it cannot be told; `reason` is then a stable word and `note` a sentence.

    `numerator` and `denominator` are there for shares and ratios, also when the value is not.
    """

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    missing: tuple[Need, ...] = ()
    reason: Reason = ""
    note: str = ""


def evaluate(formula: Formula, lookup: Lookup) -> Result:
    """Work the formula out; `lookup(code, years_back)` gives known values and None for missing ones."""
    with localcontext(_GUARDED):
        run = _Run(lookup)
        value = run.value(formula.root, 0)
        ratio = formula.ratio
        numerator = run.value(ratio.numerator, 0) if ratio else None
        denominator = run.value(ratio.denominator, 0) if ratio else None
    missing = tuple(run.missing)
    if value is not None:
        return Result(_rounded(value), _rounded(numerator), _rounded(denominator))
    reason, note = run.faults[0] if run.faults and not missing else ("missing", _missing_note(missing))
    return Result(None, _rounded(numerator), _rounded(denominator), missing, reason, note)


def _rounded(value: Decimal | None) -> Decimal | None:
    """Without the guard digits, so that 1 / 3 * 3 is 1, and without empty decimals."""
    if value is None:
        return None
    plain = _RESULT.plus(value).normalize(_RESULT)
    return plain.quantize(Decimal(1), context=_WIDE) if plain == plain.to_integral_value() else plain


def _missing_note(missing: tuple[Need, ...]) -> str:
    told = [
        f"[{need.code}]"
        if need.back == 0
        else _("[%(code)s] của %(years)s năm trước") % {"code": need.code, "years": need.back}
        for need in missing
    ]
    return _("Thiếu số liệu: %(values)s.") % {"values": ", ".join(told)}


class _Run:
    """One evaluation: each part is worked out once for each year it is asked for."""

    def __init__(self, lookup: Lookup) -> None:
        self.lookup = lookup
        self.known: dict[tuple[int, int], Decimal | None] = {}
        self.missing: dict[Need, None] = {}
        self.faults: list[tuple[Reason, str]] = []

    def value(self, node: Node, back: int) -> Decimal | None:
        if isinstance(node, Number):
            return node.value
        key = (id(node), back)
        if key not in self.known:
            self.known[key] = self._guarded(node, back)
        return self.known[key]

    def _guarded(self, node: Node, back: int) -> Decimal | None:
        try:
            return self._work_out(node, back)
        except (InvalidOperation, Overflow):
            return self._fault(
                "out_of_range", _("Số quá lớn, không tính được: %(part)s.") % {"part": to_text(node)[:200]}
            )

    def _work_out(self, node: Node, back: int) -> Decimal | None:
        if isinstance(node, Name):
            return self._look_up(Need(node.code, back))
        if isinstance(node, Negative):
            operand = self.value(node.operand, back)
            return None if operand is None else -operand
        if isinstance(node, Binary):
            left, right = self.value(node.left, back), self.value(node.right, back)
            return None if left is None or right is None else self._combined(node, left, right)
        return self._called(node, back) if isinstance(node, Call) else None

    def _look_up(self, need: Need) -> Decimal | None:
        value = self.lookup(need.code, need.back)
        if value is None or not value.is_finite():
            self.missing[need] = None
            return None
        return +value

    def _combined(self, node: Binary, left: Decimal, right: Decimal) -> Decimal | None:
        if node.sign == "+":
            return left + right
        if node.sign == "-":
            return left - right
        if node.sign == "*":
            return left * right
        return self._divided(left, right, node.right)

    def _divided(self, left: Decimal, right: Decimal, below: Node) -> Decimal | None:
        if right == 0:
            return self._fault(
                "zero_denominator", _("Mẫu số bằng 0: %(part)s.") % {"part": to_text(below)[:200]}
            )
        return left / right

    def _called(self, node: Call, back: int) -> Decimal | None:
        if node.function == "prev":
            return self.value(node.arguments[0], back + (node.count or 1))
        if node.function == "growth":
            return self._growth(node, back, 1)
        if node.function == "cagr":
            return self._growth(node, back, node.count or 1)
        if node.function == "growth_mean":
            return self._growth_mean(node, back, node.count or 1)
        values = [self.value(argument, back) for argument in node.arguments]
        given = [value for value in values if value is not None]
        return self._applied(node, given) if len(given) == len(values) else None

    def _applied(self, node: Call, given: list[Decimal]) -> Decimal | None:
        match node.function:
            case "sum":
                return sum(given, Decimal(0))
            case "mean":
                return sum(given, Decimal(0)) / len(given)
            case "min":
                return min(given)
            case "max":
                return max(given)
            case "abs":
                return abs(given[0])
            case "round":
                # At 28 digits first: what is a half but for the guard digits is a half.
                return _RESULT.plus(given[0]).quantize(Decimal(1).scaleb(-(node.count or 0)))
        quotient = self._divided(given[0], given[1], node.arguments[1])
        return None if quotient is None else quotient * _HUNDRED

    def _growth(self, node: Call, back: int, years: int) -> Decimal | None:
        """Per cent a year; told only from positive values, for from zero or below no pace can be told."""
        now, before = self.value(node.arguments[0], back), self.value(node.arguments[0], back + years)
        if now is None or before is None:
            return None
        if before <= 0 or (years > 1 and now <= 0):
            return self._fault(
                "base_not_positive",
                _("Không tính được tốc độ tăng từ giá trị không dương: %(part)s.")
                % {"part": to_text(node)[:200]},
            )
        factor = now / before
        return ((factor if years == 1 else _root(factor, years)) - 1) * _HUNDRED

    def _growth_mean(self, node: Call, back: int, years: int) -> Decimal | None:
        rates = [self.value(node.arguments[0], back + year) for year in range(years)]
        factor = Decimal(1)
        for rate in rates:
            if rate is None:
                return None
            if rate <= -_HUNDRED:
                return self._fault(
                    "base_not_positive",
                    _("Không tính được trung bình nhân khi có năm giảm từ 100%% trở lên: %(part)s.")
                    % {"part": to_text(node)[:200]},
                )
            factor *= 1 + rate / _HUNDRED
        return (_root(factor, years) - 1) * _HUNDRED

    def _fault(self, reason: Reason, note: str) -> Decimal | None:
        """No value, and why."""
        self.faults.append((reason, note))
        return None


def _root(value: Decimal, degree: int) -> Decimal:
    return (value.ln() / degree).exp()
