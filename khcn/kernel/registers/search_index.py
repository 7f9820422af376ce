"""An index over the folded copies: which records may hold some words, without a pass over the register.

On PostgreSQL each folded copy has an index of trigrams, if the server offers pg_trgm, and LIKE uses it by itself.
On SQLite one FTS5 table of trigrams serves all registers, kept in step by triggers. The index only narrows; the
conditions on the records decide, so what is found is the same with it and without.
"""

import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.db.models.expressions import RawSQL

from khcn.kernel.base import matches
from khcn.kernel.registers.declaration import registers
from khcn.lib.vn_text import fold

TABLE = "registers_search"
#: Each register has its own stretch of row numbers in the shared table.
STRETCH = 2**40
#: With more hits than this, walking along the order of a list comes to its first page sooner.
MOST_HITS = 5_000
GRAM, MOST_GRAMS = 3, 24
_HITS = f"FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid BETWEEN %s AND %s"


def holding(model: Any, words: str) -> Q:
    """What holds for every record in whose folded copy all words stand."""
    if connection.vendor != "sqlite":
        return matches(words)
    told = _asked(model, words)
    return Q(pk__in=RawSQL(f"SELECT rowid - %s {_HITS}", (told[1], *told))) if told else Q()  # noqa: S611


def is_common(model: Any, words: str) -> bool:
    """Whether so many records hold the words that a list comes to its first page sooner without the index.

    A small query on SQLite; PostgreSQL knows by itself.
    """
    if connection.vendor != "sqlite" or not (told := _asked(model, words)):
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM (SELECT 1 {_HITS} LIMIT %s)", (*told, MOST_HITS + 1))  # noqa: S608
        (hits,) = cursor.fetchone()
    return bool(hits > MOST_HITS)


def narrowed(model: Any, words: str) -> Q:
    """`holding`, unless the words are common: for the first few records in some order."""
    return Q() if is_common(model, words) else holding(model, words)


def holders(model: Any, phrases: Sequence[str], *, most: int) -> list[tuple[int, int]]:
    """(number of the phrase, key of the record) for records in whose folded copy a phrase may stand; one query.

    A phrase keeps its blanks, so “che shan” finds the two words side by side. At most `most` records for each phrase.
    """
    told = [(number, text) for number, phrase in enumerate(phrases) if len(text := fold(phrase)) >= GRAM]
    if not told:
        return []
    part, values = _holders_sqlite if connection.vendor == "sqlite" else _holders_plain, []
    selects = []
    for number, text in told:
        statement, parameters = part(model, number, text, most)
        selects.append(statement)
        values += parameters
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects), values)
        return [(number, pk) for number, pk in cursor.fetchall()]


def _holders_sqlite(model: Any, number: int, text: str, most: int) -> tuple[str, list[Any]]:
    first = _first(model._meta.db_table)
    grams = sorted({text[at : at + GRAM] for at in range(len(text) - GRAM + 1)})[:MOST_GRAMS]
    match = " AND ".join('"{}"'.format(gram.replace('"', '""')) for gram in grams)
    told = [match, first, first + STRETCH - 1]
    return f"SELECT {number:d}, rowid - {first:d} FROM (SELECT rowid {_HITS} LIMIT {most:d})", told  # noqa: S608


def _holders_plain(model: Any, number: int, text: str, most: int) -> tuple[str, list[Any]]:
    table, pattern = model._meta.db_table, text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    found = f'SELECT id FROM "{table}" WHERE folded LIKE %s LIMIT {most:d}'  # noqa: S608
    return f"SELECT {number:d}, found.id FROM ({found}) AS found", [f"%{pattern}%"]  # noqa: S608


def _asked(model: Any, words: str) -> tuple[str, int, int] | None:
    """The values of a question to the shared table; None when every word is too short for it."""
    first = _first(model._meta.db_table)
    grams = _grams(words)
    return (" AND ".join(grams), first, first + STRETCH - 1) if grams else None


def _grams(words: str) -> list[str]:
    """All runs of three letters within the words, quoted for MATCH."""
    told = (word for word in fold(words.replace("\x00", " ")).split())
    grams = {word[at : at + GRAM] for word in told for at in range(len(word) - GRAM + 1)}
    return ['"{}"'.format(gram.replace('"', '""')) for gram in sorted(grams)[:MOST_GRAMS]]


def _first(table: str) -> int:
    """The row number before that of the table's record 1: the same on every machine."""
    return (zlib.crc32(table.encode()) & 0x3FFFFF) * STRETCH


def install(connection: Any) -> None:
    """Make what is missing; a table without its triggers has been made anew and is read whole."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    searched = [one.model._meta.db_table for one in registers if one.model._meta.db_table in tables]
    if connection.vendor == "sqlite":
        _install_sqlite(connection, searched)
    elif connection.vendor == "postgresql":
        _install_postgresql(connection, searched)


def rebuild(connection: Any) -> None:
    """Make the index anew from the records."""
    if connection.vendor == "sqlite":
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%%_search_add'"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
            cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
    install(connection)


def _install_sqlite(connection: Any, tables: list[str]) -> None:
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        cursor.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5(folded, tokenize='trigram', detail=none)"
        )
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        known = {name for (name,) in cursor.fetchall()}
        for table in tables:
            if f"{table}_search_add" not in known:
                for statement in _sqlite(table, _first(table)):
                    cursor.execute(statement)


def _sqlite(table: str, first: int) -> Iterator[str]:
    change, add = f"UPDATE {TABLE} SET folded = new.folded", f"INSERT INTO {TABLE}(rowid, folded)"  # noqa: S608
    yield f"DELETE FROM {TABLE} WHERE rowid BETWEEN {first} AND {first + STRETCH - 1}"  # noqa: S608
    yield f'{add} SELECT id + {first}, folded FROM "{table}"'  # noqa: S608
    yield f"""CREATE TRIGGER IF NOT EXISTS "{table}_search_change" AFTER UPDATE OF folded ON "{table}"
        WHEN old.folded <> new.folded BEGIN {change} WHERE rowid = new.id + {first}; END"""
    yield f"""CREATE TRIGGER IF NOT EXISTS "{table}_search_drop" AFTER DELETE ON "{table}"
        BEGIN DELETE FROM {TABLE} WHERE rowid = old.id + {first}; END"""  # noqa: S608
    yield f"""CREATE TRIGGER "{table}_search_add" AFTER INSERT ON "{table}"
        BEGIN {add} VALUES (new.id + {first}, new.folded); END"""  # noqa: S608


def _install_postgresql(connection: Any, tables: list[str]) -> None:
    """Where the server has no pg_trgm, or does not let us have it, searches pass over the records."""
    try:
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()")
        known = {name for (name,) in cursor.fetchall()}
        for table in tables:
            if (name := f"{table}_search"[:63]) not in known:
                cursor.execute(f'CREATE INDEX "{name}" ON "{table}" USING gin (folded gin_trgm_ops)')
