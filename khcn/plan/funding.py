"""Tasks of plans, offered as what money may be meant for."""

from collections.abc import Iterator

from django.db.models import Exists

from khcn.kernel.access import Actor, visible
from khcn.plan.models import Plan, Task
from khcn.registers.funding.purposes import Purpose, offers_purposes


@offers_purposes
def tasks(actor: Actor | None) -> Iterator[Purpose]:
    """Every task in force, of the newest plan first; for a person those of the plans that the person may see."""
    rows = Task.objects.filter(withdrawn=False).select_related("plan")
    if actor is not None:
        rows = visible(actor, "plan.task.view", rows)
    names = document_names()
    for task in rows.order_by("plan__artificial", "-plan__issued_on", "plan__code", "order", "id"):
        yield purpose_of(task, names[task.plan_id])


def purposes_of(plan: Plan) -> list[tuple[Task, Purpose]]:
    """The tasks of one plan in official order, each with the purpose that funding lines name. One query."""
    year = {"issued_on__year": plan.issued_on.year} if plan.issued_on else {"issued_on": None}
    older = Plan.objects.filter(symbol=plan.symbol, pk__lt=plan.pk, **year).exclude(symbol="")
    told: list[tuple[Task, Purpose]] = []
    tasks = Task.objects.filter(plan=plan, withdrawn=False).annotate(taken=Exists(older))
    for task in tasks.order_by("order", "id"):
        task.plan = plan
        told.append((task, purpose_of(task, plan.code if task.taken else _name(plan))))
    return told


def purpose_of(task: Task, document: str) -> Purpose:
    """The task as a purpose. Its code is stored with funding lines and so the same in every language."""
    plan = task.plan
    return Purpose(
        code=f"NV {task.no}, {document}",
        label=task.short_title,
        no=task.no,
        document=plan.symbol or plan.code,
        first_year=task.from_year or plan.from_year,
        last_year=task.last_year or plan.to_year,
    )


def document_names() -> dict[int, str]:
    """By plan: “57/KH-UBND (2023)”. Of two plans with one name the older record keeps it, so names never change."""
    names: dict[int, str] = {}
    taken: set[str] = set()
    for plan in Plan.objects.only("pk", "code", "symbol", "issued_on").order_by("pk"):
        name = _name(plan)
        names[plan.pk] = plan.code if name in taken else name
        taken.add(name)
    return names


def _name(plan: Plan) -> str:
    """Numbers begin anew each year, so the year belongs to the name."""
    if not plan.symbol:
        return plan.code
    return f"{plan.symbol} ({plan.issued_on.year})" if plan.issued_on else plan.symbol
