"""Database triggers of S&T tasks: events and sent versions never change, handed-in sheets stay, no author judges."""

from typing import Any

from khcn.operations.st_tasks import fixed, fixed_sheets

SQLITE: tuple[str, ...] = (*fixed.SQLITE, *fixed_sheets.SQLITE)
POSTGRESQL: tuple[str, ...] = (*fixed.POSTGRESQL, *fixed_sheets.POSTGRESQL)
#: Triggers that refuse deleting; tests that empty the whole database lift them.
SQLITE_REMOVE: tuple[str, ...] = (*fixed.SQLITE_REMOVE, *fixed_sheets.SQLITE_REMOVE)


def install(connection: Any) -> None:
    """Make the triggers; called after every migrate."""
    with connection.cursor() as cursor:
        for statement in SQLITE if connection.vendor == "sqlite" else POSTGRESQL:
            cursor.execute(statement)


def remove(connection: Any) -> None:
    """Only for tests that empty the whole database."""
    with connection.cursor() as cursor:
        for statement in SQLITE_REMOVE if connection.vendor == "sqlite" else ():
            cursor.execute(statement)
