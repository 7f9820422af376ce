"""S&T tasks kept by hand: approved before the first rule set, their days and money in order."""

from datetime import date, timedelta

from khcn.config.demo.drafting import Draft
from khcn.lib.months import add_months

#: The first rule set of the province begins after this day.
LAST_APPROVAL = date(2023, 11, 20)
#: Of ten accepted tasks so many are applied.
APPLIED_OF_TEN = 7
GRADES = ("pass", "pass", "excellent", "pass", "fail")
ON_THE_WAY = (
    "dossier_on", "accepted_on", "acceptance_minutes", "grade", "certificate", "registered_on", "recognition_symbol",
    "recognised_on", "settled_on", "handed_over_on", "termination_symbol", "first_applied_on", "applied_by", "extended_from",
    "order_published_on", "result_published_on", "acceptance_due_on", "ended_on", "proposed_on",
)  # fmt: skip


def task(draft: Draft) -> None:
    told, n = draft.values, draft.number
    draft.drop(*ON_THE_WAY)
    told["visibility"] = "public" if n % 3 else "shared"
    approved = told["valid_from"] = _approved(draft)
    told |= {
        "code": f"ĐT-MẪU.{n:02d}/{approved.year}", "ordered_on": approved - timedelta(draft.between(120, 240)),
        "order_symbol": f"{100 + n}/QĐ-ĐH-MẪU", "approval_symbol": f"{500 + n}/QĐ-PD-MẪU",
        "starts_on": approved + timedelta(20),
    }  # fmt: skip
    told["ends_on"] = _end(draft, told["starts_on"])
    total = draft.money(400, 2500)
    told |= {"budget": total, "state_budget": total * draft.between(60, 100) // 100, "lump_sum": "partial"}
    if draft.state in ("accepted", "closed"):
        _accepted(draft)


def _approved(draft: Draft) -> date:
    first = date(2023, 2, 1) if draft.state in ("running", "accepting") else date(2021, 2, 1)
    return first + timedelta(draft.between(0, (LAST_APPROVAL - first).days))


def _end(draft: Draft, starts: date) -> date:
    if draft.state == "running":
        return max(add_months(draft.world.today, draft.between(1, 8)), add_months(starts, 36))
    if draft.state == "accepting":
        return min(add_months(starts, 36), draft.world.today - timedelta(draft.between(5, 25)))
    return min(add_months(starts, draft.between(14, 24)), draft.world.today - timedelta(150))


def _accepted(draft: Draft) -> None:
    told, n = draft.values, draft.number
    accepted = told["ends_on"] + timedelta(draft.between(30, 75))
    grade = GRADES[n % len(GRADES)] if n % 10 else "pass"
    told |= {
        "dossier_on": told["ends_on"] + timedelta(20), "accepted_on": accepted, "grade": grade,
        "acceptance_minutes": f"{n}/BB-NT-MẪU",
    }  # fmt: skip
    if grade == "fail":
        return
    told |= {
        "certificate": f"TQ-MẪU-{n:03d}", "registered_on": accepted + timedelta(25),
        "recognised_on": accepted + timedelta(35), "recognition_symbol": f"{900 + n}/QĐ-CN-MẪU",
    }  # fmt: skip
    if n % 10 < APPLIED_OF_TEN + 1:
        told["first_applied_on"] = min(accepted + timedelta(draft.between(40, 300)), draft.world.today)
        told["applied_by"] = f"Hợp tác xã ví dụ {n}"


SHAPES = {"nhiem-vu-khcn": task}
