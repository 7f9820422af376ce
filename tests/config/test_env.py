import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from khcn.config import env

STRONG = "q7Jx2ZpL0sVw9Yt4Rb6Nc8Md1Kf3Gh5QaUeIoPzXvTyBnMlWcEr"


def test_production_refuses_to_start_without_a_key(monkeypatch, tmp_path):
    monkeypatch.delenv("KHCN_SECRET_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured, match="missing"):
        env.secret_key(production=True, folder=tmp_path)


@pytest.mark.parametrize(
    "key", ["ngắn", "a" * 60, "changeme" + STRONG, "django-insecure-" + STRONG, STRONG[:49]]
)
def test_weak_or_placeholder_keys_are_refused_everywhere(monkeypatch, tmp_path, key):
    monkeypatch.setenv("KHCN_SECRET_KEY", key)
    for production in (True, False):
        with pytest.raises(ImproperlyConfigured, match="weak"):
            env.secret_key(production=production, folder=tmp_path)


def test_own_key_is_used(monkeypatch, tmp_path):
    monkeypatch.setenv("KHCN_SECRET_KEY", STRONG)
    assert env.secret_key(production=True, folder=tmp_path) == STRONG
    assert list(tmp_path.iterdir()) == []


def test_on_ones_own_machine_a_random_key_is_kept_for_its_owner(monkeypatch, tmp_path):
    monkeypatch.delenv("KHCN_SECRET_KEY", raising=False)
    first = env.secret_key(production=False, folder=tmp_path / "var")
    assert first == env.secret_key(production=False, folder=tmp_path / "var")
    assert len(first) > env.MIN_KEY_LENGTH
    assert stat.S_IMODE((tmp_path / "var" / "secret.key").stat().st_mode) == 0o600
    assert first != env.secret_key(production=False, folder=tmp_path / "other")


def test_a_number_that_is_none_is_named(monkeypatch):
    monkeypatch.setenv("KHCN_SMTP_PORT", "hai mươi lăm")
    with pytest.raises(ImproperlyConfigured, match="KHCN_SMTP_PORT"):
        env.number("KHCN_SMTP_PORT", 587)


def test_command_ends_with_2_when_the_server_may_not_start(tmp_path):
    settings = {**os.environ, "KHCN_MODE": "production", "KHCN_VAR": str(tmp_path)}
    settings.pop("KHCN_SECRET_KEY", None)
    run = subprocess.run(
        [sys.executable, "-m", "khcn.config.cli", "check"],
        env=settings,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert run.returncode == 2
    assert "KHCN_SECRET_KEY" in run.stderr
    assert "Traceback" not in run.stderr
