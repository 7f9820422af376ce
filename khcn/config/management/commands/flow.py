"""`khcn flow [--json]`: from which register each number comes and where it goes."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from khcn.kernel.registers.declaration import GROUPS, registers
from khcn.kernel.registers.flow import Flow, Node
from khcn.kernel.registers.measure import facts


class Command(BaseCommand):
    help = "Print the flow of data: register → fact → indicator → target → line of a report."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="nodes and edges for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        flow = Flow()
        self.stdout.write(_json(flow) if options["json"] else "\n".join(_lines(flow)))


def _json(flow: Flow) -> str:
    nodes = [{"kind": one.kind, "code": one.code, "name": str(one.name)} for one in flow.nodes.values()]
    edges = [{"from": list(edge.source.key), "to": list(edge.target.key)} for edge in flow.edges()]
    return json.dumps({"nodes": nodes, "edges": edges}, ensure_ascii=False, indent=1)


def _lines(flow: Flow) -> list[str]:
    lines = []
    for group, title in GROUPS.items():
        codes = [register.code for register in registers if register.group == group]
        if codes:
            lines += ["", str(title).upper()]
        for code in codes:
            lines += _branch(flow, flow.nodes["register", code], 0)
    lines += _outside(flow)
    counted = (
        ("register", "sổ"),
        ("fact", "số liệu"),
        ("indicator", "chỉ số"),
        ("target", "chỉ tiêu"),
        ("report_line", "dòng báo cáo"),
    )
    return [*lines, "", ", ".join(f"{len(flow.of_kind(kind))} {name}" for kind, name in counted)]


def _outside(flow: Flow) -> list[str]:
    """Indicators that no register feeds: imported, reported or typed."""
    fed = {edge.target.key for edge in flow.edges()}
    rest = [one for one in flow.of_kind("indicator") if one.key not in fed]
    return ["", "NGOÀI CÁC SỔ", *(line for one in rest for line in _branch(flow, one, 0))] if rest else []


def _branch(flow: Flow, node: Node, depth: int) -> list[str]:
    lines = [f"{'    ' * depth}{'→ ' if depth else ''}{_told(node)}"]
    following = flow.following(node)
    if node.kind == "register" and not any(one.kind == "fact" for one in following):
        lines.append(f"{'    ' * (depth + 1)}(chưa có số liệu)")
    for one in following:
        if one.kind == "register":
            lines.append(f"{'    ' * (depth + 1)}→ ghi vào sổ {one.code}")
        else:
            lines += _branch(flow, one, depth + 1)
    return lines


def _told(node: Node) -> str:
    found = facts().get(node.code) if node.kind == "fact" else None
    if found is None:
        return f"{node.code}  {node.name}"
    fact = found[1]
    when = f"theo {fact.over}" if fact.over else "tại ngày"
    return f"{node.code}  {node.name} [{fact.measure}, {fact.unit}, {when}]"
