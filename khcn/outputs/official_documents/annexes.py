"""Annexes: a section each, with label, title and the document they belong to."""

from collections.abc import Iterator

from khcn.outputs.official_documents.layout import Layout
from khcn.outputs.official_documents.letterhead import centred
from khcn.outputs.official_documents.markup import paragraph, run
from khcn.outputs.official_documents.model import Annex, Document
from khcn.outputs.official_documents.words import (
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
    day = head.date_text if head.date_text is not None else day_words(head, rules)
    agency = clean(head.agency_in_text or head.agency)
    return f"{rules.wording['annex_note']} {kind_name(document)} số {clean(number)} {day} của {agency})"


def annex_head(document: Document, position: int, rules: Layout, room: float) -> Iterator[str]:
    annex = document.annexes[position - 1]
    yield paragraph("AnnexLabel", run(annex_label(position, len(document.annexes), rules)))
    yield paragraph("AnnexTitle", run(capitals(annex.title)))
    note = annex_note(document, annex, rules)
    if note:
        yield centred("AnnexNote", note, rules, "annex_note", room)
