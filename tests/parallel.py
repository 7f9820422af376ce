"""Two people at the same moment: run functions in threads, each with a connection of its own.

Threads cannot share SQLite's database in memory the way they share a real one, so there the data are
copied into a file first and the threads work on the file.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections


@contextmanager
def _real_database(folder: Path) -> Iterator[None]:
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        yield
        return
    path = folder / "parallel.sqlite3"
    with sqlite3.connect(path) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    copy.close()
    settings = connections.settings["default"]
    kept, settings["NAME"] = settings["NAME"], str(path)
    try:
        yield
    finally:
        settings["NAME"] = kept


def at_once(folder: Path, *acts: Callable[[], Any], then: Callable[[], Any]) -> tuple[list[Any], Any]:
    """Start all acts together; what each gave back or raised, and what `then` reads afterwards."""
    gate = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(number: int, act: Callable[[], Any], wait: bool = True) -> None:
        try:
            if wait:
                gate.wait(timeout=20)
            results[number] = act()
        except Exception as error:
            results[number] = error
        finally:
            connections.close_all()

    with _real_database(folder):
        threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        told = list(results)
        reader = threading.Thread(target=run, args=(0, then, False))
        reader.start()
        reader.join()
    return told, results[0]
