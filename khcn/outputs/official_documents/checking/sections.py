"""Paper, margins and page numbers of one section; headers it does not name it takes from the one before."""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from khcn.lib.intake.numbering import W, integer
from khcn.lib.intake.package import Package
from khcn.lib.intake.word_runs import is_on, walk
from khcn.outputs.official_documents.checking.formatting import Formats
from khcn.outputs.official_documents.checking.story import PageField, Section
from khcn.outputs.official_documents.checking.units import number, twips_mm

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SIDES = ("top", "bottom", "left", "right")
_INSTRUCTIONS = ("PAGE",)


def read_section(
    package: Package,
    main: str,
    properties: Element | None,
    formats: Formats,
    settings: Element | None,
    before: Section | None,
) -> Section:
    """What a section says; what it leaves out is None, never a guess."""
    size, margins, numbers, columns = (
        None if properties is None else properties.find(f"{W}{name}")
        for name in ("pgSz", "pgMar", "pgNumType", "cols")
    )
    own_first = is_on(properties, "titlePg")
    even = is_on(settings, "evenAndOddHeaders")
    return Section(
        index=0 if before is None else before.index + 1,
        width=None if size is None else twips_mm(size.get(f"{W}w")),
        height=None if size is None else twips_mm(size.get(f"{W}h")),
        margins={
            side: None if margins is None else _absolute(twips_mm(margins.get(f"{W}{side}")))
            for side in _SIDES
        },
        gutter=0.0 if margins is None else twips_mm(margins.get(f"{W}gutter")) or 0.0,
        columns=1 if columns is None else integer(columns.get(f"{W}num"), 1),
        own_first_page=own_first,
        number_format="decimal" if numbers is None else numbers.get(f"{W}fmt", "decimal"),
        number_start=_start(numbers),
        fields=tuple(_fields(package, main, properties, formats, before, own_first=own_first, even=even)),
    )


def _absolute(length: float | None) -> float | None:
    """A negative margin means that the text may not move for a long header."""
    return None if length is None else abs(length)


def _start(numbers: Element | None) -> int | None:
    found = None if numbers is None else number(numbers.get(f"{W}start"))
    return None if found is None else int(found)


def _fields(
    package: Package,
    main: str,
    properties: Element | None,
    formats: Formats,
    before: Section | None,
    *,
    own_first: bool,
    even: bool,
) -> Iterator[PageField]:
    wanted = ["default", *(["first"] if own_first else []), *(["even"] if even else [])]
    for place in ("header", "footer"):
        for kind in wanted:
            reference = _reference(properties, place, kind)
            where = f"{place}.{kind}"
            if reference is None:
                yield from () if before is None else (one for one in before.fields if one.where == where)
                continue
            root = package.xml(_target(package, main, reference))
            if root is not None:
                yield from _page_fields(root, where, formats)


def _reference(properties: Element | None, place: str, kind: str) -> str | None:
    for item in [] if properties is None else properties.findall(f"{W}{place}Reference"):
        if item.get(f"{W}type", "default") == kind:
            return item.get(_ID)
    return None


def _target(package: Package, main: str, identifier: str) -> str | None:
    return package.target(main, identifier)


def _page_fields(root: Element, where: str, formats: Formats) -> Iterator[PageField]:
    """Paragraphs that print the number of the page."""
    for paragraph in root.iter(f"{W}p"):
        run = _field_run(paragraph)
        if run is None:
            continue
        properties = paragraph.find(f"{W}pPr")
        letters = formats.letters(run.find(f"{W}rPr") if run.tag == f"{W}r" else None, properties)
        rest = _text_besides(paragraph)
        yield PageField(
            where=where,
            align=_alignment(paragraph, properties, formats),
            size=letters.size,
            bold=letters.bold,
            italic=letters.italic,
            alone=not rest,
            text=rest,
        )


def _field_run(paragraph: Element) -> Element | None:
    """The run that shows the number: the result of the field, or the field itself."""
    for simple in paragraph.iter(f"{W}fldSimple"):
        if _is_page(simple.get(f"{W}instr")):
            return next(simple.iter(f"{W}r"), simple)
    asked, shown = False, False
    found: Element | None = None
    for run in paragraph.iter(f"{W}r"):
        mark = run.find(f"{W}fldChar")
        kind = None if mark is None else mark.get(f"{W}fldCharType")
        if _is_page("".join(item.text or "" for item in run.findall(f"{W}instrText"))):
            asked, found = True, run
        elif asked and kind == "separate":
            shown = True
        elif asked and kind == "end":
            return found
        elif asked and shown and run.find(f"{W}t") is not None:
            return run
    return found


def _is_page(instruction: str | None) -> bool:
    words = (instruction or "").split()
    return bool(words) and words[0].upper() in _INSTRUCTIONS


def _text_besides(paragraph: Element) -> str:
    """Words printed beside the fields: `Trang`, `/`."""
    told: list[str] = []
    depth = 0
    for run in (item for item in walk(paragraph) if item.tag == f"{W}r"):
        mark = run.find(f"{W}fldChar")
        if mark is not None:
            depth += {"begin": 1, "end": -1}.get(mark.get(f"{W}fldCharType", ""), 0)
        elif depth <= 0 and not any(True for _ in run.iterancestors(f"{W}fldSimple")):
            told += [item.text or "" for item in run.findall(f"{W}t")]
    return "".join(told).strip()


def _alignment(paragraph: Element, properties: Element | None, formats: Formats) -> str | None:
    """Where the number stands; None when only tabs or a text box could tell."""
    frame = None if properties is None else properties.find(f"{W}framePr")
    if frame is not None and frame.get(f"{W}xAlign"):
        return frame.get(f"{W}xAlign")
    placed = next(paragraph.iter(f"{W}ptab"), None)
    if placed is not None:
        return placed.get(f"{W}alignment")
    boxed = any(True for _ in paragraph.iterancestors(f"{W}txbxContent"))
    if (
        boxed
        or frame is not None
        or any(True for _ in paragraph.iter(f"{W}tab") if _.getparent().tag == f"{W}r")
    ):
        return None
    return formats.spread(properties).align
