from datetime import timedelta

import pytest
from django.conf import settings as live
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from khcn.config.schema import count_all_as_applied
from khcn.kernel.jobs.models import WorkerBeat


def worker_seen(**ago: int) -> None:
    WorkerBeat.objects.create(worker="may-1", seen_at=timezone.now() - timedelta(**ago))


def test_process_answers_without_the_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_with_database_migrations_and_a_living_worker(client):
    worker_seen(seconds=20)
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (
        200,
        {"status": "ok", "database": True, "migrations": True, "jobs": True},
    )


@pytest.mark.django_db
@pytest.mark.parametrize("minutes", [None, 11])
def test_not_ready_without_a_worker_seen_lately(client, minutes):
    if minutes:
        worker_seen(minutes=minutes)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["jobs"]) == (503, False)


@pytest.mark.django_db(transaction=True)
def test_not_ready_while_a_migration_waits(client, settings):
    settings.MIGRATION_MODULES = {}  # tests build their tables without migrations
    count_all_as_applied("default")
    worker_seen(seconds=1)
    assert client.get("/readyz").status_code == 200
    MigrationRecorder(connection).record_unapplied("notices", "0001_initial")
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (
        503,
        {"status": "not ready", "database": True, "migrations": False},
    )


@pytest.mark.django_db
def test_not_ready_without_database_and_no_secret_is_told(client, monkeypatch):
    def away(*args, **kwargs):
        raise DatabaseError("password=bi-mat host=10.0.0.7")

    monkeypatch.setattr("khcn.web.health.connection.cursor", away)
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"status": "not ready", "database": False})
    text = response.content.decode() + str(response.headers)
    assert "bi-mat" not in text and "10.0.0.7" not in text and live.SECRET_KEY not in text


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_watchers_are_not_sent_to_https_nor_given_a_session(client, settings, path):
    settings.SECURE_SSL_REDIRECT = True
    worker_seen(seconds=1)
    response = client.get(path)
    assert response.status_code == 200 and not response.cookies
