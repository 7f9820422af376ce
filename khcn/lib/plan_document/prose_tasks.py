"""Tasks in prose: a paragraph with "Đơn vị chủ trì: …; Đơn vị phối hợp: …" under it or behind it."""

import re
from dataclasses import replace

from khcn.lib.plan_document.annex import doubts
from khcn.lib.plan_document.confidence import Reason
from khcn.lib.plan_document.model import Section, Span, Task
from khcn.lib.plan_document.parties import split_parties
from khcn.lib.plan_document.prose import BULLET, overlaps, paragraphs, plain, squeeze, trim
from khcn.lib.plan_document.schedule import parse_schedule

LABEL = re.compile(
    r"(?:^|(?<=[\s.;,(\-]))(?:(?:(?:cơ quan|đơn vị)\s+)?(?P<role>chủ trì|phối hợp)(?:\s+thực hiện)?"
    r"|(?P<schedule>thời gian|thời hạn|tiến độ)(?:\s+(?:thực hiện|hoàn thành))?"
    r"|(?P<output>sản phẩm|kết quả|sản phẩm đầu ra|kết quả đầu ra)(?:\s+(?:dự kiến|đầu ra))?"
    r"|(?P<note>kinh phí|nguồn lực|nguồn kinh phí)(?:\s+thực hiện)?)\s*:\s*",
)
LEAD = re.compile(r"(?:^|(?<=[\s.;,(\-]))(?:(?:cơ quan|đơn vị)\s+)?chủ trì(?:\s+thực hiện)?\s*:")
SHORTEST = 15


def parse_prose_tasks(text: str, sections: tuple[Section, ...], excluded: list[Span]) -> tuple[Task, ...]:
    """Tasks of the smallest sections that name a lead."""
    words = plain(text)
    tasks: list[Task] = []
    for section in sections:
        if not LEAD.search(words, *section.own):
            continue
        pieces = [span for span in paragraphs(text, section.own) if not overlaps(span, excluded)]
        tasks += read_section(text, section, pieces, sections)
    return tuple(tasks)


def read_section(
    text: str, section: Section, pieces: list[Span], sections: tuple[Section, ...]
) -> list[Task]:
    words = plain(text)
    leads = [i for i, span in enumerate(pieces) if LEAD.search(words, *span)]
    tasks = []
    for order, i in enumerate(leads):
        first = LABEL.search(words, *pieces[i])
        assert first is not None
        wording = wording_of(text, pieces, i, first.start(), alone=len(leads) == 1)
        last = i
        while last + 1 < len(pieces) and (order + 1 == len(leads) or last + 1 < leads[order + 1]):
            following = LABEL.search(words, *pieces[last + 1])
            if not following or following.start() - pieces[last + 1][0] > 3:
                break
            last += 1
        number = section.label.rstrip(")") if len(leads) == 1 else ""
        group = group_of(section, sections, alone=len(leads) == 1)
        made = make(text, wording, (first.start(), pieces[last][1]), number, group)
        tasks.append(replace(made, under=section.ancestors[-1] if section.ancestors else ""))
    return tasks


def wording_of(text: str, pieces: list[Span], place: int, end: int, *, alone: bool) -> Span:
    """What is to be done: all above the labels where a section holds one task, else the nearest paragraph."""
    while end > pieces[0][0] and (text[end - 1].isspace() or text[end - 1] in "-+•("):
        end -= 1
    if alone:
        return pieces[0][0], max(end, pieces[0][0])
    before = trim(text, (pieces[place][0], end)) if end > pieces[place][0] else (0, 0)
    return before if before[1] - before[0] >= SHORTEST or place == 0 else pieces[place - 1]


def group_of(section: Section, sections: tuple[Section, ...], *, alone: bool) -> str | None:
    if not alone:
        return f"{section.label}. {section.title}"
    above = [s for s in sections if section.ancestors and s.path == section.ancestors[-1]]
    return f"{above[0].label}. {above[0].title}" if above else None


def make(text: str, wording: Span, labelled: Span, number: str, group: str | None) -> Task:
    said = fields(text, labelled)
    bullet = BULLET.match(text, wording[0])
    start = bullet.end() if bullet else wording[0]
    lead, support = split_parties(said.get("chủ trì", "")), split_parties(said.get("phối hợp", ""))
    schedule = parse_schedule(said.get("schedule", ""))
    return Task(
        no=number,
        text="\n".join(squeeze(text[a:b]) for a, b in paragraphs(text, (start, wording[1]))),
        lead=lead,
        coordinating=support,
        schedule=schedule,
        output=squeeze(said.get("output", "")).rstrip(".;") or None,
        note=squeeze(said.get("note", "")).rstrip(".;") or None,
        group=group,
        span=(start, labelled[1]),
        reasons=(Reason.FROM_PROSE, *doubts(lead, support, schedule)),
    )


def fields(text: str, span: Span) -> dict[str, str]:
    """The words behind each label, up to the next one."""
    marks = list(LABEL.finditer(plain(text), *span))
    said: dict[str, str] = {}
    for i, mark in enumerate(marks):
        end = marks[i + 1].start() if i + 1 < len(marks) else span[1]
        name = mark["role"] or next(n for n in ("schedule", "output", "note") if mark[n])
        said.setdefault(name, text[mark.end() : end].strip(" \n-;.()"))
    return said
