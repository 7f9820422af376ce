"""One secret: how it is made, what is kept of it, how its row is found again. Serves API tokens and calendar feeds."""

import hashlib
import hmac
import secrets
from typing import Any, NamedTuple

from django.db.models import QuerySet

PREFIX = 8


class Secret(NamedTuple):
    """`token` is told once; `prefix` and `digest` are stored."""

    token: str
    prefix: str
    digest: str


def new_secret() -> Secret:
    token = secrets.token_urlsafe(32)
    return Secret(token, token[:PREFIX], digest_of(token))


def digest_of(token: str) -> str:
    """256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def row_of(rows: QuerySet[Any], token: str) -> Any:
    """The row of a token, among rows that still count; None for an unknown one. Compared in constant time."""
    digest = digest_of(token)
    fitting = rows.filter(prefix=token[:PREFIX].replace("\x00", ""))
    return next((row for row in fitting if hmac.compare_digest(row.digest, digest)), None)
