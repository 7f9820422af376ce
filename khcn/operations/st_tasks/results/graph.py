"""One graph from need to effect: proposal → task → result → right, contract → product, organisation → use.

`edges_of(record)` gives what stands next to a record, on both sides, so the graph can be walked from any of them.
`chain_of(task)` gives all of one task. What a person may not see is left out, together with its lines.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet

from khcn.kernel.access import Actor, visible
from khcn.operations.st_tasks.choices import Purpose
from khcn.operations.st_tasks.models import Application, Result, StTask, Use
from khcn.registers.directory.models import Organisation

#: The stations from need to effect.
NEED, TASK, RESULT, RIGHT, USER, EFFECT = STATIONS = ("need", "task", "result", "right", "user", "effect")
#: At most so many neighbours of one kind are told; an organisation may use very many results.
MOST = 50
#: Rights to see by kind of record; without an entry whoever follows the task sees it.
SEEN = {
    "st_tasks.result": "st_tasks.result.view",
    "st_tasks.sttask": "st_tasks.sttask.view",
    "st_tasks.use": "st_tasks.use.view",
    "ip.right": "ip.right.view",
    "transfer_contracts.transfercontract": "transfer_contracts.transfercontract.view",
    "products.product": "products.product.view",
    "directory.organisation": "directory.organisation.view",
}


@dataclass(frozen=True)
class Node:
    """A record in the graph; two nodes of one record are equal."""

    key: str
    station: str
    record: Model = field(compare=False, hash=False)

    @property
    def label(self) -> str:
        return str(self.record)


@dataclass(frozen=True)
class Edge:
    """From nearer the need to nearer the effect."""

    source: Node
    target: Node


@dataclass
class Chain:
    nodes: list[Node]
    edges: list[Edge]

    def at(self, station: str) -> list[Node]:
        return [one for one in self.nodes if one.station == station]


_STATION = {
    "application": NEED, "sttask": TASK, "result": RESULT, "right": RIGHT, "transfercontract": RIGHT,
    "product": USER, "organisation": USER, "use": EFFECT,
}  # fmt: skip


def node_of(record: Model) -> Node:
    name = record._meta.model_name or ""
    return Node(f"{record._meta.label_lower}:{record.pk}", _STATION.get(name, USER), record)


def chain_of(task: StTask, actor: Actor) -> Chain:
    """Everything from the need behind one task to the effect of its results; a fixed number of queries."""
    own = node_of(task)
    chain = Chain([own], [])
    for proposal in Application.objects.filter(task=task, purpose=Purpose.PROPOSAL).select_related(
        "organisation"
    ):
        _join(chain, node_of(proposal), own)
    results = list(_seen(task.results.all(), actor))
    for result in results:
        _join(chain, own, node_of(result))
    _add_fruits(chain, results, actor)
    _add_uses(chain, own, task, actor)
    return chain


def _add_fruits(chain: Chain, results: list[Result], actor: Actor) -> None:
    by_key = {one.pk: node_of(one) for one in results}
    for name in ("ip_rights", "transfer_contracts", "products"):
        for result_id, record in _linked(name, list(by_key), actor):
            _join(chain, by_key[result_id], node_of(record))


def _linked(name: str, results: list[int], actor: Actor) -> Iterator[tuple[int, Model]]:
    """Pairs (result, linked record) of a many-to-many: one query for the pairs, one for the records seen."""
    column: Any = Result._meta.get_field(name)
    through, own, other = (
        column.remote_field.through,
        column.m2m_field_name(),
        column.m2m_reverse_field_name(),
    )
    pairs = list(through.objects.filter(**{f"{own}__in": results}).values_list(own, other)) if results else []
    records = _seen(column.related_model._base_manager.filter(pk__in={key for _own, key in pairs}), actor)
    found = {one.pk: one for one in records} if pairs else {}
    for result_id, key in pairs:
        if key in found:
            yield result_id, found[key]


def _add_uses(chain: Chain, own: Node, task: StTask, actor: Actor) -> None:
    uses = list(_seen(task.uses.filter(applied=True, confirmed_at__isnull=False).order_by("year"), actor))
    links = Use.users.through.objects.filter(use__in=uses).values_list("use", "organisation") if uses else []
    pairs = list(links)
    seen = (
        _seen(Organisation._base_manager.filter(pk__in={key for _use, key in pairs}), actor) if pairs else []
    )
    found = {one.pk: node_of(one) for one in seen}
    for use in uses:
        users = [found[key] for pk, key in pairs if pk == use.pk and key in found]
        for user in users or [own]:
            if user is not own:
                _join(chain, own, user)
            _join(chain, user, node_of(use))


def _join(chain: Chain, source: Node, target: Node) -> None:
    for node in (source, target):
        if node not in chain.nodes:
            chain.nodes.append(node)
    if (edge := Edge(source, target)) not in chain.edges:
        chain.edges.append(edge)


# --- walking from any record -----------------------------------------------------------------------------------------

Neighbours = Callable[[Any], Iterable[QuerySet[Any]]]


def edges_of(record: Model, actor: Actor) -> list[Edge]:
    """What stands next to a record of the graph, towards the need and towards the effect."""
    own = node_of(record)
    before, after = _WAYS.get(record._meta.label_lower, (_none, _none))
    edges = [Edge(node_of(one), own) for rows in before(record) for one in _seen(rows, actor)[:MOST]]
    return edges + [Edge(own, node_of(one)) for rows in after(record) for one in _seen(rows, actor)[:MOST]]


def _seen(rows: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
    right = SEEN.get(rows.model._meta.label_lower)
    return visible(actor, right, rows) if right else rows


def _none(record: Model) -> Iterable[QuerySet[Any]]:
    return ()


def _before_task(task: StTask) -> Iterable[QuerySet[Any]]:
    yield Application.objects.filter(task=task, purpose=Purpose.PROPOSAL)


def _after_task(task: StTask) -> Iterable[QuerySet[Any]]:
    used = task.uses.filter(applied=True, confirmed_at__isnull=False)
    yield task.results.all()
    yield Organisation.objects.filter(pk__in=used.filter(users__isnull=False).values("users"))
    yield used.filter(users=None)


def _before_result(result: Result) -> Iterable[QuerySet[Any]]:
    yield StTask.objects.filter(pk=result.task_id)


def _after_result(result: Result) -> Iterable[QuerySet[Any]]:
    yield result.ip_rights.all()
    yield result.transfer_contracts.all()
    yield result.products.all()


def _results_behind(record: Any) -> Iterable[QuerySet[Any]]:
    yield record.from_results.select_related("task")


def _before_organisation(organisation: Organisation) -> Iterable[QuerySet[Any]]:
    used = Use.objects.filter(users=organisation, applied=True, confirmed_at__isnull=False)
    yield StTask.objects.filter(pk__in=used.values("task"))


def _before_use(use: Use) -> Iterable[QuerySet[Any]]:
    named = use.users.all()
    yield named
    if not named.exists():
        yield StTask.objects.filter(pk=use.task_id)


def _after_proposal(proposal: Application) -> Iterable[QuerySet[Any]]:
    yield StTask.objects.filter(pk__in=[proposal.task_id])


def _after_organisation(organisation: Organisation) -> Iterable[QuerySet[Any]]:
    yield Use.objects.filter(users=organisation, applied=True, confirmed_at__isnull=False).select_related(
        "task"
    )


_WAYS: dict[str, tuple[Neighbours, Neighbours]] = {
    "st_tasks.application": (_none, _after_proposal),
    "st_tasks.sttask": (_before_task, _after_task),
    "st_tasks.result": (_before_result, _after_result),
    "ip.right": (_results_behind, _none),
    "transfer_contracts.transfercontract": (_results_behind, _none),
    "products.product": (_results_behind, _none),
    "directory.organisation": (_before_organisation, _after_organisation),
    "st_tasks.use": (_before_use, _none),
}
