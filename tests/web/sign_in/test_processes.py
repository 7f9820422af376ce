"""With processes of their own: attempts are counted across them, and the production log names nobody."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from khcn.kernel.accounts.models import User
user = User(username="lan.nguyen", email="lan@tinh.example.vn", full_name="Lan")
user.set_password("mat-khau-dung-hoan-toan"); user.save()
"""
TRY = """
import sys, django; django.setup()
from django.test import Client
client = Client(HTTP_HOST="khcn.example.vn")
for password in sys.argv[2:]:
    page = client.post("/tai-khoan/dang-nhap/", {"login": sys.argv[1], "password": password}, secure=True)
    text = page.content.decode()
    print("in" if page.status_code == 302 else "stop" if "quá nhiều lần" in text else "wrong")
client.get("/khong-co-trang-nay/", secure=True)
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sign-in")
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'scratch.sqlite3'}",
        "KHCN_VAR": str(folder),
        "KHCN_MODE": "production",
        "KHCN_SECRET_KEY": "kT9w-2LmQx7vZr4Yb8Nc1Jd6Hf3Gs5Pa0Ue-WoIiXqRtVyBnMhKjLp",
        "KHCN_HOSTS": "khcn.example.vn",
        "DJANGO_SETTINGS_MODULE": "khcn.config.settings",
        "PYTHONPATH": str(ROOT),
    }

    def once(program, *arguments):
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments], env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done

    collect = [sys.executable, "-m", "khcn.config.cli", "collectstatic", "--noinput", "-v0"]
    subprocess.run(collect, env=environment, check=True)
    once(PREPARE)
    return once


@pytest.mark.slow
def test_attempts_in_one_process_count_in_the_next_and_the_log_names_nobody(run):
    first = run(TRY, "lan.nguyen", "sai-1", "sai-2", "sai-3", "sai-4", "sai-5")
    second = run(TRY, "lan.nguyen", "mat-khau-dung-hoan-toan")
    by_address = run(TRY, "lan@tinh.example.vn", "sai-6")
    assert first.stdout.split() == ["wrong"] * 5
    assert second.stdout.split() == ["stop"]
    assert by_address.stdout.split() == ["wrong"]
    for done in (first, second, by_address):
        lines = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
        assert any("khong-co-trang-nay" in line["message"] for line in lines), "the log was not captured"
        for word in ("lan.nguyen", "lan@", "sai-", "mat-khau-dung"):
            assert word not in done.stderr
