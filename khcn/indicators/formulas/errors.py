"""Refusals of the formula language: what is wrong, and which characters are meant."""

from khcn.kernel.errors import DomainError


class FormulaError(DomainError):
    """A formula is refused; `start` and `end` count characters of the text as given, from 0."""

    code = "formula_syntax"

    def __init__(self, message: str, *, code: str, start: int = 0, end: int = 0) -> None:
        super().__init__(message, code=code)
        self.start = start
        self.end = max(end, start)

    def pointed(self, text: str) -> str:
        """The formula with carets under the faulty characters, for a fixed-width font."""
        line = " ".join(text.split("\n")).replace("\t", " ")
        return f"{line}\n{' ' * self.start}{'^' * max(self.end - self.start, 1)}"
