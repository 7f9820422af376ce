"""What an agency writes: begun with what is known, saved item by item, checked against itself and the house."""

from khcn.agency_reports.filling.checking import Problem, adds_check, problems, problems_of
from khcn.agency_reports.filling.evidence import add_evidence
from khcn.agency_reports.filling.locks import why_locked, why_not_start
from khcn.agency_reports.filling.presence import present, touch
from khcn.agency_reports.filling.saving import AnswerChanged, copy_last, nothing_for_empty, save_answer
from khcn.agency_reports.filling.sheet import Line, Sheet
from khcn.agency_reports.filling.starting import start_report

__all__ = [
    "AnswerChanged",
    "Line",
    "Problem",
    "Sheet",
    "add_evidence",
    "adds_check",
    "copy_last",
    "nothing_for_empty",
    "present",
    "problems",
    "problems_of",
    "save_answer",
    "start_report",
    "touch",
    "why_locked",
    "why_not_start",
]
