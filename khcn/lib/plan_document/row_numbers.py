"""Numbers of the rows of a task table: what a number says, and making it unique in the plan."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from khcn.lib.plan_document.model import Task

NUMBER = re.compile(r"\(?(\d{1,3}(?:\.\d{1,3})*)[).]?$")
GROUP_NUMBER = re.compile(r"\(?([IVXLC]{1,6}|[A-HĐ])[).]?$")
LETTER = re.compile(r"\(?([a-zđ])[).]?$")
NUMBER_AND_LETTER = re.compile(r"\(?(\d{1,3}(?:\.\d{1,3})*)\.?([a-zđ])[).]?$")
LEADING_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)[.)]?\s+")
LEADING_LETTER = re.compile(r"([a-zđ])\)\s*(?=\S)")
READ_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)([a-zđ]?)$")


def read_number(cell: str, task: str) -> tuple[str, str]:
    """The number of a row without its brackets, and the wording without a number it begins with."""
    cell = " ".join(cell.split())
    if match := NUMBER_AND_LETTER.match(cell):
        return match[1] + match[2], task
    if match := NUMBER.match(cell) or GROUP_NUMBER.match(cell) or LETTER.match(cell):
        return match[1], task
    if cell:
        return cell, task
    if match := LEADING_NUMBER.match(task) or LEADING_LETTER.match(task):
        return match[1], task[match.end() :]
    return "", task


def number_above(number: str, before: list[str]) -> str | None:
    """The number of the row that "a", "3a" or "3.1" is a part of; None when it is a row of its own."""
    if LETTER.match(number):
        whole = [no for no in before if READ_NUMBER.match(no) and not no[-1].isalpha()]
        return whole[-1] if whole else None
    match = READ_NUMBER.match(number)
    if not match:
        return None
    return match[1] if match[2] else number.rpartition(".")[0] or None


def unique_numbers(tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    """Numbers as the document gives them; what repeats is told apart by the number above it, then by "-2"."""
    again = repeated(task.no for task in tasks)
    times: Counter[str] = Counter()
    taken = {task.no for task in tasks} - again
    made: list[Task] = []
    for task in tasks:
        number = base = qualified(task) if task.no in again else task.no
        while number in taken and (task.no in again):
            times[base] += 1
            number = f"{base}-{times[base] + 1}"
        taken.add(number)
        made.append(replace(task, no=number))
    return tuple(made)


def repeated(numbers: Iterable[str]) -> set[str]:
    return {number for number, times in Counter(numbers).items() if number and times > 1}


def qualified(task: Task) -> str:
    return f"{task.under}.{task.no}" if task.under else task.no
