"""Cycles, requests, reports and answers as the acts would leave them, written at once. All of them are artificial.

asked = request_for(agency, tasks=[task], indicators=[one], sections=["results"])
sent = report(asked, "sent", answers={asked.items.get(task=task): {"declared": "met", "text": "Xong"}})
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from khcn.agency_reports.choices import FIXED
from khcn.agency_reports.models import Answer, Cycle, Report, ReportRequest, ReportTemplate, RequestItem
from khcn.indicators.models import Indicator
from khcn.kernel.agencies.models import Agency
from khcn.plan.models import Task
from tests.factories.agencies import AgencyFactory
from tests.factories.plans import PlanFactory

SECTIONS = [
    {"code": "results", "title": "Kết quả nổi bật", "prompt": "Nêu ba đến năm kết quả.", "required": True},
    {"code": "next", "title": "Phương hướng năm sau", "prompt": "Nêu việc chính.", "required": False},
]


def template(code: str = "mau-thu", version: int = 1, **values: Any) -> ReportTemplate:
    """The same template however often it is asked for."""
    told = {"name": "Mẫu thử nghiệm", "sections": SECTIONS, **values}
    return ReportTemplate.objects.get_or_create(code=code, version=version, defaults=told)[0]


def cycle(year: int = 2026, state: str = "open", **values: Any) -> Cycle:
    """An open yearly cycle of the administrative year; `state="preparing"` for one that is being prepared."""
    told = {
        "code": f"nam-{year}-{secrets.token_hex(3)}", "kind": "year", "title": f"Báo cáo năm {year}", "year": year,
        "first_day": date(year - 1, 12, 15), "last_day": date(year, 12, 14), "calendar": "administrative",
        "due_on": date(year, 12, 4), "internal_due_on": date(year, 11, 20), "state": state,
        "opened_at": None if state == "preparing" else timezone.now(),
        "closed_at": timezone.now() if state == "closed" else None,
        **values,
    }  # fmt: skip
    told["plan"] = told.get("plan") or PlanFactory()
    told["template"] = told.get("template") or template()
    return Cycle.objects.create(**told)


def request_for(
    agency: Agency | None = None,
    cycle_: Cycle | None = None,
    *,
    tasks: Iterable[Task] = (),
    indicators: Iterable[Indicator] = (),
    sections: Iterable[str] = (),
    role: str = "lead",
    **values: Any,
) -> ReportRequest:
    """What the agency is expected to send: first the tasks, then the indicators, then the narrative sections."""
    round_ = cycle_ or cycle()
    told = {"due_on": round_.internal_due_on, "token": secrets.token_hex(6), **values}
    made = ReportRequest.objects.create(cycle=round_, agency=agency or AgencyFactory(), **told)
    named = {part["code"]: part for part in round_.template.sections}
    items = [item(made, task=one, role=role, save=False) for one in tasks]
    items += [item(made, indicator=one, save=False) for one in indicators]
    items += [
        item(made, section=code, title=named.get(code, {}).get("title", code), save=False)
        for code in sections
    ]
    for order, one in enumerate(items):
        one.order = order
    RequestItem.objects.bulk_create(items)
    return made


def item(request: ReportRequest, *, save: bool = True, **values: Any) -> RequestItem:
    """One thing to answer: give `task`, `indicator` or `section`."""
    kind = next(name for name in ("task", "indicator", "section") if values.get(name))
    made = RequestItem(
        request=request, kind=kind, **{"order": 0, "title": str(values[kind]), **values}
    )  # fmt: skip
    if save:
        made.save()
    return made


def report(
    request: ReportRequest,
    state: str = "draft",
    *,
    answers: Mapping[RequestItem, Mapping[str, Any]] | None = None,
    **values: Any,
) -> Report:
    """A version of the agency's report; sent, returned and accepted ones are sealed over their answers."""
    told: dict[str, Any] = {"state": state, **values}
    if state in FIXED:
        plain = {
            str(one.pk): {key: str(value) for key, value in said.items()}
            for one, said in (answers or {}).items()
        }
        text = json.dumps(plain, ensure_ascii=False, sort_keys=True)
        told = {
            "sealed": {"answers": plain}, "seal": hashlib.sha256(text.encode()).hexdigest(),
            "sent_at": timezone.now(), **told,
        }  # fmt: skip
    if state in ("returned", "accepted"):
        told = {"decided_at": timezone.now(), **told}
    made = Report.objects.create(request=request, **told)
    for one, said in (answers or {}).items():
        answer(made, one, **said)
    return made


def answer(report_: Report, item_: RequestItem, **values: Any) -> Answer:
    """What the report says on the item, at revision 1."""
    return Answer.objects.create(report=report_, item=item_, **{"revision": 1, **values})


def days_ago(count: int) -> date:
    return timezone.localdate() - timedelta(days=count)
