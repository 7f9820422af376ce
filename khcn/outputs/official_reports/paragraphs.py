"""What agencies wrote, as pieces: each keeps its agency and the version it was sent in."""

from collections.abc import Iterator

from khcn.agency_reports.choices import ItemKind
from khcn.agency_reports.models import Answer
from khcn.outputs.official_reports import skeleton
from khcn.outputs.official_reports.choices import BlockKind
from khcn.outputs.official_reports.pieces import Piece
from khcn.outputs.official_reports.sources import Sources


def paragraphs(sources: Sources) -> Iterator[Piece]:
    """In task order, then by agency; "không có phát sinh" has no words to bring."""
    of_tasks = sources.of_tasks()
    for task in sources.tasks:
        for answer in of_tasks[task.pk]:
            yield from _piece(sources, answer, "text", answer.text, skeleton.task_code(task))
    for answer in sources.of_kind(ItemKind.INDICATOR):
        said = "\n".join(one for one in (answer.text.strip(), answer.explanation.strip()) if one)
        yield from _piece(sources, answer, "text", said, skeleton.TARGETS)
    places = skeleton.place_of_form(sources.cycle)
    for answer in sources.of_kind(ItemKind.SECTION):
        place = places.get(answer.item.section, skeleton.OTHER)
        if place == skeleton.PROPOSALS and answer.level:
            place = skeleton.level_code(answer.level)
        yield from _piece(sources, answer, "text", answer.text, place)
    for answer in sources.answers:
        yield from _piece(sources, answer, "obstacle", answer.obstacle, skeleton.OBSTACLES)
        place = skeleton.level_code(answer.level) if answer.level else skeleton.PROPOSALS
        yield from _piece(sources, answer, "proposal", answer.proposal, place)


def _piece(sources: Sources, answer: Answer, field: str, text: str, section: str) -> Iterator[Piece]:
    if text.strip() and not answer.nothing:
        yield Piece(
            section, f"tra-loi:{answer.item_id}:{field}", BlockKind.AGENCY, text.strip(),
            agency=answer.report.request.agency, answer=answer, task=answer.item.task, settled=sources.stands(answer),
        )  # fmt: skip
