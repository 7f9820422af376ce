"""A rule set with the numbers of the circulars for money and running."""

from khcn.operations.st_tasks.models import Procedure
from tests.factories import st_tasks as make

TT04, TT20, TTLT27 = "TT 04/2015/TT-BKHCN", "TT 20/2023/TT-BKHCN", "TTLT 27/2015/TTLT-BKHCN-BTC"
FIGURES = {
    "report.months": (6, "months", TT04), "report.due_days": (15, "days", TT04), "report.missed_stop": (2, "", TT04),
    "inspection.per_year": (1, "", TT04), "inspection.notice_days": (5, "working_days", TT04),
    "volume.days": (10, "working_days", TT04), "money.confirm_days": (20, "working_days", TT04),
    "extension.count": (1, "", TT04), "extension.long_from_months": (24, "months", TT04),
    "extension.longest_months": (12, "months", TT04), "extension.short_months": (6, "months", TT04),
    "extension.ask_months_before": (1, "months", TT04), "shortening.share_done": ("2/3", "", TT04),
    "change.decide_days": (30, "days", TT04), "change.report_days": (5, "working_days", TT04),
    "lump.final.rest_share": ("0.15", "", TTLT27), "lump.final.rest_most": (1_000_000_000, "", TTLT27),
    "advance.first_share": ("0.5", "", TTLT27), "advance.settled_share": ("0.5", "", TTLT27),
    "refund.final": ("0.4", "", TTLT27), "refund.partial": ("0.3", "", TTLT27), "refund.days": (60, "days", TTLT27),
    "acceptance.dossier_days": (30, "days", "TT 11/2014/TT-BKHCN"), "acceptance.late_barred_days": (30, "days", TT20),
    "registration.days": (30, "days", "TT 14/2014/TT-BKHCN"), "follow_up.years": (5, "years", "TT 14/2014/TT-BKHCN"),
    "sanction.organisation_years": (1, "years", TT20), "sanction.leader_years": (3, "years", TT20),
}  # fmt: skip


def rules(
    *,
    confirmation: str = "confirmed",
    without: tuple[str, ...] = (),
    guards: tuple[str, ...] = (),
    effects: tuple[str, ...] = (),
) -> Procedure:
    definition = make.definition(guards=guards, effects=effects) | {
        "figures": [
            {
                "code": code,
                "value": value,
                "unit": unit,
                "what": code,
                "basis": basis,
                "confirmation": confirmation,
            }
            for code, (value, unit, basis) in FIGURES.items()
            if code not in without
        ]
    }
    return make.procedure(code="tien", definition=definition)
