"""Brings an official table of science fields, and the crosswalk between editions, in from CSV or Excel.

A file has columns `code` and `name` (`mã`, `tên`); the parent follows from the code: 1 → 101 → 10101 → 1010101.
A crosswalk has `old`, `new` and perhaps `partial`. The whole file is taken, or none of it.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from khcn.kernel.errors import DomainError
from khcn.kernel.packs.loader import put
from khcn.lib.vn_text import fold, nfc
from khcn.registers.directory.models import FieldCrosswalk, ScienceField
from khcn.registers.directory.taxonomies import CURRENT, borrowed_level_2

#: Level by the length of the official code.
LEVELS = {1: 1, 3: 2, 5: 3, 7: 4}
PARENT_LENGTH = {3: 1, 5: 3, 7: 5}
BASIS = {"2008": "QĐ 12/2008/QĐ-BKHCN", "2025": "TT 24/2025/TT-BKHCN"}
HEADERS = {
    "code": "code", "ma": "code", "ma so": "code",
    "name": "name", "ten": "name", "ten linh vuc": "name",
    "old": "old", "ma cu": "old", "ma 2008": "old",
    "new": "new", "ma moi": "new", "ma 2025": "new",
    "partial": "partial", "mot phan": "partial",
}  # fmt: skip
YES = frozenset({"x", "1", "co", "true", "yes"})
MOST_TOLD = 20


@dataclass
class Brought:
    """What an import did; `still_used` are borrowed entries that records still name."""

    added: int = 0
    known: int = 0
    still_used: list[str] = field(default_factory=list)


@transaction.atomic
def import_fields(path: Path, *, edition: str) -> Brought:
    """Enter the official entries; running it again changes nothing. Refuses a file with any broken row."""
    rows = _checked_fields(list(_rows(path, ("code", "name"))), edition)
    before = ScienceField.objects.filter(edition=edition).count()
    found = {one.code: one for one in ScienceField.objects.filter(edition=edition)}
    for code, name in sorted(rows.items(), key=lambda row: (len(row[0]), row[0])):
        parent = found.get(code[: PARENT_LENGTH.get(len(code), 0)])
        values = {
            "name": name, "parent": parent, "level": LEVELS[len(code)], "legal_basis": BASIS[edition],
            "confirmation": "confirmed",
        }  # fmt: skip
        found[code] = put(ScienceField, {"edition": edition, "code": code}, values, set())
    added = ScienceField.objects.filter(edition=edition).count() - before
    left = _drop_borrowed() if edition == CURRENT and any(len(code) == 3 for code in rows) else []
    return Brought(added, len(rows) - added, left)


@transaction.atomic
def import_crosswalk(path: Path) -> Brought:
    """Enter pairs of codes 2008 → 2025; both must be known."""
    known = {(one.edition, one.code): one for one in ScienceField.objects.all()}
    problems: list[str] = []
    pairs: dict[tuple[str, str], bool] = {}
    for line, row in _rows(path, ("old", "new")):
        unknown = [
            _("mã %(code)s của bảng %(edition)s") % {"code": row[name], "edition": edition}
            for name, edition in (("old", "2008"), ("new", "2025"))
            if (edition, row[name]) not in known
        ]
        if unknown:
            problems.append(
                _("Dòng %(line)s: chưa có %(what)s.") % {"line": line, "what": ", ".join(unknown)}
            )
        pairs[row["old"], row["new"]] = fold(row.get("partial", "")) in YES
    _refuse(problems)
    before = FieldCrosswalk.objects.count()
    for (old, new), partial in pairs.items():
        keys = {"old": known["2008", old], "new": known["2025", new]}
        put(FieldCrosswalk, keys, {"partial": partial, "confirmation": "confirmed"}, set())
    added = FieldCrosswalk.objects.count() - before
    return Brought(added, len(pairs) - added)


def _checked_fields(rows: list[tuple[int, dict[str, str]]], edition: str) -> dict[str, str]:
    """Code → name; refuses codes of a wrong shape, doubles and entries without the one above."""
    problems: list[str] = []
    told: dict[str, str] = {}
    known = set(ScienceField.objects.filter(edition=edition).values_list("code", flat=True))
    known |= {row["code"] for _line, row in rows}
    for line, row in rows:
        code, name = row["code"], row["name"]
        if sentence := _fault(code, name, known, told):
            problems.append(_("Dòng %(line)s: %(what)s") % {"line": line, "what": sentence})
        told.setdefault(code, name)
    _refuse(problems)
    return told


def _fault(code: str, name: str, known: set[str], told: Mapping[str, str]) -> str:
    if not (code.isascii() and code.isdigit() and len(code) in LEVELS):
        return _("mã “%(code)s” phải có 1, 3, 5 hoặc 7 chữ số.") % {"code": code}
    if not name:
        return _("mã %(code)s thiếu tên.") % {"code": code}
    if len(name) > 300:
        return _("tên của mã %(code)s dài quá 300 chữ.") % {"code": code}
    if code in told and told[code] != name:
        return _("mã %(code)s đã có ở trên với tên “%(name)s”.") % {"code": code, "name": told[code]}
    above = code[: PARENT_LENGTH.get(len(code), 0)]
    if above and above not in known:
        return _("mã %(code)s không có mục cấp trên %(above)s trong tệp và trong hệ thống.") % {
            "code": code, "above": above,
        }  # fmt: skip
    return ""


def _refuse(problems: list[str]) -> None:
    if not problems:
        return
    told = problems[:MOST_TOLD]
    if len(problems) > MOST_TOLD:
        told.append(_("… và %(n)s dòng khác.") % {"n": len(problems) - MOST_TOLD})
    raise DomainError("\n".join(told), code="fields.file")


def _drop_borrowed() -> list[str]:
    """Remove the entries borrowed from FORD; those that records name stay and are told."""
    left = []
    for one in borrowed_level_2():
        if _used(one):
            left.append(str(one))
        else:
            one.delete()
    return left


def _used(one: ScienceField) -> bool:
    """Whether any record, of any register, points at the entry."""
    for relation in ScienceField._meta.related_objects:
        if relation.related_model in (ScienceField, FieldCrosswalk):
            continue
        manager: Any = relation.related_model._base_manager
        if manager.filter(**{relation.field.name: one}).exists():
            return True
    return False


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """The filled rows below the header with their line numbers."""
    lines = _lines(path)
    header = [HEADERS.get(fold(cell), "") for cell in next(lines, [])]
    if missing := [name for name in needed if name not in header]:
        raise DomainError(
            _("Dòng đầu của tệp thiếu cột: %(names)s. Hãy đặt đúng tên cột.") % {"names": ", ".join(missing)},
            code="fields.header",
        )
    for line, cells in enumerate(lines, start=2):
        row = {name: cell for name, cell in zip(header, cells, strict=False) if name}
        if any(row.values()):
            yield line, {name: row.get(name, "") for name in {*needed, *row}}


def _lines(path: Path) -> Iterator[list[str]]:
    if path.suffix.lower() == ".csv":
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise DomainError(
                _("Tệp CSV không ở dạng UTF-8. Hãy lưu lại bằng UTF-8."), code="fields.file"
            ) from None
        first = text.split("\n", 1)[0]
        delimiter = max(",;\t", key=first.count)
        for told in csv.reader(StringIO(text), delimiter=delimiter):
            yield [_cell(value) for value in told]
        return
    try:
        book = CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError):
        raise DomainError(
            _("Không đọc được tệp. Hãy dùng tệp CSV hoặc Excel (.xlsx, .xls, .ods)."), code="fields.file"
        ) from None
    for row in book.get_sheet_by_index(0).to_python():
        yield [_cell(value) for value in row]


def _cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(nfc(str(value)).split())
