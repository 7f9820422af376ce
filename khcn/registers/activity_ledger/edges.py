"""What the ledger adds to the flow of data: the registers that fill it."""

from collections.abc import Iterator

from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.flow import Edge, Node, adds_to_flow
from khcn.registers.activity_ledger.register import ActivityLedger


@adds_to_flow
def proofs() -> Iterator[Edge]:
    ledger = Node("register", ActivityLedger.code, ActivityLedger.name)
    for register in registers:
        if register.activities:
            yield Edge(Node("register", register.code, register.name), ledger)
