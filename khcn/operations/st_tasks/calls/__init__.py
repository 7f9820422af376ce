"""Calls for dossiers and their opening: announced, extended for one, closed by the second, opened with minutes."""

from khcn.operations.st_tasks.calls.opening import came_in, judge_validity, latest_opening, open_dossiers
from khcn.operations.st_tasks.calls.preparing import edit_call, offered, prepare_call, put_tasks
from khcn.operations.st_tasks.calls.publishing import cancel_call, extend_for, publish_call, repeat_call
from khcn.operations.st_tasks.calls.times import is_over, last_moment, moment_words, takes_dossiers

__all__ = [
    "came_in",
    "cancel_call",
    "edit_call",
    "extend_for",
    "is_over",
    "judge_validity",
    "last_moment",
    "latest_opening",
    "moment_words",
    "offered",
    "open_dossiers",
    "prepare_call",
    "publish_call",
    "put_tasks",
    "repeat_call",
    "takes_dossiers",
]
