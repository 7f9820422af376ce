"""From an accepted answer to an obstacle on the list; what stands on the list already is not raised again."""

import re
from collections.abc import Collection, Iterable

from khcn.agency_reports.choices import ObstacleState
from khcn.agency_reports.domain import raise_obstacle
from khcn.agency_reports.models import Answer, Obstacle
from khcn.kernel.access import Actor
from khcn.lib.vn_text import fold

TITLE = 300


def tell_obstacle(*, answer: Answer, agencies: Collection[int], by: Actor) -> Obstacle | None:
    """The obstacle of the answer: a new one for what is new in it, else the one that stood, or none."""
    if answer.nothing or not answer.obstacle or not answer.proposal or not answer.level:
        return None
    cycle, item = answer.report.request.cycle, answer.item
    rows = Obstacle.objects.filter(plan=cycle.plan_id, task=item.task_id, agency__in=agencies)
    known = list(rows.exclude(state=ObstacleState.CLOSED).order_by("raised_on", "id"))
    new = _without(answer.obstacle, [_whole(one) for one in known])
    if not new:
        return known[-1]
    title, description = split(new)
    return raise_obstacle(
        plan=cycle.plan, agency=answer.report.request.agency, task=item.task, title=title, description=description,
        proposal=_without(answer.proposal, [one.proposal for one in known]) or answer.proposal,
        level=answer.level, by=by,
    )  # fmt: skip


def split(text: str) -> tuple[str, str]:
    """A title that fits, and what does not go into it."""
    first, _line, rest = text.strip().partition("\n")
    if len(first) <= TITLE:
        return first.strip(), rest.strip()
    return first[: TITLE - 1].rsplit(" ", 1)[0] + "…", text.strip()


def _whole(obstacle: Obstacle) -> str:
    """As `filling.knowing` fills it in."""
    return f"{obstacle.title}. {obstacle.description}" if obstacle.description else obstacle.title


def _without(text: str, known: Iterable[str]) -> str:
    """What the text says besides what is known, however it is broken into lines."""
    known = [one for one in known if one.strip()]
    for one in known:
        text = text.replace(one, "")
    text = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    plain = _plain(text)
    if not plain or plain in {_plain(one) for one in known} or plain == _plain("\n".join(known)):
        return ""
    return text


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
