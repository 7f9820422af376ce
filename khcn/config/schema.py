"""An empty database gets its tables straight from the models, which takes seconds; all migrations count as applied.

Going through every migration would render the models of some hundred tables over and over. That both ways lead to
the same tables is held by `makemigrations --check` and, in CI, by `khcn migrate --step-by-step`.
"""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


class NoMigrations:
    """For `MIGRATION_MODULES`: every application is without migrations."""

    def __contains__(self, label: str) -> bool:
        return True

    def __getitem__(self, label: str) -> None:
        return None


def is_empty(alias: str) -> bool:
    """Whether the database has no table at all."""
    return not connections[alias].introspection.table_names()


def build(alias: str) -> None:
    """Make all tables of an empty database and tell it that every migration is applied."""
    kept: Any = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = NoMigrations()
    try:
        call_command("migrate", database=alias, run_syncdb=True, interactive=False, verbosity=0)
    finally:
        settings.MIGRATION_MODULES = kept
    count_all_as_applied(alias)


def count_all_as_applied(alias: str) -> None:
    """Tell the database that every migration on disk was applied."""
    recorder = MigrationRecorder(connections[alias])
    recorder.ensure_schema()
    for app, name in MigrationLoader(connections[alias]).disk_migrations:
        recorder.record_applied(app, name)
