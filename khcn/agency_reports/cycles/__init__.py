"""Reporting cycles: prepared, opened with what every agency is expected to send, reminded of, closed."""

from khcn.agency_reports.cycles.asking import ask_again, excuse_request, extend_request, remind_now
from khcn.agency_reports.cycles.expecting import Expected, expected
from khcn.agency_reports.cycles.members import resolve_party
from khcn.agency_reports.cycles.opening import ask_more, close_cycle, open_cycle, reopen_cycle
from khcn.agency_reports.cycles.preparing import change_cycle, discard_cycle, prepare_cycle
from khcn.agency_reports.cycles.standing import Completeness, Standing, completeness

__all__ = [
    "Completeness",
    "Expected",
    "Standing",
    "ask_again",
    "ask_more",
    "change_cycle",
    "close_cycle",
    "completeness",
    "discard_cycle",
    "excuse_request",
    "expected",
    "extend_request",
    "open_cycle",
    "prepare_cycle",
    "remind_now",
    "reopen_cycle",
    "resolve_party",
]
