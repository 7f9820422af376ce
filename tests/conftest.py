"""What every test stands on: its own folder for files, a closed network, audit triggers kept in place."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("KHCN_VAR", tempfile.mkdtemp(prefix="khcn-test-"))

import pytest
from django.core.management.commands import flush
from django.db import connection
from django.utils.translation import deactivate

from khcn.kernel.audit import triggers
from khcn.operations.st_tasks import triggers as task_triggers

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def shared() -> Path:
    """The folder of documents that the project may use but not contain."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not beside the project")
    return folder


@pytest.fixture
def real_plan(shared: Path) -> Path:
    path = shared / "plan" / "ke-hoach-57.txt"
    if not path.is_file():
        pytest.skip("the real plan is not in ../shared/plan")
    return path


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """Uploaded files and mail stay inside the test."""
    settings.KHCN_FILES = tmp_path / "files"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def own_language():
    """A page asked for in English leaves English behind in the thread."""
    yield
    deactivate()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """Settings are read before this file is; without this, runs side by side share one database."""
    if connection.vendor == "sqlite":
        database = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(database)


@pytest.fixture(autouse=True, scope="session")
def emptying_the_database_lifts_the_audit_triggers():
    """Tests with real transactions end by emptying all tables, which some tables refuse."""
    plain = flush.Command.handle

    def handle(self, *args, **options):
        triggers.remove(connection)
        task_triggers.remove(connection)
        try:
            return plain(self, *args, **options)
        finally:
            triggers.install(connection)
            task_triggers.install(connection)

    flush.Command.handle = handle
    yield
    flush.Command.handle = plain


@pytest.fixture
def sign_in(client):
    """`sign_in(user)` gives a browser-like client in which that person is signed in."""

    def enter(user):
        client.force_login(user)
        return client

    return enter
