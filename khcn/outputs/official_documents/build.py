"""From a Document to a .docx in the layout of the decree in force on its day."""

from collections.abc import Iterator

from khcn.outputs.official_documents.annexes import annex_head, with_mention
from khcn.outputs.official_documents.body import Writer, end_marked
from khcn.outputs.official_documents.layout import Layout, layout
from khcn.outputs.official_documents.letterhead import letterhead, opening
from khcn.outputs.official_documents.markup import Look, flat
from khcn.outputs.official_documents.model import Document
from khcn.outputs.official_documents.package import package
from khcn.outputs.official_documents.pictures import Media
from khcn.outputs.official_documents.sections import Paper
from khcn.outputs.official_documents.signing import signing
from khcn.outputs.official_documents.styles import styles_xml
from khcn.outputs.official_documents.words import clean, kind_name


def build(document: Document) -> bytes:
    """The Word file. The same document gives the same bytes, on every machine."""
    rules = layout(document.letterhead.date)
    media = Media()
    body = "".join(_parts(document, rules, Writer(media)))
    title = " ".join(part for part in (kind_name(document), clean(document.title).strip()) if part)
    agency = clean(document.letterhead.agency_in_text or document.letterhead.agency)
    return package(
        body, styles_xml(rules), media.files, title=title, agency=agency, day=document.letterhead.date
    )


def _parts(document: Document, rules: Layout, writer: Writer) -> Iterator[str]:
    """The document, then each annex; all but the last section end in a flat paragraph that carries the paper."""
    paper = Paper(rules)
    yield letterhead(document, rules, paper.room)
    yield from opening(document, rules, paper.room)
    blocks = end_marked(with_mention(document, rules), rules.wording["end_mark"])
    yield from writer.blocks(blocks, paper.room, hold_last=True)
    yield flat(Look(before=12, keep_next=True))
    yield signing(document, rules, paper.room)
    for position, annex in enumerate(document.annexes, start=1):
        yield flat(Look(section=paper.properties()))
        paper = Paper(rules, annex.landscape)
        yield from annex_head(document, position, rules, paper.room)
        yield from writer.blocks(annex.blocks, paper.room)
    yield flat()
    yield paper.properties()
