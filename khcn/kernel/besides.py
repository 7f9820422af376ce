"""What the database holds besides tables and their constraints: triggers, exclusion constraints, the cache's table.

Each is made by a function that may run again at any time. They run after every `migrate`, because SQLite drops the
triggers of a table that a migration rebuilds, and because an empty database is built without migrations
(`khcn.config.schema`).
"""

from collections.abc import Callable
from typing import Any

from django.db import connections

Maker = Callable[[Any], None]
_makers: list[tuple[str, Maker]] = []


def beside(table: str, maker: Maker) -> None:
    """Have `maker(connection)` called whenever `table` may have been made anew; an empty name: always."""
    if (table, maker) not in _makers:
        _makers.append((table, maker))


def make_all(*, using: str, **_rest: Any) -> None:
    """Make what is missing on this database."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    for table, maker in _makers:
        if not table or table in tables:
            maker(connection)
