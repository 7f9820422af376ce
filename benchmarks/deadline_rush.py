"""The last minute before the deadline: 200 agencies autosave and send at once, and a worker is killed in the middle.

    python benchmarks/deadline_rush.py [sqlite|postgresql|both] [--agencies 200] [--seconds 60] [--period 5] [--no-kill]

The real server (`khcn serve`, two workers) on 127.0.0.1, a database of its own: SQLite in an empty folder, and a private
PostgreSQL that is started for the run and thrown away (initdb must be installed; DATABASE_URL uses another, empty one).
Each agency has 14 items, six of them done, and the page open. It saves one item every PERIOD seconds as the page does,
sends at some moment of the second half and gets the page that follows; every fifth clicks twice. Half way a worker is
killed with SIGKILL; who gets no answer tries again, as a person at a browser would.

Afterwards the database is read: no acknowledged save may be lost, nothing sent twice, nothing half-written. Baseline
for the ratio: one agency alone saving in the same run. Data is artificial.
"""

import argparse
import http.client
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

ITEMS = {"task": 10, "indicator": 2, "section": 2}
#: So many are answered when the last minute begins.
DONE = 6
WORKERS, MOST_P95 = 2, 1.0
TOKEN = "m" * 32
PATIENCE = 30
TRIES = 6


# --- The database and the server ------------------------------------------------------------------


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'rush.sqlite3'}"
    elif url := os.environ.get("DATABASE_URL"):
        yield url
    else:
        with private_postgresql(folder) as url:
            yield url


@contextmanager
def private_postgresql(folder: Path) -> Iterator[str]:
    """A server of our own in a folder of its own; it refuses to run as root, so root lends it the user postgres."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [
        Path(shutil.which("initdb") or "initdb")
    ]
    programs, user = found[-1].parent, "postgres" if os.geteuid() == 0 else None
    home = folder / "pg"
    home.mkdir()
    folder.chmod(0o755)
    if user:
        shutil.chown(home, user)
    port = free_port()
    run(
        [
            programs / "initdb",
            "-D",
            home / "data",
            "-U",
            "khcn",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        ],
        user,
    )
    options = f"-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home}"
    server = subprocess.Popen(
        [programs / "postgres", "-D", home / "data", *options.split()],
        user=user, stdout=subprocess.DEVNULL, stderr=(folder / "postgresql.log").open("w"),
    )  # fmt: skip
    try:
        wait_for(port)
        run([programs / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "khcn", "khcn"], user)
        yield f"postgres://khcn@127.0.0.1:{port}/khcn"
    finally:
        server.send_signal(signal.SIGINT)  # fast shutdown
        server.wait(timeout=30)


def run(command: list, user: str | None) -> None:
    for attempt in range(10):
        done = subprocess.run(command, user=user, capture_output=True, text=True)
        if done.returncode == 0:
            return
        time.sleep(0.5 * (attempt + 1))
        if "initdb" in str(command[0]):
            break
    raise SystemExit(done.stderr)


@contextmanager
def served(port: int) -> Iterator[subprocess.Popen]:
    server = subprocess.Popen(
        [sys.executable, "-m", "khcn.config.cli", "serve", "--port", str(port), "--workers", str(WORKERS)],
        start_new_session=True, stdout=subprocess.DEVNULL,
        stderr=(Path(os.environ["KHCN_VAR"]) / "serve.log").open("w"),
    )  # fmt: skip
    try:
        wait_for(port)
        yield server
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=60)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(port: int) -> None:
    for _turn in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"nothing answers on port {port}")


def web_workers(server: subprocess.Popen) -> list[int]:
    """The processes under the application server that `khcn serve` started."""
    for child in children(server.pid):
        if b"gunicorn" in Path(f"/proc/{child}/cmdline").read_bytes():
            return children(child)
    return []


def cpu_of(pids: list[int]) -> float:
    """Processor seconds of these processes so far, their own threads together; of those that are gone, nothing."""
    ticks = 0
    for pid in pids:
        try:
            ticks += sum(map(int, Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]))
        except OSError:
            continue
    return ticks / os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


# --- What is written ------------------------------------------------------------------------------


def fill(count: int) -> list["Agency"]:
    """An open cycle in which every agency has a reporter, who has begun and is signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django.utils import timezone

    from khcn.agency_reports.cycles.first_template import current_template
    from khcn.agency_reports.filling import start_report
    from khcn.agency_reports.models import Answer, Cycle, ReportRequest, RequestItem
    from khcn.indicators.models import Card, Indicator
    from khcn.kernel.accounts.models import Membership, User
    from khcn.kernel.accounts.queries import actor_of
    from khcn.kernel.agencies.models import Agency as Body
    from khcn.kernel.territory.models import Unit
    from khcn.lib.working_days import add_working_days
    from khcn.plan.models import Plan, Task

    call_command("migrate", interactive=False, verbosity=0)
    today = timezone.localdate()
    place = Unit.objects.create(code="tinh-mau", name="Tỉnh Mẫu", level="province", kind="Tỉnh")
    plan = Plan.objects.create(
        code="mau", short_title="Kế hoạch mẫu", symbol="1/KH", from_year=2020, to_year=2040
    )
    tasks = Task.objects.bulk_create(
        Task(plan=plan, no=str(n + 1), order=n, short_title=f"Nhiệm vụ mẫu {n + 1}", schedule="yearly")
        for n in range(ITEMS["task"])
    )
    shown = Indicator.objects.bulk_create(
        Indicator(code=f"chi-so-{n}", name=f"Chỉ số mẫu {n}") for n in range(ITEMS["indicator"])
    )
    Card.objects.bulk_create(
        Card(
            indicator=one, version=1, state="in_force", in_force_at=timezone.now(), name=one.name, unit="mô hình",
            kind="level", source="report", territory=place, confirmation="confirmed",
        )
        for one in shown
    )  # fmt: skip
    cycle = Cycle.objects.create(
        code="nam-mau", plan=plan, kind="year", title="Báo cáo năm mẫu", year=today.year,
        first_day=today.replace(month=1, day=1), last_day=today, due_on=add_working_days(today, 9),
        internal_due_on=add_working_days(today, 3), template=current_template(), state="open", opened_at=timezone.now(),
        artificial=True,
    )  # fmt: skip
    found = []
    for number in range(count):
        body = Body.objects.create(
            code=f"co-quan-{number}", kind="so", name=f"Cơ quan Mẫu số {number}", order=number
        )
        person = User.objects.create(username=f"nguoi-{number}", full_name=f"Người Mẫu {number}")
        Membership.objects.create(user=person, role="reporter", agency=body)
        asked = ReportRequest.objects.create(
            cycle=cycle, agency=body, due_on=cycle.internal_due_on, token=f"lien-ket-{number}"
        )
        things = [{"kind": "task", "task": one, "role": "lead"} for one in tasks]
        things += [{"kind": "indicator", "indicator": one} for one in shown]
        things += [{"kind": "section", "section": f"phan-{n}"} for n in range(ITEMS["section"])]
        items = RequestItem.objects.bulk_create(
            RequestItem(request=asked, order=order, title=f"Mục {order}", **thing)
            for order, thing in enumerate(things)
        )
        report = start_report(request=asked, by=actor_of(person, today))
        Answer.objects.filter(report=report, item__in=items[:DONE]).update(nothing=True)
        session = SessionStore()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session.create()
        found.append(
            Agency(number, body.code, session.session_key, {one.pk: one.kind for one in items[DONE:]})
        )
    return found


# --- What agencies do -----------------------------------------------------------------------------


@dataclass
class Taken:
    """What was measured, by what was done."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter = field(default_factory=Counter)
    retries: Counter = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, what: str, seconds: float) -> None:
        with self.lock:
            self.times.setdefault(what, []).append(seconds)

    def wrong(self, what: str) -> None:
        with self.lock:
            self.errors[what] += 1

    def again(self, what: str) -> None:
        with self.lock:
            self.retries[what] += 1


@dataclass
class Agency:
    """One person at one report. `kept` is the last text of each item that the server said it has."""

    number: int
    code: str
    session: str
    items: dict[int, str]
    seen: dict[int, int] = field(default_factory=dict)
    kept: dict[int, str] = field(default_factory=dict)
    saves: int = 0
    told_sent: bool = False

    @property
    def base(self) -> str:
        return f"/bao-cao/nam-mau/don-vi/{self.code}/"

    def open_page(self, port: int, taken: Taken) -> None:
        status, _text = self.ask(port, "GET", self.base, None, taken, "page")
        if status != 200:
            taken.wrong(f"page {status}")

    def save(self, port: int, taken: Taken, item: int) -> None:
        self.saves += 1
        said = f"Kết quả lần {self.saves} của cơ quan {self.number}."
        told = {"ban": self.seen.get(item, 0), "text": said, "csrfmiddlewaretoken": TOKEN}
        if self.items[item] == "task":
            told |= {
                "declared": "met",
                "value": "",
                "unit": "",
                "obstacle": "",
                "proposal": "",
                "level": "",
                "explanation": "",
            }
        elif self.items[item] == "indicator":
            told |= {"value": str(self.saves), "explanation": "Số mẫu."}
        status, text = self.ask(port, "POST", f"{self.base}muc/{item}/", told, taken, "save")
        ban = re.search(r'name="ban" value="(\d+)"', text)
        if status == 200 and ban:
            self.seen[item], self.kept[item] = int(ban[1]), said
        elif status:
            taken.wrong(f"save {status}")

    def send(self, port: int, taken: Taken) -> None:
        status, _text = self.ask(
            port, "POST", f"{self.base}gui/", {"csrfmiddlewaretoken": TOKEN}, taken, "send"
        )
        if status == 302:
            self.told_sent = True
        elif status:
            taken.wrong(f"send {status}")

    def ask(
        self, port: int, method: str, path: str, told: dict | None, taken: Taken, what: str
    ) -> tuple[int, str]:
        """The answer; without one (the server was killed) the person tries again. Status 0 after the last try."""
        for attempt in range(TRIES):
            start = time.perf_counter()
            try:
                answer = self.one_request(port, method, path, told)
            except (OSError, http.client.HTTPException) as fault:
                taken.again(f"{what}: {type(fault).__name__}")
                time.sleep(0.3 * (attempt + 1))
                continue
            taken.add(what, time.perf_counter() - start)
            return answer
        taken.wrong(f"{what}: no answer")
        return 0, ""

    def one_request(self, port: int, method: str, path: str, told: dict | None) -> tuple[int, str]:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={TOKEN}", "Connection": "close"}
        if told is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
            headers |= {"HX-Request": "true"} if "/muc/" in path else {}
        try:
            link.request(method, path, urlencode(told) if told is not None else None, headers)
            answer = link.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        finally:
            link.close()


def write_and_send(
    agency: Agency, port: int, taken: Taken, begin: float, seconds: float, period: float
) -> None:
    """One save a period until it is time to send."""
    chance = random.Random(agency.number)
    items = list(agency.items)
    until, turn = begin + seconds * chance.uniform(0.5, 1), 0
    time.sleep(chance.uniform(0, period))
    while time.perf_counter() < until or turn < len(items):
        agency.save(port, taken, items[turn % len(items)])
        turn += 1
        time.sleep(chance.uniform(0.5, 1.5) * period)
    clicks = [
        threading.Thread(target=agency.send, args=(port, taken))
        for _click in range(2 if agency.number % 5 == 0 else 1)
    ]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    agency.open_page(port, taken)


# --- Afterwards -----------------------------------------------------------------------------------


def judged(agencies: list[Agency]) -> dict[str, int]:
    """What the database holds against what the server had said."""
    from khcn.agency_reports.models import Answer, Report
    from khcn.agency_reports.sealing import is_intact
    from khcn.kernel.audit.models import Event

    told: Counter = Counter(
        dict.fromkeys(("sent", "lost_saves", "lost_submissions", "doubled_submissions", "half_written"), 0)
    )
    reports: dict[str, list] = {}
    for report in Report.objects.select_related("request__agency"):
        reports.setdefault(report.request.agency.code, []).append(report)
    events = Counter(map(int, Event.objects.filter(action="report.send").values_list("object_id", flat=True)))
    answers = {(row.report_id, row.item_id): row for row in Answer.objects.all()}
    for agency in agencies:
        own = reports[agency.code]
        sent = [one for one in own if one.state == "sent"]
        told["sent"] += len(sent)
        told["lost_submissions"] += agency.told_sent and not sent
        told["doubled_submissions"] += len(own) > 1 or any(events[one.pk] > 1 for one in own)
        told["half_written"] += sum(
            not is_intact(one) or events[one.pk] != 1 or one.sent_at is None for one in sent
        ) + sum(bool(one.seal) or events[one.pk] > 0 for one in own if one.state != "sent")
        for item, said in agency.kept.items():
            row = answers.get((own[0].pk, item))
            told["lost_saves"] += row is None or row.text != said
        if sent:
            sealed = {one["item"]: one["answer"]["text"] for one in sent[0].sealed["items"]}
            told["lost_saves"] += sum(sealed.get(item) != said for item, said in agency.kept.items())
    return dict(told)


def line(name: str, seconds: list[float]) -> str:
    if len(seconds) < 2:
        return f"{name:10} {len(seconds):6d}"
    p95 = quantiles(seconds, n=20)[-1]
    return f"{name:10} {len(seconds):6d}  p50 {median(seconds):6.3f} s  p95 {p95:6.3f} s  max {max(seconds):6.3f} s"


def rush(count: int, seconds: float, period: float, kill: bool) -> bool:
    import django

    django.setup()
    from django.db import connection, connections

    agencies = fill(count + 1)
    alone, agencies = agencies[-1], agencies[:-1]
    connections.close_all()
    port, taken, single = free_port(), Taken(), Taken()
    with served(port) as server:
        for turn in range(30):
            alone.save(port, single, list(alone.items)[turn % len(alone.items)])
        begin, load = time.perf_counter(), os.getloadavg()[0]
        steady = web_workers(server)[1:]
        busy = cpu_of(steady)
        people = [
            threading.Thread(
                target=write_and_send, args=(one, port, taken, begin, seconds, period), daemon=True
            )
            for one in agencies
        ]
        for one in people:
            one.start()
        if kill:
            time.sleep(seconds / 2)
            os.kill(web_workers(server)[0], signal.SIGKILL)
        for one in people:
            one.join(timeout=seconds * 4 + PATIENCE * TRIES)
        took, busy = time.perf_counter() - begin, cpu_of(steady) - busy
        log = (Path(os.environ["KHCN_VAR"]) / "serve.log").read_text()
    found = judged(agencies)
    base = median(single.times["save"])
    print(
        f"\n{connection.vendor}: {count} agencies, {took:.0f} s, load of the machine before {load:.1f}, worker killed: {kill}"
    )
    print(line("alone", single.times["save"]))
    for what in ("page", "save", "send"):
        print(line(what, taken.times.get(what, [])))
    print(f"the worker that lived used {busy:.0f} s of processor")
    print(f"save, p50 against alone: {median(taken.times['save']) / base:.1f}×")
    print("no answer, tried again:", dict(taken.retries) or "none")
    print("errors:", dict(taken.errors) or "none")
    print("database:", json.dumps(found))
    if "Traceback" in log:
        print(log[log.index("Traceback") :][:3000])
    p95 = max(quantiles(taken.times[what], n=20)[-1] for what in ("save", "send"))
    bad = (
        taken.errors.total()
        + sum(value for name, value in found.items() if name != "sent")
        + (found["sent"] != count)
    )
    print(
        f"{'well' if not bad and p95 < MOST_P95 else 'NOT WELL'}: {bad} wrong, p95 {p95:.2f} s of {MOST_P95:.0f} s"
    )
    return not bad


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("on", nargs="?", default="both", choices=("sqlite", "postgresql", "both"))
    given.add_argument("--agencies", type=int, default=200)
    given.add_argument("--seconds", type=float, default=60)
    given.add_argument("--period", type=float, default=5, help="seconds between two saves of one agency")
    given.add_argument("--no-kill", action="store_true", help="leave the workers alone")
    given.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    told = given.parse_args()
    if told.here:
        raise SystemExit(0 if rush(told.agencies, told.seconds, told.period, not told.no_kill) else 1)
    worst = 0
    for kind in ("sqlite", "postgresql") if told.on == "both" else (told.on,):
        with tempfile.TemporaryDirectory(prefix="khcn-rush-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            with database(kind, folder) as url:
                inner = {
                    **os.environ, "DATABASE_URL": url, "KHCN_VAR": str(folder / "var"),
                    "DJANGO_SETTINGS_MODULE": "khcn.config.settings",
                }  # fmt: skip
                (folder / "var").mkdir()
                command = [sys.executable, __file__, *sys.argv[1:], "--here"]
                worst |= subprocess.run(command, env=inner).returncode
    raise SystemExit(worst)


if __name__ == "__main__":
    main()
