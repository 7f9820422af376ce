"""The head of a document: names, number, place and date, kind and subject, addressees, bases."""

from collections.abc import Iterator

from khcn.outputs.official_documents.layout import Layout
from khcn.outputs.official_documents.markup import Look, paragraph, plain_table, rule, run
from khcn.outputs.official_documents.model import Document
from khcn.outputs.official_documents.widths import balanced, longest, text_width
from khcn.outputs.official_documents.words import (
    capitals,
    clean,
    ended,
    kind_name,
    listed,
    number_line,
    place_date,
)

LEFT_SHARE = 0.42


def letterhead(document: Document, rules: Layout, room: float) -> str:
    """A table of two columns without lines: who issues under which number; the nation, place and day."""
    left, right = room * LEFT_SHARE, room * (1 - LEFT_SHARE)
    head = document.letterhead
    number = [centred("Number", number_line(head, rules), rules, "number", left)]
    if document.kind == "CV" and document.title:
        subject = f"{rules.wording['subject_of_letter']} {_small_first(clean(document.title).strip())}"
        number.append(centred("LetterSubject", subject.rstrip("."), rules, "letter_subject", left))
    if head.urgency:
        number.append(_stamp(head.urgency, rules, left))
    when = paragraph("PlaceDate", run(place_date(head, rules)))
    rows = (("".join(_names(document, rules, left)), "".join(_nation(rules, right))), ("".join(number), when))
    return plain_table((left, right), rows, "Phần đầu văn bản: cơ quan ban hành, quốc hiệu, số, ngày")


def _names(document: Document, rules: Layout, room: float) -> Iterator[str]:
    head = document.letterhead
    if head.superior:
        yield centred("Superior", capitals(head.superior), rules, "superior", room)
    yield from ruled("Issuer", capitals(head.agency), rules, "issuer", room)


def _nation(rules: Layout, room: float) -> Iterator[str]:
    yield paragraph("NationalName", run(rules.wording["national_name"]))
    yield from ruled("Motto", rules.wording["motto"], rules, "motto", room)


def ruled(style: str, text: str, rules: Layout, element: str, room: float) -> Iterator[str]:
    """A centred text and, below, a line as long as the share of the text that the decree asks for."""
    given = rules.element(element)
    yield centred(style, text, rules, element, room)
    lines, _room = balanced(text, given.preferred, room, bold=given.bold)
    share = given.rule_preferred or 1
    yield rule(longest(lines, given.preferred, bold=given.bold) * share, room)


def centred(style: str, text: str, rules: Layout, element: str, room: float) -> str:
    """Centred text; when it needs several lines they are made of like length."""
    given = rules.element(element)
    lines, narrow = balanced(text, given.preferred, room, bold=given.bold)
    if len(lines) == 1:
        return paragraph(style, run(text))
    side = max((room - narrow) / 2, 0)
    return paragraph(style, run(text), Look(left=side, right=side))


def _stamp(urgency: str, rules: Layout, room: float) -> str:
    """The frame of urgency in the size laid down; other words get a frame round their text."""
    text = capitals(urgency)
    element = rules.element("urgency")
    known = next((one for one in rules.urgency_stamps if one.text == text), None)
    width = known.width if known else text_width(text, element.preferred, bold=True) + 6
    height = (known.height if known else 8) * 72 / 25.4
    side = (room - width) / 2
    frame = "".join(
        f'<w:{edge} w:val="single" w:sz="8" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right")
    )
    look = Look(borders=f"<w:pBdr>{frame}</w:pBdr>", left=side, right=side, before=6, line_exact=height)
    return paragraph("Urgency", run(text), look)


def opening(document: Document, rules: Layout, room: float) -> Iterator[str]:
    """What stands between letterhead and body."""
    if document.kind != "CV":
        yield paragraph("Kind", run(capitals(kind_name(document))))
        if document.title:
            yield from ruled("Subject", clean(document.title).strip().rstrip("."), rules, "subject", room)
    if document.kind == "QD":
        yield paragraph("Decider", run(capitals(document.decided_by or document.signature.head_title)))
    yield from _addressees(document, rules, room)
    yield from (paragraph("LegalBasis", run(line)) for line in listed(list(document.legal_bases)))
    if document.kind == "QD":
        yield paragraph("Decides", run("QUYẾT ĐỊNH:"))


def _addressees(document: Document, rules: Layout, room: float) -> Iterator[str]:
    """One addressee beside "Kính gửi:", several each on a line of its own."""
    label = rules.wording["addressees_label"]
    names = [clean(name).strip().removeprefix("-").strip() for name in document.addressees]
    if not names:
        return
    size = rules.element("addressees").preferred
    if len(names) == 1:
        whole = f"{label} {ended(names[0], '.')}"
        fits = text_width(whole, size) * 1.03 <= room - 25
        yield paragraph(
            "Addressees", run(whole), Look(align="center") if fits else _set_in(label, size, 12.7)
        )
        return
    indent = 25.0
    yield paragraph("Addressees", run(label), Look(left=indent, keep_next=True))
    for line in listed([f"- {name}" for name in names]):
        start = indent + text_width(label, size)
        yield paragraph("Addressees", run(line), Look(left=start + 3, hanging=3, before=0))


def _set_in(label: str, size: float, indent: float) -> Look:
    """Lines after the first begin under the addressee's name."""
    hanging = text_width(f"{label} ", size)
    return Look(left=indent + hanging, hanging=hanging, align="justify")


def _small_first(text: str) -> str:
    """`V/v báo cáo …`: the first word in small letters unless it is an abbreviation or a name."""
    words = text.split(" ", 1)
    ordinary = len(words[0]) > 1 and words[0][1:].islower() and words[0].lower() in _USUAL_BEGINNINGS
    return words[0].lower() + text[len(words[0]) :] if ordinary else text


_USUAL_BEGINNINGS = frozenset(["báo", "cung", "đăng", "đề", "đôn", "gửi", "hướng", "khảo", "lấy", "mời", "phối", "rà", "tăng", "tham", "thông", "tổ", "tổng", "triển", "trả", "trình", "xin", "yêu", "đánh", "cử", "góp", "hoàn", "thực", "thẩm", "kiểm", "cập"])  # fmt: skip
