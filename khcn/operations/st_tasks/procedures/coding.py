"""Codes of tasks by the pattern of their rule set: the next number of the year, in a series for each kind and programme."""

from collections.abc import Iterator
from itertools import takewhile

from khcn.operations.st_tasks.judging.codes import read_code, task_code
from khcn.operations.st_tasks.models import Procedure, StTask
from khcn.operations.st_tasks.procedures.shape import Outline


def next_code(task: StTask, outline: Outline, year: int) -> str:
    """A code that no task of the province has. Holds the rule sets until the end of the transaction, so two approvals
    at the same time do not take the same number. Raises ValueError for a pattern that cannot be filled."""
    list(Procedure.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
    told = {"year": year, "kind": outline.code_kinds.get(task.kind, ""), "programme": _programme(task)}

    def code(number: int) -> str:
        return task_code(outline.code_pattern, seq=number, **told)  # type: ignore[arg-type]

    taken = set(_taken(outline.code_pattern, code(1), code(2)))
    return code(max(taken, default=0) + 1)


def _taken(pattern: str, first: str, second: str) -> Iterator[int]:
    """The numbers of the same series: same pattern, kind, programme and year."""
    series = read_code(pattern, first)
    same = takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False))
    prefix = "".join(one for one, _other in same).rstrip("0123456789")
    for old in StTask.objects.filter(code__startswith=prefix).values_list("code", flat=True):
        said = read_code(pattern, old)
        if (
            said
            and series
            and (said.year, said.kind, said.programme) == (series.year, series.kind, series.programme)
        ):
            yield said.seq


def _programme(task: StTask) -> str:
    return str(getattr(task.programme, "code", "") or "") if task.programme_id else ""
