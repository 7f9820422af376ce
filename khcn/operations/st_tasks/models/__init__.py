from khcn.operations.st_tasks.models.applications import Application, BudgetLine, SentVersion, TeamMember
from khcn.operations.st_tasks.models.calls import Call
from khcn.operations.st_tasks.models.councils import (
    Attendance,
    Conflict,
    Council,
    CouncilItem,
    Declaration,
    Meeting,
    Question,
    Seat,
    Sheet,
)
from khcn.operations.st_tasks.models.opinions import ExpertOpinion
from khcn.operations.st_tasks.models.procedures import Procedure
from khcn.operations.st_tasks.models.results import (
    HandOver,
    OrderedProduct,
    Publicity,
    Result,
    SelfAssessment,
    Use,
)
from khcn.operations.st_tasks.models.running import (
    Change,
    Contract,
    Inspection,
    Instalment,
    PeriodicReport,
    Sanction,
    Stop,
    VolumeConfirmation,
)
from khcn.operations.st_tasks.models.tasks import Similar, StTask, TaskEvent

__all__ = [
    "Application",
    "Attendance",
    "BudgetLine",
    "Call",
    "Change",
    "Conflict",
    "Contract",
    "Council",
    "CouncilItem",
    "Declaration",
    "ExpertOpinion",
    "HandOver",
    "Inspection",
    "Instalment",
    "Meeting",
    "OrderedProduct",
    "PeriodicReport",
    "Procedure",
    "Publicity",
    "Question",
    "Result",
    "Sanction",
    "Seat",
    "SelfAssessment",
    "SentVersion",
    "Sheet",
    "Similar",
    "StTask",
    "Stop",
    "TaskEvent",
    "TeamMember",
    "Use",
    "VolumeConfirmation",
]
