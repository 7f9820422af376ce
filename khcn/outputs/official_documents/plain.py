"""The words of blocks without their look."""

from collections.abc import Iterator, Sequence

from khcn.outputs.official_documents.model import (
    Article,
    Block,
    Bullet,
    Heading,
    Paragraph,
    Picture,
    Quote,
    Text,
)


def words_of(text: Text) -> str:
    return text if isinstance(text, str) else "".join(piece.text for piece in text)


def texts_of(block: Block) -> Iterator[str]:
    """The lines of a block that is no table."""
    match block:
        case Heading() | Paragraph() | Article():
            yield words_of(block.text)
        case Bullet():
            yield f"- {words_of(block.text)}"
        case Quote():
            yield words_of(block.text)
        case Picture():
            yield block.caption or block.alt


def mention(blocks: Sequence[Block], words: str) -> bool:
    """Whether a text of the blocks names something, whatever its capitals."""
    wanted = words.casefold()
    return any(wanted in text.casefold() for block in blocks for text in texts_of(block))
