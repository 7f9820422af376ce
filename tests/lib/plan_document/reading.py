"""How the tests of this folder read a document."""

from datetime import date
from pathlib import Path

import pytest

from khcn.lib.intake import read_document
from khcn.lib.intake.extracted import Extracted
from khcn.lib.plan_document import PlanDocument, parse_plan

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 23)


def parse_text(text: str, today: date = TODAY) -> PlanDocument:
    return parse_plan(Extracted(text, "txt"), today=today)


def parse_example(name: str) -> tuple[str, PlanDocument]:
    extracted = read_document(ROOT / "examples" / name)
    return extracted.text, parse_plan(extracted, today=TODAY)


def parse_shared_plan() -> tuple[str, PlanDocument]:
    path = ROOT.parent / "shared" / "plan" / "ke-hoach-57.txt"
    if not path.exists():
        pytest.skip("Văn bản thật không có ở ../shared/plan, nên không so được.")
    extracted = read_document(path)
    return extracted.text, parse_plan(extracted, today=TODAY)


def names(parties) -> list[str]:
    return [party.name for party in parties]


def kinds(plan: PlanDocument) -> dict[str, int]:
    """How many findings of each kind."""
    counts: dict[str, int] = {}
    for finding in plan.findings:
        counts[finding.kind] = counts.get(finding.kind, 0) + 1
    return counts
