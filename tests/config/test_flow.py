"""`khcn flow` shows where each number comes from."""

import json

import pytest
from django.core.management import call_command

from khcn.kernel.registers import flow
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.facts import count

pytestmark = pytest.mark.django_db


def printed(capsys, *words):
    call_command("flow", *words)
    return capsys.readouterr().out


def test_every_register_and_fact_is_printed_also_registers_without_facts(capsys, monkeypatch):
    people = registers.by_code["chuyen-gia"]
    monkeypatch.setattr(people, "facts", ())
    monkeypatch.setattr(registers.by_code["to-chuc"], "facts", (count("try.all", "Tổ chức thử"),))
    lines = printed(capsys).splitlines()
    assert {one.code for one in registers} <= {line.split()[0] for line in lines if line.strip()}
    assert "    → try.all  Tổ chức thử [count, bản ghi, tại ngày]" in lines
    assert lines[lines.index(f"chuyen-gia  {people.name}") + 1] == "    (chưa có số liệu)"


def test_later_stations_add_their_edges(capsys, monkeypatch):
    fact, indicator = (
        flow.Node("fact", "organisations.science"),
        flow.Node("indicator", "CT-1", "Chỉ tiêu thử"),
    )
    target = flow.Node("target", "T1", "Mục tiêu thử")
    monkeypatch.setattr(
        flow,
        "_adders",
        [*flow._adders, lambda: [flow.Edge(fact, indicator), flow.Edge(indicator, target)]],
    )
    assert "        → CT-1  Chỉ tiêu thử\n            → T1  Mục tiêu thử" in printed(capsys)
    told = json.loads(printed(capsys, "--json"))
    assert {"from": ["fact", "organisations.science"], "to": ["indicator", "CT-1"]} in told["edges"]
    assert {"kind": "indicator", "code": "CT-1", "name": "Chỉ tiêu thử"} in told["nodes"]
