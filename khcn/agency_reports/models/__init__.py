from khcn.agency_reports.models.cycles import Cycle, PartyMembers, ReportRequest, ReportTemplate, RequestItem
from khcn.agency_reports.models.reports import AcceptedValue, Answer, Presence, Remark, Report
from khcn.agency_reports.models.rulings import Ruling
from khcn.agency_reports.models.updates import Obstacle, TaskUpdate

__all__ = [
    "AcceptedValue",
    "Answer",
    "Cycle",
    "Obstacle",
    "PartyMembers",
    "Presence",
    "Remark",
    "Report",
    "ReportRequest",
    "ReportTemplate",
    "RequestItem",
    "Ruling",
    "TaskUpdate",
]
