"""Annexes: a section each, with label, title and the document they belong to."""

from collections.abc import Iterator, Sequence

from khcn.outputs.official_documents.layout import Layout
from khcn.outputs.official_documents.letterhead import centred
from khcn.outputs.official_documents.markup import paragraph, run
from khcn.outputs.official_documents.model import Annex, Block, Document, Paragraph
from khcn.outputs.official_documents.plain import mention
from khcn.outputs.official_documents.words import (
    NBSP,
    capitals,
    clean,
    day_words,
    document_number,
    kind_name,
    roman,
)


def annex_label(position: int, count: int, rules: Layout) -> str:
    """`Phụ lục`, with a Roman number where there are several."""
    label = rules.wording["annex_label"]
    return label if count == 1 else f"{label} {roman(position)}"


def annex_note(document: Document, annex: Annex, rules: Layout) -> str:
    """`(Kèm theo Báo cáo số 05/BC-SKHCN ngày … của …)`, open where number or date are."""
    if annex.note is not None:
        return clean(annex.note).strip()
    head = document.letterhead
    number = head.number_text if head.number_text is not None else document_number(head, rules)
    day = (
        head.date_text if head.date_text is not None else day_words(head, rules).replace("năm ", f"năm{NBSP}")
    )
    agency = clean(head.agency_in_text or head.agency)
    return f"{rules.wording['annex_note']} {kind_name(document)} số {clean(number)} {day} của {agency})"


def annex_head(document: Document, position: int, rules: Layout, room: float) -> Iterator[str]:
    annex = document.annexes[position - 1]
    yield paragraph("AnnexLabel", run(annex_label(position, len(document.annexes), rules)))
    yield centred("AnnexTitle", capitals(annex.title), rules, "annex_title", room)
    note = annex_note(document, annex, rules)
    if note:
        yield centred("AnnexNote", note, rules, "annex_note", room)


def with_mention(document: Document, rules: Layout) -> tuple[Block, ...]:
    """The blocks, with a sentence that points to the annexes where no text does; the decree asks for one."""
    blocks, label = tuple(document.blocks), rules.wording["annex_label"]
    if not document.annexes or mention(blocks, label):
        return blocks
    sentence = Paragraph(f"(Chi tiết tại {_labels(document.annexes, label)} kèm theo).")
    if len(blocks) > 1 and isinstance(blocks[-1], Paragraph):
        return (*blocks[:-1], sentence, blocks[-1])
    return (*blocks, sentence)


def _labels(annexes: Sequence[Annex], label: str) -> str:
    """`Phụ lục`, `Phụ lục I, II`, `các Phụ lục từ I đến V`."""
    count = len(annexes)
    if count == 1:
        return label
    if count > 3:
        return f"các {label} từ I đến {roman(count)}"
    return f"các {label} {', '.join(roman(number) for number in range(1, count + 1))}"
