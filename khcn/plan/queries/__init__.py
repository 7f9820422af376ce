"""Reads of plans that several pages use."""

from khcn.plan.queries.answering import Answerer, Parties, Successions, parties_of
from khcn.plan.queries.items import (
    Ground,
    duties_of,
    findings_of,
    grounds_of,
    latest_text,
    targets_of,
    tasks_of,
    visible_plans,
    with_parties,
)
from khcn.plan.queries.tree import Branch, ClauseItem, clause_items, home_clause, items_by_clause, plan_tree

__all__ = [
    "Answerer",
    "Branch",
    "ClauseItem",
    "Ground",
    "Parties",
    "Successions",
    "clause_items",
    "duties_of",
    "findings_of",
    "grounds_of",
    "home_clause",
    "items_by_clause",
    "latest_text",
    "parties_of",
    "plan_tree",
    "targets_of",
    "tasks_of",
    "visible_plans",
    "with_parties",
]
