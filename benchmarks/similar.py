"""Looking for tasks that resemble a proposal among 1,000, 10,000 and 100,000 tasks.

    python benchmarks/similar.py [TASKS …] [--rounds 20]

A database of its own: SQLite in an empty folder, or the empty one that DATABASE_URL names. Names are made of artificial
crops, ways and places, in the proportions of real lists. Each round looks for one name: the p50 and p95 of milliseconds and
the queries, and the ratio to scoring that name against every task of a sample of 1,000, carried to the full number. Of ten
names that were changed a little (words turned round, marks left out), it says how many find the task they came from.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
SYLLABLES = [
    "an",
    "bao",
    "bình",
    "cát",
    "chi",
    "dung",
    "đan",
    "giang",
    "hà",
    "hiên",
    "khê",
    "lam",
    "liên",
    "mai",
    "mộc",
    "nga",
    "ngân",
    "oanh",
    "phong",
    "quế",
    "sơn",
    "thanh",
    "thủy",
    "trà",
    "uyên",
    "vân",
    "xuân",
    "yến",
]
STARTS = (
    "Nghiên cứu",
    "Ứng dụng",
    "Xây dựng mô hình",
    "Hoàn thiện quy trình",
    "Nghiên cứu, xây dựng mô hình",
    "Đánh giá thực trạng",
)
WAYS = ("nhân giống", "bảo tồn", "chế biến", "nuôi thâm canh", "phòng trừ sâu bệnh", "tưới tiết kiệm", "truy xuất nguồn gốc",
        "chiết xuất hoạt chất", "trồng hữu cơ", "xử lý chất thải", "dự báo lũ quét", "dạy học tích hợp")  # fmt: skip
SORTS = ("cây", "con", "dược liệu", "giống lúa", "cá", "gỗ", "nấm", "lợn đen", "vịt", "ong")


def name(pick: random.Random) -> str:
    thing = f"{pick.choice(SORTS)} {pick.choice(SYLLABLES)} {pick.choice(SYLLABLES)}"
    place = f"{pick.choice(SYLLABLES)} {pick.choice(SYLLABLES)}".title()
    return f"{pick.choice(STARTS)} {pick.choice(WAYS)} {thing} trên địa bàn xã {place}"


def changed(text: str, pick: random.Random) -> str:
    from khcn.lib.vn_text import fold

    words = text.split()
    cut = pick.randrange(3, len(words) - 3)
    turned = " ".join(words[cut:] + words[:cut])
    return fold(turned) if pick.random() < 0.5 else turned


def fill(count: int, there: int) -> None:
    from khcn.operations.st_tasks.models import StTask

    pick = random.Random(there)
    rows = []
    for _number in range(there, count):
        text = name(pick)
        one = StTask(name=text, kind="de-tai", objective=f"Làm chủ {text.lower()}", state="proposed")
        one.settle()
        rows.append(one)
        if len(rows) == 2000:
            StTask.objects.bulk_create(rows)
            rows = []
    StTask.objects.bulk_create(rows)


def measure(count: int, rounds: int) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from khcn.operations.st_tasks.applications.similar import Subject, look_for
    from khcn.operations.st_tasks.models import StTask

    pick = random.Random(7)
    subjects = [Subject(one := name(pick), f"Làm chủ {one.lower()}") for _round in range(rounds)]
    look_for(subjects[0])
    times = []
    for subject in subjects:
        started = time.perf_counter()
        look_for(subject)
        times.append((time.perf_counter() - started) * 1000)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        look_for(subjects[0])
    full = full_scan(subjects[0].name, count)
    found = 0
    keys = list(StTask.objects.order_by("pk").values_list("pk", flat=True)[: count : max(1, count // 10)])[
        :10
    ]
    for task in StTask.objects.filter(pk__in=keys):
        found += any(hit.task.pk == task.pk for hit in look_for(Subject(changed(task.name, pick))))
    p95 = quantiles(times, n=20)[-1]
    print(
        f"{count:>8,} tasks: p50 {median(times):6.1f} ms  p95 {p95:6.1f} ms  {len(asked)} queries  "
        f"full pairwise scan {full:8.0f} ms ({full / median(times):.0f} times)  found again {found}/{len(keys)}"
    )


def full_scan(text: str, count: int) -> float:
    """Milliseconds to score one name against every task, from a sample."""
    from khcn.operations.st_tasks.applications.alike import Words, likeness, weights_among
    from khcn.operations.st_tasks.models import StTask

    names = list(StTask.objects.values_list("name", flat=True)[:1000])
    started = time.perf_counter()
    rows = [Words.of(one) for one in names]
    weights, mine = weights_among(rows), Words.of(text)
    sorted(likeness(mine, one, weights) for one in rows)
    return (time.perf_counter() - started) * 1000 * count / len(names)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("tasks", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=20)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KHCN_VAR"] = folder
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/similar.sqlite3")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khcn.config.settings")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        there = 0
        for count in sorted(told.tasks):
            fill(count, there)
            there = count
            measure(count, told.rounds)


if __name__ == "__main__":
    main()
