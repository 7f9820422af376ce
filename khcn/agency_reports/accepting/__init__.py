"""The department's side: taking reports over, seeing contradictions and changes, deciding which answer stands."""

from khcn.agency_reports.accepting.accept import accept_report
from khcn.agency_reports.accepting.changes import Change, changes
from khcn.agency_reports.accepting.conflicts import Conflict, conflicts
from khcn.agency_reports.accepting.ruling import conflict_named, fingerprint, rule

__all__ = [
    "Change",
    "Conflict",
    "accept_report",
    "changes",
    "conflict_named",
    "conflicts",
    "fingerprint",
    "rule",
]
