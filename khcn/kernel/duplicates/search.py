"""Finding likely duplicates: for what is being typed, and for a whole register in the background."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from khcn.kernel.duplicates.likeness import ALIKE, core, likeness
from khcn.kernel.duplicates.models import Suspect, Verdict
from khcn.kernel.jobs.domain import Progress, job
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.records import Record, has_key
from khcn.kernel.registers.search_index import narrowed
from khcn.lib.chunks import in_chunks

#: Neighbours in the order of names that are compared with each other.
WINDOW = 6
CANDIDATES = 300
Row = tuple[int, str, dict[str, Any]]
Pair = tuple[int, int]


def likely_same(
    register: Register, values: Mapping[str, Any], *, exclude: int | None = None, limit: int = 5
) -> list[Record]:
    """Kept records that may be the one being entered, the likeliest first; two queries, and one for each natural key."""
    rows = register.model._default_manager.exclude(standing=Standing.VOID).exclude(pk=exclude)
    found = _same_key(register, values, rows)[:limit]
    title = str(values.get(register.model.title_field) or "")
    words = sorted({word for word in core(title).split() if len(word) > 1}, key=len, reverse=True)[:2]
    if not register.similar or not words:
        return found
    near = Q()
    for word in words:
        near &= Q(title_key__contains=word)
    if register.model.title_field in register.model.search_fields:
        near &= narrowed(register.model, " ".join(words))
    scored = [(likeness(title, str(one)), one) for one in rows.filter(near)[:CANDIDATES]]
    alike = sorted((pair for pair in scored if pair[0] >= ALIKE), key=lambda pair: (-pair[0], pair[1].pk))
    known = {one.pk for one in found}
    return [*found, *(one for _score, one in alike if one.pk not in known)][:limit]


def _same_key(register: Register, values: Mapping[str, Any], rows: QuerySet[Any]) -> list[Record]:
    told = ((name, values[name]) for name in register.text_keys if values.get(name))
    found = {one.pk: one for name, value in told for one in rows.filter(has_key(name, [value]))}
    return list(found.values())


@job("duplicates.find")
def find_job(progress: Progress, *, code: str) -> dict[str, Any]:
    """Look through one register for pairs that nobody has decided on yet."""
    register = registers.get(code)
    if register is None:
        return {"found": 0}
    return {"found": find_suspects(register, progress)}


def find_suspects(register: Register, progress: Progress | None = None) -> int:
    """Compare each record with its neighbours by name; pairs decided earlier keep their verdict.

    Costs one pass over the register and a few comparisons for each record, whatever its size.
    """
    kind = ContentType.objects.get_for_model(register.model)
    pairs = dict(_pairs(register))
    known = {(one.first_id, one.second_id): one for one in Suspect.objects.filter(kind=kind)}
    _turn(known, Verdict.OPEN, Verdict.GONE, lambda pair: pair not in pairs)
    _turn(known, Verdict.GONE, Verdict.OPEN, lambda pair: pair in pairs)
    fresh = (
        Suspect(kind=kind, first_id=pair[0], second_id=pair[1], score=score, reason=reason)
        for pair, (score, reason) in pairs.items()
        if pair not in known
    )
    for batch in in_chunks(fresh, 1000):
        Suspect.objects.bulk_create(batch, ignore_conflicts=True)
    if progress:
        progress(1, 1)
    return Suspect.objects.filter(kind=kind, verdict=Verdict.OPEN).count()


def _turn(known: Mapping[Pair, Suspect], before: str, after: str, when: Callable[[Pair], bool]) -> None:
    """Change a verdict that the machine itself gave."""
    turned = [one.pk for pair, one in known.items() if one.verdict == before and when(pair)]
    for start in range(0, len(turned), 500):
        Suspect.objects.filter(pk__in=turned[start : start + 500]).update(verdict=after)


def _pairs(register: Register) -> Iterator[tuple[Pair, tuple[int, str]]]:
    """Pairs of keys with score and reason, from two orders of the names: as written, and words turned round."""
    rows = list(_rows(register))
    orders = (lambda row: core(row[1]), lambda row: " ".join(sorted(core(row[1]).split())))
    for order in orders:
        rows.sort(key=lambda row: (order(row), row[0]))
        for position, row in enumerate(rows):
            for other in rows[position + 1 : position + WINDOW]:
                if (score := _alike(register, row, other)) >= ALIKE:
                    pair = (min(row[0], other[0]), max(row[0], other[0]))
                    yield pair, (score, _("Tên gần giống nhau"))


def _rows(register: Register) -> Iterator[Row]:
    """Key, title and the values that tell records apart."""
    apart = register.text_keys
    fields = [f"{name}_id" if register.field(name).is_relation else name for name in register.similar[1:]]
    wanted = ["pk", "title_key", *apart, *fields]
    records = register.model._default_manager.exclude(standing=Standing.VOID)
    for values in records.values(*wanted).iterator(chunk_size=2000):
        yield values["pk"], values["title_key"], values


def _alike(register: Register, one: Row, other: Row) -> int:
    """0 when a natural key says that they differ, else how alike the names are."""
    for name in register.text_keys:
        left, right = one[2].get(name), other[2].get(name)
        if left and right and left != right:
            return 0
    for name in register.similar[1:]:
        field = f"{name}_id" if register.field(name).is_relation else name
        left, right = one[2].get(field), other[2].get(field)
        if left and right and left != right:
            return 0
    return likeness(one[1], other[1])
