"""What putting together would do to the blocks that are there. Text a person worked on is never touched."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from khcn.outputs.official_reports.choices import BlockKind, BlockState
from khcn.outputs.official_reports.models import Block
from khcn.outputs.official_reports.pieces import Piece

GONE = {"gone": True}


@dataclass
class Changes:
    """`refreshed`: their source says something else and nobody had touched them. `told`: somebody had.

    `same` say the same, perhaps from a newer version of the answer or another place of the figure.
    """

    new: list[Piece] = field(default_factory=list)
    refreshed: list[tuple[Block, Piece]] = field(default_factory=list)
    same: list[tuple[Block, Piece]] = field(default_factory=list)
    told: list[tuple[Block, dict[str, Any] | None]] = field(default_factory=list)
    gone: list[Block] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        waiting = sum(newer is not None for _block, newer in self.told)
        return {
            "new": len(self.new),
            "refreshed": len(self.refreshed),
            "changed": waiting,
            "gone": len(self.gone),
        }

    @property
    def any(self) -> bool:
        return any(self.counts.values())


def changes(blocks: Iterable[Block], pieces: Iterable[Piece]) -> Changes:
    """Blocks without a key were written by people and are nobody's business here."""
    there = {block.key: block for block in blocks if block.key}
    found = Changes()
    for piece in pieces:
        block = there.pop(piece.key, None)
        if block is None:
            found.new.append(piece)
        else:
            _compare(found, block, piece)
    for block in there.values():
        _left_over(found, block)
    return found


def is_touched(block: Block) -> bool:
    """Tables are made from data and only kept or dropped, so they always follow it."""
    return block.edited_at is not None and block.kind != BlockKind.TABLE and block.state != BlockState.DROPPED


def _compare(found: Changes, block: Block, piece: Piece) -> None:
    if (block.original, block.table) == (piece.original, piece.table):
        found.same.append((block, piece))
        if block.newer is not None:
            found.told.append((block, None))
    elif not is_touched(block):
        found.refreshed.append((block, piece))
    elif block.newer != (newer := newer_of(piece)):
        found.told.append((block, newer))


def newer_of(piece: Piece) -> dict[str, Any]:
    answer = piece.answer
    return {
        "original": piece.original, "figures": piece.figures,
        "answer": answer.pk if answer else None, "version": answer.report.version if answer else None,
    }  # fmt: skip


def _left_over(found: Changes, block: Block) -> None:
    if not is_touched(block):
        if block.state != BlockState.DROPPED or block.edited_at is None:
            found.gone.append(block)
    elif block.newer != GONE:
        found.told.append((block, GONE))
