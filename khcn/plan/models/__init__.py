from khcn.plan.models.duties import Duty, FundingSource, LegalBasis, ReportingDuty
from khcn.plan.models.findings import Finding
from khcn.plan.models.imports import PlanImport
from khcn.plan.models.measures import TargetMeasure, TargetStep
from khcn.plan.models.parties import Party
from khcn.plan.models.plans import Plan, PlanText, Section
from khcn.plan.models.subplans import SubPlan
from khcn.plan.models.targets import Target
from khcn.plan.models.tasks import Milestone, Task, TaskDecision, TaskYear

__all__ = [
    "Duty",
    "Finding",
    "FundingSource",
    "LegalBasis",
    "Milestone",
    "Party",
    "Plan",
    "PlanImport",
    "PlanText",
    "ReportingDuty",
    "Section",
    "SubPlan",
    "Target",
    "TargetMeasure",
    "TargetStep",
    "Task",
    "TaskDecision",
    "TaskYear",
]
