"""The plan's part of the flow: indicator → target."""

from collections.abc import Iterator

from khcn.kernel.registers.flow import Edge, Node, adds_to_flow
from khcn.plan.models import TargetMeasure


@adds_to_flow
def measures_of_targets() -> Iterator[Edge]:
    rows = TargetMeasure.objects.filter(target__withdrawn=False).select_related("indicator", "target__plan")
    for one in rows.order_by("target__plan", "target__order", "order"):
        target = Node("target", f"{one.target.plan.code}:{one.target.code}", one.target.short_title)
        yield Edge(Node("indicator", one.indicator.code, one.indicator.name), target)
