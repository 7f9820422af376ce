"""An empty database is built at once and stands where all migrations would have led."""

import os
import sqlite3
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow


def khcn(folder, *arguments):
    environment = {**os.environ, "KHCN_VAR": str(folder), "DATABASE_URL": f"sqlite:///{folder}/khcn.sqlite3"}
    return subprocess.run([sys.executable, "-m", "khcn.config.cli", *arguments], env=environment, check=False)


def test_empty_database_has_every_table_trigger_and_no_waiting_migration(tmp_path):
    assert khcn(tmp_path, "migrate", "--verbosity", "0").returncode == 0
    assert khcn(tmp_path, "migrate", "--check", "--verbosity", "0").returncode == 0
    with sqlite3.connect(tmp_path / "khcn.sqlite3") as database:
        rows = database.execute("SELECT type, name FROM sqlite_master").fetchall()
    assert {("table", "khcn_cache"), ("table", "directory_organisation"), ("table", "labs_booking")} <= set(
        rows
    )
    assert {name for kind, name in rows if kind == "trigger"} >= {
        "audit_event_no_update", "audit_event_no_delete", "booking_no_overlap_insert", "booking_no_overlap_update",
        "directory_organisation_search_add",
    }  # fmt: skip
