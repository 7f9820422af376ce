"""What running asks for when a task takes a step."""

from khcn.operations.st_tasks.advancing.guards import Step, effect
from khcn.operations.st_tasks.money.contracts import contract_for
from khcn.operations.st_tasks.running.planning import acceptance_due, plan_reports


@effect("start_running")
def start_running(step: Step) -> None:
    """Period and mode of spending of the contract become the task's; reports and the acceptance dossier get their days."""
    task = step.task
    contract = contract_for(task)
    if contract and contract.starts_on and contract.ends_on:
        task.starts_on, task.ends_on = contract.starts_on, contract.ends_on
        task.lump_sum = contract.lump_sum
    task.acceptance_due_on = acceptance_due(task)
    plan_reports(task)
