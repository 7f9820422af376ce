"""The page of any record, so that no template needs to know another topic's addresses."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.urls import NoReverseMatch, reverse

from khcn.kernel.registers.declaration import registers

Address = tuple[str, dict[str, Any]]


def _report_page(asked: Any) -> dict[str, Any]:
    return {"code": asked.cycle.code, "agency": asked.agency.code}


_ADDRESSES: dict[str, Callable[[Any], Address]] = {
    "plan.plan": lambda plan: ("plan_detail", {"plan": plan.code}),
    "plan.target": lambda target: ("target_detail", {"plan": target.plan.code, "code": target.code}),
    "plan.task": lambda task: ("task_detail", {"plan": task.plan.code, "no": task.no}),
    "plan.finding": lambda finding: ("finding_detail", {"plan": finding.plan.code, "pk": finding.pk}),
    "plan.subplan": lambda subplan: ("subplan_detail", {"plan": subplan.plan.code, "pk": subplan.pk}),
    "plan.planimport": lambda one: ("import_review", {"pk": one.pk}),
    "agency_reports.cycle": lambda cycle: ("cycle_detail", {"code": cycle.code}),
    "agency_reports.reportrequest": lambda asked: ("report_fill", _report_page(asked)),
    "agency_reports.report": lambda report: ("report_fill", _report_page(report.request)),
    "agency_reports.answer": lambda answer: ("report_fill", _report_page(answer.report.request)),
    "official_reports.officialreport": lambda report: ("official_report", {"code": report.cycle.code}),
    "agency_reports.obstacle": lambda obstacle: ("obstacle_detail", {"pk": obstacle.pk}),
    "agency_reports.taskupdate": lambda update: (
        "task_detail",
        {"plan": update.task.plan.code, "no": update.task.no},
    ),
    "accounts.user": lambda user: ("user_detail", {"pk": user.pk}),
    "accounts.membership": lambda seat: ("user_detail", {"pk": seat.user_id}),
    "agencies.agency": lambda agency: ("agency_detail", {"code": agency.code}),
    "documents.document": lambda document: ("document_detail", {"pk": document.pk}),
    "documents.attachment": lambda attachment: ("attachment_download", {"pk": attachment.pk}),
    "duties.duty": lambda duty: ("duty_complete", {"pk": duty.pk}),
    "duties.dutyrule": lambda rule: ("rule_edit", {"pk": rule.pk}),
    "indicators.indicator": lambda one: ("indicator_detail", {"code": one.code}),
    "indicators.observation": lambda row: ("value_detail", {"code": row.indicator.code, "pk": row.pk}),
    "figure_imports.figureimport": lambda batch: ("value_import_detail", {"pk": batch.pk}),
    "st_tasks.result": lambda one: ("result_detail", {"pk": one.pk}),
    "st_tasks.use": lambda use: ("task_uses", {"pk": use.task_id}),
    "register_io.importbatch": lambda batch: ("batch_detail", {"pk": batch.pk}),
    "st_tasks.application": lambda one: ("application_edit", {"pk": one.pk}),
    "st_tasks.procedure": lambda one: ("procedure_detail", {"pk": one.pk}),
    "jobs.job": lambda job: ("job_detail", {"pk": job.pk}),
}


def url_of(record: Model | None) -> str:
    """The address of the record's page, or "" if it has none."""
    if record is None:
        return ""
    address = _ADDRESSES.get(record._meta.label_lower)
    if address is None and (register := registers.of(record)) is not None:
        return reverse("record_detail", kwargs={"code": register.code, "pk": record.pk})
    if address is None:
        return ""
    name, kwargs = address(record)
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""


def history_url(record: Model) -> str:
    return reverse("record_history", kwargs={"model": record._meta.label_lower, "pk": record.pk})
