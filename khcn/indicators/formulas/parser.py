"""From tokens to a tree by recursive descent: sums of products of signed atoms, nothing else."""

from decimal import Decimal

from django.utils.translation import gettext as _

from khcn.indicators.formulas.errors import FormulaError
from khcn.indicators.formulas.functions import FUNCTIONS, Function
from khcn.indicators.formulas.tokens import Token, tokens
from khcn.indicators.formulas.tree import Binary, Call, Name, Negative, Node, Number

MOST_DEPTH = 30
MOST_PARTS = 200


def parse_tree(text: str) -> Node:
    """The tree of a formula; raises FormulaError with the place of the fault and nothing else."""
    parser = _Parser(tokens(text))
    if parser.now.kind == "end":
        raise FormulaError(
            _("Công thức còn trống. Ví dụ: [chi-khcn] / [tong-chi] * 100."), code="formula_empty"
        )
    tree = parser.sum()
    parser.finish()
    return tree


class _Parser:
    """Reads from left to right; `now` is the token not yet used."""

    def __init__(self, found: list[Token]) -> None:
        self.found = found
        self.place = 0
        self.depth = 0
        self.parts = 0

    @property
    def now(self) -> Token:
        return self.found[self.place]

    def sum(self) -> Node:
        self._enter()
        node = self._product()
        while self._at("+", "-"):
            sign = self._next()
            node = self._binary(sign, node, self._product())
        self.depth -= 1
        return node

    def finish(self) -> None:
        if self._at(","):
            raise self._error(
                _("Dấu phẩy ở ký tự thứ %(place)s không thuộc hàm nào. Số thập phân viết bằng dấu chấm: 0.5.")
            )
        if self.now.kind != "end":
            raise self._error(_("Thiếu phép tính trước “%(text)s” ở ký tự thứ %(place)s."))

    def _product(self) -> Node:
        node = self._signed()
        while self._at("*", "/"):
            sign = self._next()
            node = self._binary(sign, node, self._signed())
        return node

    def _signed(self) -> Node:
        if not self._at("-"):
            return self._atom()
        self._enter()
        sign = self._next()
        operand = self._signed()
        self.depth -= 1
        self._count(sign)
        return Negative(operand, start=sign.start, end=operand.end)

    def _atom(self) -> Node:
        token = self.now
        if token.kind == "number":
            self._count(self._next())
            return Number(Decimal(token.text), start=token.start, end=token.end)
        if token.kind == "name":
            self._count(self._next())
            return Name(token.text, start=token.start, end=token.end)
        if token.kind == "word":
            return self._call()
        if self._at("("):
            self._next()
            inner = self.sum()
            self._close(token)
            return inner
        raise self._error(
            _("Công thức dừng ở đây nhưng còn thiếu một số hoặc một [mã chỉ tiêu].")
            if token.kind == "end"
            else _("Ở ký tự thứ %(place)s cần một số, một [mã chỉ tiêu] hoặc một hàm, không phải “%(text)s”.")
        )

    def _call(self) -> Node:
        word = self._next()
        function = FUNCTIONS.get(word.text)
        if function is None:
            raise FormulaError(
                _(
                    "Không có hàm “%(name)s”. Các hàm dùng được: %(known)s. Mã chỉ tiêu viết trong ngoặc vuông."
                )
                % {"name": word.text[:40], "known": ", ".join(FUNCTIONS)},
                code="formula_function",
                start=word.start,
                end=word.end,
            )
        if not self._at("("):
            raise self._error(_("Sau tên hàm “%(function)s” cần dấu “(”.") % {"function": function.name})
        opening = self._next()
        given = [self.sum()]
        while self._at(","):
            self._next()
            given.append(self.sum())
        closing = self._close(opening)
        self._count(word)
        return _call(function, given, word.start, closing.end)

    def _binary(self, sign: Token, left: Node, right: Node) -> Node:
        self._count(sign)
        return Binary(sign.text, left, right, start=left.start, end=right.end)

    def _at(self, *signs: str) -> bool:
        return self.now.kind == "sign" and self.now.text in signs

    def _next(self) -> Token:
        token = self.now
        self.place += 1
        return token

    def _close(self, opening: Token) -> Token:
        if self._at(")"):
            return self._next()
        if self.now.kind != "end":
            raise self._error(_("Ở ký tự thứ %(place)s cần phép tính hoặc “)”, không phải “%(text)s”."))
        raise FormulaError(
            _("Dấu “(” ở ký tự thứ %(place)s chưa được đóng.") % {"place": opening.start + 1},
            code="formula_syntax",
            start=opening.start,
            end=opening.end,
        )

    def _enter(self) -> None:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise self._error(
                _("Công thức lồng quá sâu. Hãy tách thành chỉ tiêu trung gian."), "formula_too_deep"
            )

    def _count(self, token: Token) -> None:
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise self._error(
                _("Công thức có quá %(most)s thành phần. Hãy tách thành chỉ tiêu trung gian.")
                % {"most": MOST_PARTS},
                "formula_too_long",
            )

    def _error(self, message: str, code: str = "formula_syntax") -> FormulaError:
        token = self.now
        shown = f"[{token.text}]" if token.kind == "name" else token.text
        if "%(" in message:
            message %= {"place": token.start + 1, "text": shown[:40]}
        return FormulaError(message, code=code, start=token.start, end=token.end)


def _call(function: Function, given: list[Node], start: int, end: int) -> Node:
    """The call with its whole number told apart from its values; refuses a wrong number of either."""
    count = None
    if function.count is not None:
        if len(given) > 1:
            count = _whole(function, given.pop())
        elif function.count_default is None:
            raise _wrong(function, start, end)
        else:
            count = function.count_default
    if not function.values[0] <= len(given) <= function.values[1]:
        raise _wrong(function, start, end)
    return Call(function.name, tuple(given), count, start=start, end=end)


def _whole(function: Function, node: Node) -> int:
    least, most = function.count or (0, 0)
    if (
        isinstance(node, Number)
        and node.value == node.value.to_integral_value()
        and least <= node.value <= most
    ):
        return int(node.value)
    raise FormulaError(
        _("Tham số cuối của %(function)s phải là số nguyên từ %(least)s đến %(most)s.")
        % {"function": function.name, "least": least, "most": most},
        code="formula_arguments",
        start=node.start,
        end=node.end,
    )


_FORMS = {
    "prev": "prev(x), prev(x, n)",
    "round": "round(x), round(x, n)",
    "cagr": "cagr(x, n)",
    "growth_mean": "growth_mean(x, n)",
    "share": "share(x, y)",
}


def _wrong(function: Function, start: int, end: int) -> FormulaError:
    form = _FORMS.get(function.name) or f"{function.name}(x{', y, …' if function.values[1] > 1 else ''})"
    return FormulaError(
        _("Hàm %(function)s nhận sai số tham số. Cách viết: %(form)s.")
        % {"function": function.name, "form": form},
        code="formula_arguments",
        start=start,
        end=end,
    )
