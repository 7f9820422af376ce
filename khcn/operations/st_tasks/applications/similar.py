"""Earlier tasks, proposals and results that resemble a task: found, shown with reasons, judged by an officer."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task as background

from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.search_index import holders
from khcn.operations.st_tasks.applications.alike import Words, in_common, likeness, weights_among
from khcn.operations.st_tasks.models import Result, Similar, StTask

#: From here on a likeness is shown; from there on an officer has to judge it before the council sees the proposal.
SHOWN, TO_JUDGE = 0.42, 0.6
MOST_HITS, MOST_PHRASES, MOST_HOLDERS, MOST_CANDIDATES, MOST_READ = 20, 24, 1500, 300, 60
#: How much names, objectives and contents count, and what a further thing in common adds.
PARTS = (("name", 0.6), ("objective", 0.25), ("summary", 0.15))
ADDED = 0.04
VERDICTS_WITH_NOTE = ("overlap", "same")


@dataclass
class Subject:
    """What is compared: a task, or what somebody is typing."""

    name: str
    objective: str = ""
    summary: str = ""
    parties: frozenset[int] = frozenset()
    leader: int | None = None
    leader_name: str = ""
    product: int | None = None
    science_field: int | None = None
    directions: frozenset[int] = frozenset()
    pk: int | None = None

    @classmethod
    def of(cls, task: StTask) -> "Subject":
        parties = frozenset(one for one in (task.host_id, task.proposer_organisation_id) if one)
        directions = frozenset(one.pk for one in task.directions.all())
        return cls(
            task.name, task.objective, task.summary, parties, task.leader_id, task.leader_name, task.key_product_id,
            task.science_field_id, directions, task.pk,
        )  # fmt: skip


@dataclass
class Hit:
    task: StTask
    score: float
    reasons: list[str] = field(default_factory=list)


def look_for(
    subject: Subject, rows: QuerySet[StTask] | None = None, results: QuerySet[Result] | None = None
) -> list[Hit]:
    """What resembles the subject among these tasks (else all that are kept), the most alike first; a handful of queries.

    `results` are those whose titles may be told to the reader."""
    words = {name: Words.of(getattr(subject, name)) for name, _share in PARTS}
    found = _candidates(subject, words)
    through_results = _through_results(words["name"], Result.objects.all() if results is None else results)
    keys = {*found, *through_results} - {subject.pk}
    tasks = _read(rows if rows is not None else StTask.objects.kept(), keys)
    names = {one.pk: Words.of(one.name) for one in tasks}
    weights = weights_among([*names.values(), words["name"]])
    near = sorted(tasks, key=lambda one: -likeness(words["name"], names[one.pk], weights))[:MOST_READ]
    hits = [
        _hit(subject, words, one, names[one.pk], weights, through_results.get(one.pk, "")) for one in near
    ]
    return sorted((one for one in hits if one.score >= SHOWN), key=lambda one: (-one.score, one.task.pk))[
        :MOST_HITS
    ]


@transaction.atomic
def find_similar(task: StTask, by: Actor | None = None) -> list[Similar]:
    """Look again and keep what is found; what was judged stays, what is not alike any more goes."""
    hits = {one.task.pk: one for one in look_for(Subject.of(task))}
    judged = set(Similar.objects.filter(task=task).exclude(verdict="").values_list("other_id", flat=True))
    Similar.objects.filter(task=task, verdict="").exclude(other__in=hits).delete()
    for pk, hit in hits.items():
        told = {"score": round(hit.score, 4), "reasons": hit.reasons}
        Similar.objects.update_or_create(task=task, other_id=pk, defaults=told)
    if by is not None:
        after = {"found": len(hits), "judged": len(judged & hits.keys())}
        record_event("st_task.similar_search", task, by=by, after=after)
    return list(Similar.objects.filter(task=task).select_related("other"))


@transaction.atomic
def judge_similar(*, similar: Similar, verdict: str, by: Actor, note: str = "") -> Similar:
    """Say whether the two are different, overlap, or are the same; the last two with a reason."""
    require(by, "st_tasks.sttask.manage", similar.task)
    similar = Similar.objects.select_for_update().get(pk=similar.pk)
    if verdict not in ("different", *VERDICTS_WITH_NOTE):
        sentence = _("Hãy chọn kết luận.")
        raise DomainError(sentence, code="similar.verdict", fields={"verdict": sentence})
    if verdict in VERDICTS_WITH_NOTE and not note.strip():
        sentence = _("Hãy giải thích trùng ở phần nào.")
        raise DomainError(sentence, code="similar.note", fields={"note": sentence})
    before = {"verdict": similar.verdict, "note": similar.verdict_note}
    similar.verdict, similar.verdict_note = verdict, note.replace("\x00", "").strip()[:500]
    similar.judged_by_id, similar.judged_at = by.user_id, timezone.now()
    similar.save()
    after = {"verdict": verdict, "note": similar.verdict_note, "other": similar.other_id}
    record_event("st_task.similar_judge", similar.task, by=by, before=before, after=after)
    return similar


@background()
def look_up(task_id: int) -> None:
    """The search of the department, made in the background as soon as a proposal arrives."""
    task = StTask.objects.filter(pk=task_id).first()
    if task is not None:
        find_similar(task)


def _candidates(subject: Subject, words: dict[str, Words]) -> set[int]:
    """Tasks that share the most pairs of neighbouring words; a pair that very many have says little."""
    phrases = list(dict.fromkeys([*words["name"].pairs, *words["objective"].pairs]))[:MOST_PHRASES]
    pairs = holders(StTask, phrases, most=MOST_HOLDERS)
    having = Counter(number for number, _pk in pairs)
    shared: Counter[int] = Counter()
    for number, pk in pairs:
        shared[pk] += 1.0 / having[number]  # type: ignore[assignment]
    found = {pk for pk, _weight in shared.most_common(MOST_CANDIDATES)}
    if any(count >= MOST_HOLDERS for count in having.values()):
        whole = " ".join(words["name"].folded)
        found |= {pk for _number, pk in holders(StTask, [subject.name, whole], most=MOST_CANDIDATES)}
    return found


def _through_results(name: Words, results: QuerySet[Result]) -> dict[int, str]:
    """Tasks one of whose results has a name like this one: the result's name by the key of its task."""
    holding = Q(pk__in=[])
    for pair in name.pairs[:8]:
        holding |= Q(folded__contains=pair)
    rows = list(results.filter(holding).values_list("task_id", "title")[:MOST_CANDIDATES])
    weights = weights_among([name, *(Words.of(title) for _task, title in rows)])
    alike = [(likeness(name, Words.of(title), weights), task, title) for task, title in rows]
    return {task: title for score, task, title in sorted(alike) if score >= TO_JUDGE}


def _read(rows: QuerySet[StTask], keys: Iterable[int]) -> list[StTask]:
    related = ("host", "proposer_organisation", "leader", "key_product", "science_field")
    wanted = rows.filter(pk__in=list(keys)).exclude(standing=Standing.VOID)
    return list(wanted.select_related(*related).prefetch_related("directions"))


def _hit(
    subject: Subject,
    words: dict[str, Words],
    other: StTask,
    name: Words,
    weights: dict[str, float],
    result: str,
) -> Hit:
    told: list[str] = []
    score = whole = 0.0
    for part, share in PARTS:
        theirs = name if part == "name" else Words.of(getattr(other, part))
        if not words[part].marked or not theirs.marked:
            continue
        alike = likeness(words[part], theirs, weights)
        score, whole = score + share * alike, whole + share
        if alike >= SHOWN:
            told.append(_said(part, alike, in_common(words[part], theirs, weights)))
    score = score / whole if whole else 0.0
    more = list(_further(subject, other))
    if result:
        more.insert(0, _("Đã có kết quả tên gần giống: “%(title)s”") % {"title": result})
        score = max(score, TO_JUDGE)
    return Hit(other, min(1.0, score + ADDED * len(more) * min(1.0, score * 2)), [*told, *more])


def _said(part: str, alike: float, words: list[str]) -> str:
    sentences = {
        "name": _("Tên giống %(percent)s%%, cùng có: %(words)s"),
        "objective": _("Mục tiêu giống %(percent)s%%, cùng có: %(words)s"),
        "summary": _("Nội dung giống %(percent)s%%, cùng có: %(words)s"),
    }
    return sentences[part] % {"percent": round(alike * 100), "words": ", ".join(f"“{one}”" for one in words)}


def _further(subject: Subject, other: StTask) -> Iterable[str]:
    """What else the two have in common, besides words."""
    for party in (other.host, other.proposer_organisation):
        if party is not None and party.pk in subject.parties:
            yield _("Cùng bên đề xuất hoặc chủ trì: %(name)s") % {"name": party}
            break
    same_name = subject.leader_name and subject.leader_name.lower() == other.leader_name.lower()
    if (subject.leader and subject.leader == other.leader_id) or same_name:
        yield _("Cùng chủ nhiệm: %(name)s") % {"name": other.leader or other.leader_name}
    if subject.product and subject.product == other.key_product_id:
        yield _("Cùng sản phẩm chủ lực: %(name)s") % {"name": other.key_product}
    if subject.science_field and subject.science_field == other.science_field_id:
        yield _("Cùng lĩnh vực: %(name)s") % {"name": other.science_field}
    common: list[Any] = [one for one in other.directions.all() if one.pk in subject.directions]
    if common:
        yield _("Cùng hướng công nghệ: %(names)s") % {"names": ", ".join(map(str, common))}
