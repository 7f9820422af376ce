"""Refusals of growth accounting: each names the field, and the year where there is one."""

from khcn.kernel.errors import DomainError


class AccountingError(DomainError):
    """Inputs that no growth account can be made of."""

    code = "tfp_input"

    def __init__(self, message: str, *, code: str, field: str, year: int | None = None) -> None:
        super().__init__(message, code=code, fields={field: message})
        self.field = field
        self.year = year
