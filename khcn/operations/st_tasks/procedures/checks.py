"""System check of the rule sets in the data pack: a slip in a file is found by `khcn check`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from khcn.kernel.packs.errors import PackError
from khcn.kernel.packs.source import read_yaml
from khcn.operations.st_tasks.procedures.definition import definition_of, plain, shape_problems
from khcn.operations.st_tasks.procedures.lint import faults
from khcn.operations.st_tasks.procedures.shape import read_outline


@register("procedures")
def check_procedures(app_configs: Any = None, **_options: Any) -> list[CheckMessage]:
    """Every fault of every rule set of the pack, with its file."""
    folder: Path = settings.KHCN_PACK / "procedures"
    return [
        Error(told, id="st_tasks.E001")
        for path in sorted(folder.glob("*.yaml"))
        for told in file_faults(path)
    ]


def file_faults(path: Path) -> Iterator[str]:
    """The faults of one file: of its YAML, of its shape, then of what it says."""
    name = f"procedures/{path.name}"
    try:
        told = plain(read_yaml(path, name=name))
    except PackError as error:
        yield from map(str, error.problems)
        return
    if problems := shape_problems(told, name):
        yield from map(str, problems)
        return
    if told["code"] != path.stem:
        yield f"{name}: mã “{told['code']}” khác tên tệp."
    outline = read_outline(definition_of(told), code=told["code"], version=1, name=told["name"])
    yield from (f"{name}: {sentence}" for sentence in faults(outline))
