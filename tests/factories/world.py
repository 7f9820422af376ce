"""A small whole world: two agencies, a public and an internal plan, one record of every kind for each agency.

Texts that not everybody may see carry a mark, so that a test can look for them in pages.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from khcn.agency_reports.models import Obstacle, TaskUpdate
from khcn.indicators.importing.models import FigureImport
from khcn.indicators.models import StatForm
from khcn.kernel.access import NOBODY, Actor
from khcn.kernel.accounts.models import User
from khcn.kernel.agencies.models import Agency
from khcn.kernel.audit.domain import record_event
from khcn.kernel.documents.models import Attachment, Document, StoredFile
from khcn.kernel.jobs.models import Job
from khcn.kernel.notices.models import Notice
from khcn.kernel.register_io.models import ImportBatch
from khcn.operations.st_tasks.models import Council, SelfAssessment, Sheet
from khcn.outputs.official_reports.models import OfficialReport
from khcn.plan.models import Finding, Milestone, PlanImport, SubPlan
from khcn.registers.directory.models import Organisation
from khcn.registers.labs.models import Booking
from tests.factories.agencies import AgencyFactory, succeed
from tests.factories.duties import DutyRuleFactory, duty_of
from tests.factories.equipment import EquipmentFactory, span
from tests.factories.indicators import count, forecast, indicator, observation
from tests.factories.people import UserFactory, actor_for, seat
from tests.factories.plans import PartyFactory, TargetFactory, TaskFactory, plan_with_text
from tests.factories.reports import cycle, report, request_for
from tests.factories.st_tasks import application, call, council, organisation, procedure, task

INTERNAL, OF_A, PERSON, IMPORT = "NỘI-BỘ-CỦA-TỈNH", "RIÊNG-CỦA-CƠ-QUAN-A", "NGƯỜI-KHÁC", "ĐANG-NHẬP-DỞ"
ROLES = ("admin", "coordinator", "leader", "reporter", "approver", "expert", "enterprise", "public")
AGENCY_LESS = ("admin", "expert", "enterprise", "public")


@dataclass
class World:
    """`records[model]` are two records: one of agency A (or public, or the person's own), and one of B."""

    a: Agency
    b: Agency
    people: dict[str, User]
    person: User
    records: dict[str, tuple[Any, Any]]

    def actor(self, name: str) -> Actor:
        return NOBODY if name == "nobody" else actor_for(self.people[name])


def make_world() -> World:
    a, b = AgencyFactory(code="so-a", name="Sở A"), AgencyFactory(code="so-b", name="Sở B")
    people = {role: seat(role, None if role in AGENCY_LESS else a) for role in ROLES}
    people["ended"] = seat("reporter", a, valid_to=date(2024, 12, 31))
    people["stranger"] = seat("reporter", b)
    person = seat("expert", user=UserFactory(username="nguoi-khac", full_name=PERSON))
    records = _plan_records(a, b)
    records["accounts.user"] = (person, people["leader"])
    records["agencies.agency"] = (a, b)
    records |= _duties(a, b)
    records |= _indicators(a, b)
    records |= _st_tasks(a, b)
    records["st_tasks.application"] = _applications(person)
    records["st_tasks.call"] = (call(title="Đợt đã công bố"), call(title="Đợt đang soạn", published_at=None))
    records["st_tasks.council"] = (
        council(members=(people["expert"],), name=OF_A),
        council(state="draft", clerk=people["enterprise"], name="Hội đồng của B"),
    )
    sheets = [_sheet(one) for one in records["st_tasks.council"]]
    records["st_tasks.sheet"], records["st_tasks.meeting"] = (sheets[0], sheets[1]), _meetings(sheets)
    records["jobs.job"] = tuple(
        Job.objects.create(name="x", title=f"Việc của {PERSON}", started_by=who)
        for who in (person, people["leader"])
    )
    kept = StoredFile.objects.create(sha256="0" * 64, size=1, media_type="text/csv")
    records["register_io.importbatch"] = tuple(
        ImportBatch.objects.create(register="to-chuc", file=kept, file_name=f"{name}.csv", by=people[who])
        for who, name in (("reporter", OF_A), ("stranger", "Tệp của B"))
    )
    records["figure_imports.figureimport"] = tuple(
        FigureImport.objects.create(
            file=kept, file_name=f"{name}.csv", by=people[who], state="failed", vintage="final"
        )
        for who, name in (("reporter", OF_A), ("stranger", "Tệp của B"))
    )
    events = [
        record_event("plan.edit", records["plan.plan"][1], by=actor_for(people["admin"]))
        for _turn in range(2)
    ]
    records["labs.booking"] = tuple(
        Booking.objects.create(equipment=machine, user=who, purpose="Thử mẫu", **span(8, 9))
        for machine, who in (
            (EquipmentFactory(name=OF_A, responsible=a, visibility="internal"), person),
            (EquipmentFactory(responsible=b, visibility="internal"), people["leader"]),
        )
    )
    records["audit.event"] = (events[0], events[1])
    Notice.objects.create(user=person, kind="x", title=f"Báo cho {PERSON}")
    succeed(a, None, date(2030, 1, 1), "dissolve")
    return World(a, b, people, person, records)


def _plan_records(a: Agency, b: Agency) -> dict[str, tuple[Any, Any]]:
    plans = (
        plan_with_text(code="cong-khai", visibility="public", short_title="Kế hoạch công khai"),
        plan_with_text(
            f"KẾ HOẠCH\n{INTERNAL}", code="noi-bo", visibility="internal", short_title=f"Kế hoạch {INTERNAL}"
        ),
    )
    targets = tuple(TargetFactory(plan=plan, code="T1", short_title=_title(plan)) for plan in plans)
    tasks = tuple(TaskFactory(plan=plan, no="1", short_title=_title(plan)) for plan in plans)
    for row, agency in zip(tasks, (a, b), strict=True):
        PartyFactory(task=row, agency=agency)
    inner = plans[1]
    records = {"plan.plan": plans, "plan.target": targets, "plan.task": tasks}
    records["plan.finding"] = tuple(
        Finding.objects.create(plan=inner, code=f"F{n}", kind="gap", origin="reader", title=INTERNAL)
        for n in (1, 2)
    )
    records["plan.subplan"] = tuple(
        SubPlan.objects.create(
            plan=inner, agency=agency, symbol="1/KH", issued_on=date(2024, 5, 1), title=INTERNAL
        )
        for agency in (a, b)
    )
    records["plan.planimport"] = tuple(
        PlanImport.objects.create(file_name=f"{IMPORT}-{n}.txt") for n in (1, 2)
    )
    records["agency_reports.taskupdate"] = tuple(
        TaskUpdate.objects.create(
            task=task, agency=agency, as_of=date(2024, 6, 1), declared="met", result=INTERNAL
        )
        for task, agency in zip(tasks, (a, b), strict=True)
    )
    records["agency_reports.obstacle"] = tuple(
        Obstacle.objects.create(
            plan=inner,
            agency=agency,
            title=title,
            proposal=title,
            level="province",
            raised_on=date(2024, 6, 1),
        )
        for agency, title in ((a, OF_A), (b, "Vướng mắc của B"))
    )
    Milestone.objects.create(task=tasks[1], title=INTERNAL, due_on=date(2024, 12, 1))
    records["agency_reports.cycle"] = tuple(
        cycle(2024, plan=plan, title=INTERNAL, code=f"ky-{plan.code}") for plan in plans
    )
    records["official_reports.officialreport"] = tuple(
        issued_report(round_, a, state)
        for round_, state in zip(records["agency_reports.cycle"], ("issued", "draft"), strict=True)
    )
    records |= _reports(records["agency_reports.cycle"][1], a, b)
    return records | _documents(records)


def _reports(round_: Any, a: Agency, b: Agency) -> dict[str, tuple[Any, Any]]:
    """A draft of each agency in the cycle of the internal plan, with one answer."""
    asked = [request_for(agency, round_, sections=["results"]) for agency in (a, b)]
    written = [
        report(one, answers={one.items.get(): {"text": OF_A if one.agency == a else INTERNAL}})
        for one in asked
    ]
    return {
        "agency_reports.reportrequest": (asked[0], asked[1]),
        "agency_reports.report": (written[0], written[1]),
        "agency_reports.answer": (written[0].answers.get(), written[1].answers.get()),
    }


def issued_report(round_: Any, issuer: Agency, state: str) -> OfficialReport:
    """A report as the acts would leave it: issued ones were frozen before."""
    told: dict[str, Any] = {"cycle": round_, "issuer": issuer, "title": INTERNAL, "state": state}
    if state == "issued":
        told |= {"snapshot": {"sections": []}, "seal": "x", "frozen_at": timezone.now(), "number": 1,
                 "issued_on": date(2024, 12, 4)}  # fmt: skip
    return OfficialReport.objects.create(**told)


def _indicators(a: Agency, b: Agency) -> dict[str, tuple[Any, Any]]:
    """A public indicator of A with a published figure; an internal one of B with a draft and a count."""
    shown = indicator("cong-khai", name="Chỉ số công khai", visibility="public", owner=a)
    inner = indicator("noi-bo", name=INTERNAL, owner=b, unit="tổ chức", fact="organisations.science")
    observations = (
        observation(shown, 2024, 5, "published"),
        observation(inner, 2024, 5, "draft", source_note=INTERNAL),
    )
    counts = tuple(count(inner, year, 5, note=INTERNAL) for year in (2023, 2024))
    forms = tuple(StatForm.objects.create(code=f"B{n}", title=INTERNAL) for n in (1, 2))
    forecast(inner, {2026: 6}, note=INTERNAL)
    return {
        "indicators.indicator": (shown, inner), "indicators.observation": observations, "indicators.count": counts,
        "indicators.statform": forms,
    }  # fmt: skip


def _duties(a: Agency, b: Agency) -> dict[str, tuple[Any, Any]]:
    """One duty of an organisation for which A answers, one of an organisation for which B does."""
    rules = (DutyRuleFactory(), DutyRuleFactory(event="yearly", field="", month=3, day=31))
    told = []
    for agency, name in ((a, OF_A), (b, "Công ty của B")):
        record = Organisation.objects.create(
            name=name, kind="enterprise", responsible=agency, visibility="internal"
        )
        told.append(duty_of(record, timezone.localdate() - timedelta(days=9), rule=rules[0]))
    return {"duties.duty": (told[0], told[1]), "duties.dutyrule": rules}


def _st_tasks(a: Agency, b: Agency) -> dict[str, tuple[Any, Any]]:
    """A task that A's organisation is handing in, and an accepted one of B's organisation, with what came of each."""
    told: dict[str, list[Any]] = {
        name: [] for name in ("sttask", "result", "use", "selfassessment", "publicity")
    }
    for agency, name, step, access in (
        (a, OF_A, "dossier", "department"),
        (b, "Việc của B", "follow_up", "registered"),
    ):
        host = organisation(f"Viện của {name}", agency=agency, visibility="internal")
        one = task(step, name=f"Nghiên cứu {name}", host=host)
        told["sttask"].append(one)
        told["result"].append(one.results.create(title=f"Kết quả {name}", access=access))
        told["use"].append(
            one.uses.create(year=2024, by_whom=name, sent_at=timezone.now(), applied=False, no_reason=name)
        )
        told["selfassessment"].append(
            SelfAssessment.objects.create(task=one, text=name, made_on=date(2024, 6, 1))
        )
        told["publicity"].append(one.publicity.create(kind="portal", what=name, on=date(2024, 6, 1)))
    rules = (told["sttask"][0].procedure, procedure(code="khac"))
    return {f"st_tasks.{name}": (rows[0], rows[1]) for name, rows in told.items()} | {
        "st_tasks.procedure": rules
    }


def _sheet(of: Council) -> Sheet:
    """A sheet of the only member, or of a stranger where there is none, on a task that nobody else knows."""
    seats = of.seats.all() or [of.seats.create(name="Người Khác", role="chair")]
    item = of.items.create(task=task("selection", name=f"Nhiệm vụ của {of.name}", visibility="internal"))
    return Sheet.objects.create(item=item, seat=seats[0], kind="ballot")


def _meetings(sheets: list[Sheet]) -> tuple[Any, Any]:
    """Of the same councils, without anything on their agenda yet."""
    made = [one.item.council.meetings.create(at=timezone.now(), place=OF_A) for one in sheets]
    return made[0], made[1]


def _applications(person: User) -> tuple[Any, Any]:
    """A draft that nobody but its owner sees, and a proposal that the department has."""
    draft = application(owner=person, title=f"Bản soạn của {PERSON}")
    return draft, application(owner=person, state="sent", title=f"Đề xuất của {PERSON}")


def _title(plan: Any) -> str:
    return "Việc công khai" if plan.visibility == "public" else INTERNAL


def _documents(records: dict[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """A document attached to the public task, and one attached to the obstacle of agency A."""
    pairs = [
        _attached(records["plan.task"][0], "Phụ lục công khai"),
        _attached(records["agency_reports.obstacle"][0], OF_A),
    ]
    return {
        "documents.document": tuple(document for document, _attachment in pairs),
        "documents.attachment": tuple(attachment for _document, attachment in pairs),
    }


def _attached(record: Any, summary: str) -> tuple[Document, Attachment]:
    document = Document.objects.create(kind="khac", symbol="", summary=summary)
    attachment = Attachment.objects.create(
        kind=ContentType.objects.get_for_model(record),
        object_id=record.pk,
        document=document,
        added_at=timezone.now(),
    )
    return document, attachment
