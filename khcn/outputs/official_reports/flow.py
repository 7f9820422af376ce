"""The reports' part of the flow: target → its row in the annex of targets that every report of the plan has."""

from collections.abc import Iterator

from khcn.kernel.registers.flow import Edge, Node, adds_to_flow
from khcn.outputs.official_reports.skeleton import ANNEX_TARGETS
from khcn.plan.models import Target


@adds_to_flow
def lines_of_reports() -> Iterator[Edge]:
    """A line is known before the first report is put together: each target of a plan has its own."""
    rows = Target.objects.filter(withdrawn=False).select_related("plan").order_by("plan", "order", "id")
    for one in rows:
        target = Node("target", f"{one.plan.code}:{one.code}", one.short_title)
        line = Node(
            "report_line", f"{one.plan.code}:{ANNEX_TARGETS}:{one.code}", f"Báo cáo, phụ lục chỉ tiêu: {one.short_title}"
        )  # fmt: skip
        yield Edge(target, line)
