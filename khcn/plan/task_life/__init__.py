"""The life of a task: yearly instances, milestones, and the decisions on it."""

from khcn.plan.task_life.decisions import decide_task
from khcn.plan.task_life.milestones import add_milestone, complete_milestone, edit_milestone
from khcn.plan.task_life.years import ensure_task_years

__all__ = ["add_milestone", "complete_milestone", "decide_task", "edit_milestone", "ensure_task_years"]
