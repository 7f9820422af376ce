"""Read a province data pack from its folder: checked in shape, checked across files, dates as dates.

Nothing here knows the database; a loader takes the `Pack` and writes it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from khcn.kernel.packs.cross_checks import check_across_files
from khcn.kernel.packs.errors import PackError, Problem
from khcn.kernel.packs.shape import check_shape
from khcn.kernel.packs.source import read_yaml

REQUIRED_FILES = ("pack.yaml", "territory.yaml", "agencies.yaml")
OPTIONAL_FILES = (
    "successions.yaml",
    "classes.yaml",
    "plan.yaml",
    "targets.yaml",
    "findings.yaml",
    "holidays.yaml",
    "obligations.yaml",
    "calendars/deadlines.yaml",
    "synonyms.yaml",
    "directions.yaml",
    "indicators.yaml",
    "stat_forms.yaml",
)
#: Folders whose files all have one shape; their section is the folder's name and holds one entry a file.
FOLDERS = {"procedures": "procedure"}

_ISO_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")


@dataclass(frozen=True)
class Pack:
    """A checked pack. `sections` is keyed by the file's name without folder and ending, e.g. `deadlines`."""

    code: str
    folder: Path
    sections: Mapping[str, Mapping[str, Any]]

    def rows(self, section: str, key: str) -> list[dict[str, Any]]:
        """The list under `key` in a section; empty when the pack has no such file."""
        return list(self.sections.get(section, {}).get(key, []))

    @property
    def about(self) -> Mapping[str, Any]:
        """What pack.yaml says."""
        return self.sections["pack"]


def read_pack(folder: Path) -> Pack:
    """The pack in `folder`; refuses with PackError listing every problem found at the first failing stage."""
    raw = _read_files(folder)
    problems = [
        problem
        for name, data in raw.items()
        for problem in check_shape(name, data, schema=FOLDERS.get(_folder(name), ""))
    ]
    if problems:
        raise PackError(problems)
    sections = _sections(raw)
    problems = check_across_files(sections, folder_name=folder.name)
    if problems:
        raise PackError(problems)
    return Pack(code=sections["pack"]["code"], folder=folder, sections=MappingProxyType(sections))


def _sections(raw: dict[str, Any]) -> dict[str, Any]:
    """By file, with the files of a folder gathered under its name: {"procedures": {"procedures": [one, …]}}."""
    sections = {Path(name).stem: _with_dates(data) for name, data in raw.items() if not _folder(name)}
    for name, data in raw.items():
        if folder := _folder(name):
            rows = sections.setdefault(folder, {folder: []})[folder]
            rows.append({**_with_dates(data), "file": name})
    return sections


def _folder(name: str) -> str:
    """The folder of files of one shape that a file lies in, else empty."""
    parent = Path(name).parent.as_posix()
    return parent if parent in FOLDERS else ""


def _read_files(folder: Path) -> dict[str, Any]:
    if not folder.is_dir():
        raise PackError(
            [Problem(folder.name, "", "không có thư mục gói dữ liệu này. Hãy kiểm tra đường dẫn.")]
        )
    missing = [name for name in REQUIRED_FILES if not (folder / name).is_file()]
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*.y*ml")}
    gathered = sorted(name for name in found if _folder(name))
    unknown = sorted(found - {*REQUIRED_FILES, *OPTIONAL_FILES, *gathered})
    problems = [Problem(name, "", "thiếu tệp bắt buộc của gói dữ liệu.") for name in missing]
    problems += [Problem(name, "", "tệp lạ, không ai đọc. Hãy bỏ hoặc sửa tên tệp.") for name in unknown]
    data: dict[str, Any] = {}
    for name in (*REQUIRED_FILES, *OPTIONAL_FILES, *gathered):
        if name not in found:
            continue
        try:
            data[name] = read_yaml(folder / name, name=name)
        except PackError as error:
            problems += error.problems
    if problems:
        raise PackError(problems)
    return data


def _with_dates(value: Any) -> Any:
    """The same data with every full ISO date as a `date`; the schemas have already refused false ones."""
    if isinstance(value, dict):
        return {key: _with_dates(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_dates(item) for item in value]
    if isinstance(value, str) and _ISO_DATE.match(value):
        return date.fromisoformat(value)
    return value
