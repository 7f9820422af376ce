"""Answers for the machines that watch the server."""

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from khcn.kernel.jobs.models import WorkerBeat


def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """Database reachable, migrations applied, a job worker seen lately; 503 otherwise."""
    checks = {"database": _database()}
    if checks["database"]:
        checks["migrations"] = _migrated()
    if checks.get("migrations"):
        checks["jobs"] = _worker_seen()
    ready = len(checks) == 3 and all(checks.values())
    return JsonResponse({"status": "ok" if ready else "not ready", **checks}, status=200 if ready else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _worker_seen() -> bool:
    since = timezone.now() - timedelta(minutes=settings.KHCN_JOB_STALE_MINUTES)
    return WorkerBeat.objects.filter(seen_at__gte=since).exists()
