"""Tasks out of the annex tables: every data row becomes a task, a group, a continuation, or is reported."""

import re
from dataclasses import dataclass, field

from khcn.lib.plan_document import vocabulary
from khcn.lib.plan_document.columns import heading_years
from khcn.lib.plan_document.confidence import Reason
from khcn.lib.plan_document.model import Party, Schedule, Task, Unparsed
from khcn.lib.plan_document.parties import split_parties, split_roles
from khcn.lib.plan_document.prose import BULLET, Span, plain, squeeze
from khcn.lib.plan_document.schedule import parse_schedule
from khcn.lib.plan_document.tables import Grid, Row

NUMBER = re.compile(r"\(?(\d{1,3}(?:\.\d{1,3})*)[).]?$")
GROUP_NUMBER = re.compile(r"\(?([IVXLC]{1,6}|[A-HĐ])[).]?$")
LEADING_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)[.)]?\s+")
TICK = re.compile(r"[xX✓✔v]$")
GROUP_WORDING = re.compile(r"(?:[IVXLC]+|[A-HĐ])\s*[.)]\s|(?:Nhóm|Lĩnh vực|Phần|Mục)\s")
PARTY_ROLES = ("lead", "coordinating", "both")


@dataclass
class Draft:
    """A task while its rows are being read: the words of each role, in order."""

    no: str
    words: dict[str, list[str]]
    group: str | None
    inherited: Schedule | None
    group_lead: str
    span: Span
    reasons: list[Reason] = field(default_factory=list)


@dataclass
class Group:
    name: str | None = None
    schedule: Schedule | None = None
    lead: str = ""


def parse_annex(grids: tuple[Grid, ...]) -> tuple[tuple[Task, ...], tuple[Unparsed, ...]]:
    tasks: list[Task] = []
    unparsed: list[Unparsed] = []
    for grid in grids:
        if grid.kind == "tasks":
            drafts = read_rows(grid, unparsed)
            tasks += [finish(draft, grid) for draft in drafts]
    return tuple(tasks), tuple(unparsed)


def read_rows(grid: Grid, unparsed: list[Unparsed]) -> list[Draft]:
    drafts: list[Draft] = []
    group = Group()
    heading: Row | None = None
    for i, row in enumerate(grid.rows):
        words = words_of(row, grid)
        if not any(words.values()):
            continue
        if is_total(words):
            unparsed.append(Unparsed("Dòng tổng cộng của bảng không phải là nhiệm vụ.", row.span))
        elif is_group(row, words, grid, i):
            group, heading = read_group(words, group), row
        elif drafts and goes_on(row, words, drafts[-1], grid):
            extend(drafts[-1], words, row)
        elif words.get("task"):
            drafts.append(start(words, group, row, drafts))
            heading = None
        else:
            unparsed.append(Unparsed("Dòng của bảng nhiệm vụ không có tên nhiệm vụ.", row.span))
    if heading is not None:
        unparsed.append(Unparsed("Dòng nhóm không có nhiệm vụ nào ở dưới.", heading.span))
    return drafts


def words_of(row: Row, grid: Grid) -> dict[str, str]:
    """The row's text by role; columns without a known role and spare cells go to the note with their heading."""
    words: dict[str, str] = {}
    for i in row.filled():
        role = grid.roles[i] if i < len(grid.roles) else None
        text = clean(row.cells[i].text)
        years = heading_years(grid.headings[i]) if i < len(grid.headings) else None
        if years and TICK.match(text):
            role, text = "schedule", str(years[1])
        if role in ("funding", None):
            text = (
                f"{squeeze(grid.headings[i])}: {text}"
                if i < len(grid.headings) and grid.headings[i]
                else text
            )
            role = "note"
        if i in row.shared and role in ("task", "number"):
            continue
        words[role] = f"{words[role]}; {text}" if words.get(role) else text
    return words


def clean(text: str) -> str:
    return re.sub(r"<br\s*/?>", "\n", text).replace("**", "").strip()


def is_total(words: dict[str, str]) -> bool:
    return plain(words.get("task") or words.get("number", "")).startswith(vocabulary.TOTAL_ROW)


def is_group(row: Row, words: dict[str, str], grid: Grid, index: int) -> bool:
    """A heading row: a Roman number or letter, or words alone over the whole row."""
    number = words.get("number", "")
    if GROUP_NUMBER.match(number):
        return not (words.get("lead") and words.get("output"))
    filled = [i for i in row.filled() if i not in row.shared]
    wide = len({row.cells[i].span for i in range(len(row.cells))}) == 1
    if len(filled) == 1 and (wide or len(row.cells) == 1) and not number.isdigit():
        text = words.get("task") or words.get("number") or words.get("note", "")
        return len(row.cells) != 1 or not text[:1].islower()
    if NUMBER.match(number) and set(words) <= {"number", "task"}:
        return next_number(grid, index).startswith(number.strip("().") + ".")
    if set(words) != {"task"}:
        return False
    if grid.column("number") is None:
        return bool(GROUP_WORDING.match(words["task"])) or words["task"].isupper()
    return words["task"][:1].isupper() and bool(NUMBER.match(next_number(grid, index)))


def next_number(grid: Grid, index: int) -> str:
    column = grid.column("number")
    if column is None or index + 1 >= len(grid.rows):
        return ""
    return grid.rows[index + 1].text(column)


def read_group(words: dict[str, str], before: Group) -> Group:
    number, text = words.get("number", ""), words.get("task") or words.get("group") or ""
    if not text:
        number, text = "", number or words.get("note", "")
    mark = f"{number.strip('(). ')}. " if number and number != text else ""
    raw = words.get("schedule", "")
    lead = words.get("lead") or words.get("both") or ""
    return Group(squeeze(mark + text) or before.name, parse_schedule(raw) if raw else None, lead)


def goes_on(row: Row, words: dict[str, str], draft: Draft, grid: Grid) -> bool:
    """A row that belongs to the task above: cut by a page break, or under a cell merged over both."""
    column = grid.column("task")
    if column is not None and column in row.shared:
        return True
    if words.get("number"):
        return False
    task = words.get("task", "")
    if not task:
        return grid.column("number") is not None or bool(words)
    return task[:1].islower() and grid.column("number") is not None


def extend(draft: Draft, words: dict[str, str], row: Row) -> None:
    for role, text in words.items():
        draft.words.setdefault(role, []).append(text)
    draft.span = (min(draft.span[0], row.span[0]), max(draft.span[1], row.span[1]))
    draft.reasons.append(Reason.ROWS_JOINED)


def start(words: dict[str, str], group: Group, row: Row, before: list[Draft]) -> Draft:
    number = words.pop("number", "")
    match = NUMBER.match(number) or GROUP_NUMBER.match(number)
    if not number and (leading := LEADING_NUMBER.match(words["task"])):
        match, words["task"] = leading, words["task"][leading.end() :]
    name = words.pop("group", None) or part_of(words, number, before)
    bullet = BULLET.match(words["task"])
    words["task"] = words["task"][bullet.end() :] if bullet else words["task"]
    draft = Draft(
        no=match[1] if match else number,
        words={role: [text] for role, text in words.items()},
        group=squeeze(name) if name else group.name,
        inherited=group.schedule,
        group_lead=group.lead,
        span=row.span,
    )
    if not draft.no:
        draft.reasons.append(Reason.NUMBER_MISSING)
    return draft


def part_of(words: dict[str, str], number: str, before: list[Draft]) -> str | None:
    """A row with a bullet and no number is a part of the last numbered task."""
    numbered = [draft for draft in before if draft.no]
    if number or not numbered or not BULLET.match(words["task"]):
        return None
    return f"{numbered[-1].no}. {' '.join(numbered[-1].words['task'])}"


def joined(draft: Draft, role: str) -> str:
    """Rows of one cell put together; a list of names cut by a page goes on where it broke."""
    parts = draft.words.get(role, [])
    text = ""
    for part in parts:
        sharp = (
            role in PARTY_ROLES
            and text
            and not part[:1].islower()
            and not text.rstrip().endswith((",", "và"))
        )
        text = f"{text}{';' if sharp else ''} {part}" if text else part
    return text


def read_parties(draft: Draft) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    lead, support = joined(draft, "lead"), joined(draft, "coordinating")
    if both := joined(draft, "both"):
        first, second, told = split_roles(both)
        lead, support = f"{lead}; {first}".strip("; "), f"{support}; {second}".strip("; ")
        draft.reasons.append(Reason.ROLES_IN_ONE_CELL)
        if not told:
            draft.reasons.append(Reason.LEAD_UNCLEAR)
    elif "chủ trì" in plain(lead):
        lead, second, _ = split_roles(lead)
        support = f"{second}; {support}".strip("; ")
        draft.reasons.append(Reason.ROLES_IN_ONE_CELL)
    return split_parties(lead or draft.group_lead), split_parties(support)


def finish(draft: Draft, grid: Grid) -> Task:
    lead, support = read_parties(draft)
    raw = joined(draft, "schedule")
    schedule = parse_schedule(raw, draft.inherited)
    reasons = [*draft.reasons, *doubts(lead, support, schedule)]
    if draft.inherited and not raw:
        reasons.append(Reason.SCHEDULE_INHERITED)
    return Task(
        no=draft.no,
        text=squeeze(joined(draft, "task")),
        lead=lead,
        coordinating=support,
        schedule=schedule,
        output=squeeze(joined(draft, "output")) or None,
        note=squeeze("; ".join(draft.words.get("note", []))) or None,
        group=draft.group,
        span=draft.span,
        reasons=tuple(dict.fromkeys(reasons)),
    )


def doubts(lead: tuple[Party, ...], support: tuple[Party, ...], schedule: Schedule) -> list[Reason]:
    found: list[Reason] = []
    if not lead:
        found.append(Reason.LEAD_MISSING)
    if any(party.kind == "text" for party in lead):
        found.append(Reason.LEAD_UNCLEAR)
    if any(party.kind == "text" for party in support):
        found.append(Reason.PARTY_UNCLEAR)
    if schedule.kind == "unknown":
        found.append(Reason.SCHEDULE_UNKNOWN)
    return found
