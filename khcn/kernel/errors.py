"""Refusals by the business: a stable code for programs, a Vietnamese sentence for people."""

from collections.abc import Mapping


class DomainError(Exception):
    """An act is refused. `code` never changes; `message` says what is wrong and what to do.

    `fields` ties a message to the form field that causes it.
    """

    code = "refused"

    def __init__(
        self, message: str, *, code: str | None = None, fields: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.fields = dict(fields or {})


class NotAllowed(DomainError):
    """The person may not do this."""

    code = "not_allowed"
