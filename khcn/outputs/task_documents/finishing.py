"""The last touches on a document's blocks: marks at the ends of lines, what introduces a list stays with it."""

from collections.abc import Sequence
from dataclasses import replace

from khcn.outputs.official_documents.model import Block, Bullet, Document, Paragraph, Run, Text
from khcn.outputs.official_documents.words import clean

_ENDED = (".", ";", ":", "!", "?", "…")


def finished(document: Document) -> Document:
    """Bullets end with `;`, the last of a list and every paragraph with a full stop; lines to be filled in stay open."""
    annexes = [replace(annex, blocks=marked(annex.blocks)) for annex in document.annexes]
    return replace(document, blocks=marked(document.blocks), annexes=annexes)


def marked(blocks: Sequence[Block]) -> list[Block]:
    found: list[Block] = []
    for place, block in enumerate(blocks):
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        if isinstance(block, Bullet):
            found.append(
                Bullet(_ended(block.text, ";" if isinstance(following, Bullet) else "."), block.level)
            )
        elif isinstance(block, Paragraph):
            text = _ended(block.text, ".")
            leads = _last(text).endswith(":") and following is not None
            found.append(replace(block, text=text, keep_with_next=block.keep_with_next or leads))
        else:
            found.append(block)
    return found


def _last(text: Text) -> str:
    return text if isinstance(text, str) else (text[-1].text if text else "")


def _ended(text: Text, mark: str) -> Text:
    """With that mark; a colon stays, a blank line stays open, a sentence inside a list ends with the list's mark."""
    last = clean(_last(text)).rstrip()
    if not last or last.endswith((":", "…")):
        return text
    body = last.rstrip(".;, ") if last.endswith(_ENDED) else last
    ended = body + mark
    if isinstance(text, str):
        return ended
    *before, final = text
    return (*before, Run(ended, final.bold, final.italic, final.superscript))
