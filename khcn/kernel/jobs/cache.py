"""The table behind the shared cache, on which sign-in throttling counts across processes."""

from typing import Any

from django.core.management import call_command


def make_table(connection: Any) -> None:
    call_command("createcachetable", database=connection.alias, verbosity=0)
