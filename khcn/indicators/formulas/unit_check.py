"""Whether the units of a formula fit, and the formula with the conversions of scale written in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import Literal

from django.utils.translation import gettext as _

from khcn.indicators.formulas.errors import FormulaError
from khcn.indicators.formulas.formula import Formula
from khcn.indicators.formulas.tree import Binary, Call, Name, Negative, Node, Number, to_text
from khcn.indicators.formulas.units import Unit, unit, unit_text

_PERCENT = Unit(least=1, most=1)
_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Problem:
    """What does not fit, in a sentence, and the characters of the formula it is about."""

    code: str
    message: str
    start: int
    end: int


def check_units(formula: Formula, units: Mapping[str, str], result_unit: str) -> list[Problem]:
    """What is wrong with the units; an empty list says that `converted` gives a formula to work with."""
    return _checked(formula, units, result_unit)[0]


def converted(formula: Formula, units: Mapping[str, str], result_unit: str) -> Formula:
    """The formula with `* 1000` and the like where scales differ; its value is in `result_unit`.

    Refuses by the first problem that `check_units` finds.
    """
    problems, root = _checked(formula, units, result_unit)
    if problems:
        first = problems[0]
        raise FormulaError(first.message, code=first.code, start=first.start, end=first.end)
    return Formula(root)


def _checked(formula: Formula, units: Mapping[str, str], result_unit: str) -> tuple[list[Problem], Node]:
    check = _Check(units)
    found, root = check.visit(formula.root)
    return check.problems, check.fitted(found, root, unit(result_unit), result_unit) if found else root


class _Check:
    """Goes up the tree with a unit for each part; None where a problem below was already told."""

    def __init__(self, units: Mapping[str, str]) -> None:
        self.units = units
        self.problems: list[Problem] = []

    def visit(self, node: Node) -> tuple[Unit | None, Node]:
        if isinstance(node, Number):
            return Unit(constant="number" if node.value else "zero"), node
        if isinstance(node, Name):
            return self._named(node), node
        if isinstance(node, Negative):
            made, operand = self.visit(node.operand)
            return made, replace(node, operand=operand)
        return self._binary(node) if isinstance(node, Binary) else self._call(node)

    def fitted(self, found: Unit, node: Node, wanted: Unit, words: str) -> Node:
        """The whole formula in the unit of its result."""
        if found.constant:
            return node
        if found.dimensions != wanted.dimensions:
            told = {"found": unit_text(found), "wanted": words or unit_text(wanted)}
            self._tell(
                "unit_result",
                _("Công thức cho ra %(found)s, còn đơn vị của chỉ tiêu là %(wanted)s.") % told,
                node,
            )
        elif wanted.least > found.most:
            self._tell(
                "unit_percent",
                _("Công thức cho ra một tỷ số; muốn có % thì nhân với 100 hoặc dùng share(x, y)."),
                node,
            )
        elif wanted.least < found.least:
            self._tell(
                "unit_percent",
                _("Công thức nhân với một số %; hãy chia cho 100, hoặc đặt đơn vị là %."),
                node,
            )
        return self._scaled(found, node, wanted)

    def _named(self, node: Name) -> Unit | None:
        if node.code in self.units:
            return unit(self.units[node.code])
        self._tell("unit_unknown", _("Chưa biết đơn vị của [%(code)s].") % {"code": node.code}, node)
        return None

    def _binary(self, node: Binary) -> tuple[Unit | None, Node]:
        (left, above), (right, below) = self.visit(node.left), self.visit(node.right)
        node = replace(node, left=above, right=below)
        if left is None or right is None:
            return None, node
        if node.sign in "+-":
            made, (above, below) = self._alike([(left, above), (right, below)], node)
            return made, replace(node, left=above, right=below)
        if node.sign == "/" and left.dimensions == right.dimensions and not right.pure:
            node = replace(node, right=self._scaled(right, node.right, left))
            right = replace(right, scale=left.scale)
        made = self._product(node, left, right)
        if not made.pure:
            return made, node
        plain = replace(made, scale=Decimal(1))
        return plain, self._scaled(made, node, plain)

    def _product(self, node: Binary, left: Unit, right: Unit) -> Unit:
        sign: Literal[1, -1] = 1 if node.sign == "*" else -1
        made = left.combined(right, sign)
        factors = [(node.right, right, left)] + ([(node.left, left, right)] if sign == 1 else [])
        for factor, own, other in factors:
            if isinstance(factor, Number) and own.constant and not other.constant:
                if factor.value == _HUNDRED:
                    return made.by_hundred(sign)
                return replace(made, rescaled=made.rescaled or _is_thousands(factor.value))
        return made

    def _call(self, node: Call) -> tuple[Unit | None, Node]:
        visited = [self.visit(argument) for argument in node.arguments]
        units = [made for made, _argument in visited if made is not None]
        node = replace(node, arguments=tuple(argument for _made, argument in visited))
        if len(units) < len(visited):
            return None, node
        made, arguments = self._alike(list(zip(units, node.arguments, strict=True)), node)
        node = replace(node, arguments=tuple(arguments))
        if node.function == "growth_mean" and not units[0].constant and not units[0].meets(_PERCENT):
            self._tell(
                "unit_percent", _("growth_mean cần tốc độ tăng tính bằng %, ví dụ growth([grdp])."), node
            )
            return None, node
        return (_PERCENT if node.function in ("share", "growth", "cagr", "growth_mean") else made), node

    def _alike(self, parts: list[tuple[Unit, Node]], node: Node) -> tuple[Unit | None, list[Node]]:
        """All parts in the unit of the first that has one; refuses parts that have nothing in common."""
        made = next((own for own, _part in parts if not own.constant), parts[0][0])
        for own, part in parts:
            if not own.meets(made):
                told = {"left": unit_text(made), "right": unit_text(own), "part": to_text(node)[:120]}
                self._tell(
                    "unit_mixed", _("Không thể tính %(left)s cùng với %(right)s: %(part)s.") % told, part
                )
                return None, [part for _own, part in parts]
            if not own.constant:
                made = replace(made, least=max(made.least, own.least), most=min(made.most, own.most))
        return made, [self._scaled(own, part, made) for own, part in parts]

    def _scaled(self, own: Unit, node: Node, wanted: Unit) -> Node:
        """The part times what turns its scale into the wanted one."""
        if own.constant or own.scale == wanted.scale or own.dimensions != wanted.dimensions:
            return node
        if own.rescaled or wanted.rescaled:
            told = {"found": unit_text(own), "wanted": unit_text(wanted)}
            self._tell(
                "unit_rescaled",
                _(
                    "Hệ thống tự đổi %(found)s ra %(wanted)s. Hãy bỏ phép nhân, chia với 1000, 1000000… khỏi công thức."
                )
                % told,
                node,
            )
        with localcontext(prec=60):
            up = own.scale >= wanted.scale
            factor = own.scale / wanted.scale if up else wanted.scale / own.scale
        return Binary("*" if up else "/", node, Number(factor.normalize()), start=node.start, end=node.end)

    def _tell(self, code: str, message: str, node: Node) -> None:
        self.problems.append(Problem(code, message, node.start, node.end))


def _is_thousands(value: Decimal) -> bool:
    """1000, 1000000… or 0.001…: a factor with which people convert scales by hand."""
    digits = value.normalize().as_tuple()
    return digits.digits == (1,) and isinstance(digits.exponent, int) and abs(digits.exponent) >= 3
