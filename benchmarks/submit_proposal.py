"""Submitting a proposal of twelve fields: milliseconds for each accepted POST, one client, mails off.

    python benchmarks/submit_proposal.py [PROPOSALS]

A database of its own (SQLite in an empty folder, or the empty one that DATABASE_URL names), Django's test client, so no network.
Baseline in the same run: one bare INSERT of an application with the same answers in its own transaction. Data is artificial.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main(count: int) -> None:
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    from khcn.operations.st_tasks.models import Application, StTask
    from tests.factories import st_tasks as make
    from tests.factories.people import UserFactory

    call_command("migrate", verbosity=0)
    rules, owner, client = make.procedure(), UserFactory(), Client()
    client.force_login(owner)
    told = {
        "o-name": "", "o-need": "Cần thiết " * 30, "o-objective": "Mục tiêu " * 30, "o-summary": "Nội dung " * 30,
        "o-results": "Quy trình", "o-user": "Hợp tác xã Mẫu", "o-money": "2 tỷ", "o-months": "24", "o-begin": "2027",
        "o-ready": "05/12/2026", "o-form_of_use": "mo-hinh", "o-own_money": "co",
    }  # fmt: skip
    saves, sends, bare = [], [], []
    for number in range(count + 1):
        draft = make.application(owner=owner, title="", kind="de-tai")
        page = {"pk": draft.pk}
        told["o-name"] = f"Nhân giống cây mẫu số {number} ở vùng {number % 97}"
        saves.append(timed(client.post, reverse("application_save", kwargs=page), {"ban": 0, **told}))
        sends.append(timed(client.post, reverse("application_send", kwargs=page), {"ban": 1, "agree": "on"}))
        draft.refresh_from_db()
        assert draft.state == "sent", draft.state
        row = Application(
            purpose="proposal", procedure=rules, form="DX1", owner=owner, title="x", answers=draft.answers
        )
        bare.append(timed(row.save))
    assert StTask.objects.count() == count + 1
    print(f"{count} proposals, one after another")
    base = median(bare[1:])
    for label, times in (
        ("save twelve fields", saves),
        ("send (seal, receipt, task)", sends),
        ("bare insert", bare),
    ):
        rows = times[1:]
        print(
            f"{label:28} p50 {median(rows):6.1f} ms  p95 {quantiles(rows, n=20)[-1]:6.1f} ms  {median(rows) / base:5.1f} x insert"
        )


def timed(act, *told) -> float:
    started = time.perf_counter()
    answer = act(*told)
    spent = (time.perf_counter() - started) * 1000
    assert answer is None or answer.status_code == 302, answer.status_code
    return spent


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KHCN_VAR"] = folder
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/submit.sqlite3")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khcn.config.settings")
        import django

        django.setup()
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
