"""The places of a Word template that are filled in, and what is wrong with them, told as a clerk sees them."""

import re
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from django.utils.translation import gettext as _
from jinja2 import Environment, TemplateSyntaxError
from lxml import etree

from khcn.kernel.errors import DomainError
from khcn.lib.intake.extracted import IntakeError
from khcn.lib.intake.limits import DEFAULT
from khcn.lib.intake.package import WORD, Package

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_STATEMENT = re.compile(r"^\{%[-+]?\s*(?:(?:p|tr|tc|r)\s+)?(\w+)")
_PREFIX = re.compile(r"^(\{[{%][-+]?)(?:p|tr|tc|r)\s")
_HALF = re.compile(r"\{\{|\}\}|\{%|%\}|\{\s+\{|\}\s+\}")
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_SHOWN = 80
_PART = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")


@dataclass(frozen=True)
class Place:
    """A paragraph of the template."""

    text: str

    @property
    def tags(self) -> list[str]:
        return _TAG.findall(self.text)

    def shown(self) -> str:
        return self.text if len(self.text) <= _SHOWN else f"{self.text[:_SHOWN]}…"


def refused(message: str, code: str) -> DomainError:
    return DomainError(message, code=code)


def places(docx: bytes) -> list[Place]:
    """Every paragraph with its text, whatever runs Word has cut it into; hostile or broken files are refused."""
    try:
        roots = _roots(docx)
    except IntakeError as error:
        raise refused(error.message, "bad_template") from error
    if not roots:
        raise refused(_("Tệp mẫu không phải văn bản Word .docx. Hãy lưu mẫu bằng Word rồi tải lên lần nữa."), "bad_template")  # fmt: skip
    paragraphs = (paragraph for root in roots for paragraph in root.iter(f"{{{WORD}}}p"))
    found = ("".join(piece.text or "" for piece in one.iter(f"{{{WORD}}}t")) for one in paragraphs)
    return [Place(text) for text in found if text.strip()]


def _roots(docx: bytes) -> list[etree._Element]:
    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        file.write(docx)
        file.flush()
        package = Package(Path(file.name), DEFAULT)
        with zipfile.ZipFile(file.name) as archive:
            names = [name for name in archive.namelist() if _PART.fullmatch(name)]
    return [root for root in map(package.xml, names) if root is not None]


def check_tags(found: list[Place], environment: Environment) -> None:
    """Refuses the first tag that is cut, misspelt or without its partner, with the paragraph it stands in."""
    open_blocks: list[tuple[str, Place, str]] = []
    for place in found:
        _check_halves(place)
        for tag in place.tags:
            _check_tag(tag, place, environment)
            _check_block(tag, place, open_blocks)
    if open_blocks:
        name, place, tag = open_blocks[-1]
        raise refused(
            _(
                "Thẻ “%(tag)s” trong đoạn “%(place)s” chưa có thẻ đóng. Hãy thêm một đoạn “{%%p end%(name)s %%}”."
            )
            % {"tag": tag, "place": place.shown(), "name": name},
            "bad_template",
        )


def _check_halves(place: Place) -> None:
    rest = _TAG.sub("", place.text)
    half = _HALF.search(rest)
    if half:
        raise refused(
            _(
                "Đoạn “%(place)s” có dấu “%(half)s” không thành cặp. "
                "Mỗi thẻ phải nằm trọn trong một đoạn, dạng {{ tên_thẻ }}; hãy xoá và gõ lại thẻ này."
            )
            % {"place": place.shown(), "half": half.group()},
            "bad_template",
        )


def _check_tag(tag: str, place: Place, environment: Environment) -> None:
    """The inside of `{{ … }}`: a name, perhaps with a filter we know."""
    if not tag.startswith("{{"):
        return
    try:
        environment.from_string(_PREFIX.sub(r"\1 ", tag.translate(_QUOTES)))
    except TemplateSyntaxError as error:
        raise refused(
            _("Thẻ “%(tag)s” trong đoạn “%(place)s” viết sai. Hãy viết dạng {{ tên_thẻ }}, tên không dấu, không cách.")
            % {"tag": tag, "place": place.shown()},
            "bad_template",
        ) from error  # fmt: skip


def _check_block(tag: str, place: Place, open_blocks: list[tuple[str, Place, str]]) -> None:
    found = _STATEMENT.match(tag)
    if not found:
        return
    word = found.group(1)
    if word in ("for", "if"):
        open_blocks.append((word, place, tag))
    elif word in ("endfor", "endif"):
        if not open_blocks or open_blocks[-1][0] != word.removeprefix("end"):
            raise refused(
                _("Thẻ đóng “%(tag)s” trong đoạn “%(place)s” không có thẻ mở tương ứng phía trước.")
                % {"tag": tag, "place": place.shown()},
                "bad_template",
            )
        open_blocks.pop()
    elif word not in ("else", "elif"):
        raise refused(
            _("Thẻ “%(tag)s” trong đoạn “%(place)s” không được dùng trong mẫu; chỉ dùng for, if, elif, else.")
            % {"tag": tag, "place": place.shown()},
            "bad_template",
        )


def unknown(name: str, known: Iterator[str] | set[str], found: list[Place]) -> DomainError:
    """A placeholder nobody gives a value for: its name, its paragraph and the nearest name there is."""
    near = get_close_matches(name, sorted(known), n=1)
    advice = _("Có phải là “%s”?") % near[0] if near else _("Hãy xem danh sách thẻ của mẫu này.")
    return refused(
        _("Thẻ “%(name)s” trong đoạn “%(place)s” không có trong dữ liệu. %(advice)s")
        % {"name": name, "place": where(name, found), "advice": advice},
        "unknown_placeholder",
    )


def missing(path: str, name: str, found: list[Place]) -> DomainError:
    return refused(
        _("Thẻ “%(path)s” trong đoạn “%(place)s” chưa có giá trị. Hãy nhập giá trị này rồi tạo lại văn bản.")
        % {"path": path, "place": where(name, found)},
        "missing_value",
    )


def where(name: str, found: list[Place]) -> str:
    """The first paragraph with a tag that uses the name."""
    word = re.compile(rf"\b{re.escape(name)}\b")
    return next((place.shown() for place in found if any(word.search(tag) for tag in place.tags)), "…")
