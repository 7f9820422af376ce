"""From an official Vietnamese plan document to data: `parse_plan` is the only door.

Pure and repeatable: the same text and day give the same answer, nothing is read or
written. What is not understood is listed in `unparsed`, what contradicts itself in `findings`.
"""

from datetime import date

from khcn.lib.intake.extracted import Extracted
from khcn.lib.plan_document.model import PlanDocument
from khcn.lib.plan_document.pipeline import run

__all__ = ["PlanDocument", "parse_plan"]


def parse_plan(extracted: Extracted, *, today: date | None = None) -> PlanDocument:
    """The plan in `extracted`; `today` decides which schedules have run out."""
    return run(extracted, today or date.today())
