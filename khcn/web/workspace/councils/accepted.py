"""What a member of an acceptance council reads besides the contract's dossier: the self-assessment and the files handed in.

Where the council is blind none of it is shown: these papers name the host on every page; the clerk adds copies without names.
"""

from typing import Any

from django.db.models import Q, QuerySet

from khcn.kernel.documents.models import Attachment
from khcn.operations.st_tasks.advancing.papers import form_of
from khcn.operations.st_tasks.choices import Grade
from khcn.operations.st_tasks.councils.kinds import kind_of
from khcn.operations.st_tasks.models import CouncilItem, SelfAssessment
from khcn.operations.st_tasks.procedures.keeping import outline_of

#: The step that a task enters with its acceptance dossier.
HANDED_IN = "checking"


def judges_acceptance(item: CouncilItem) -> bool:
    return kind_of(item.council).judges == "acceptance" and not item.council.blind


def assessment_told(item: CouncilItem) -> dict[str, Any]:
    """The host's words, and product by product what was ordered and what was made; empty before they are there."""
    made = SelfAssessment.objects.filter(task=item.task_id).first()
    if made is None or not judges_acceptance(item):
        return {}
    grade = dict(Grade.choices).get(made.proposed_grade, "")
    return {"made": made, "grade": grade, "products": list(item.task.products.all())}


def handed_in(item: CouncilItem) -> QuerySet[Attachment]:
    """The papers of the acceptance dossier: those the rule set asks for, and those of the self-assessment."""
    if not judges_acceptance(item):
        return Attachment.objects.none()
    outline = outline_of(item.council.procedure)
    codes = {code for one in outline.transitions if one.target == HANDED_IN for code in one.papers}
    asked = [one.pk for one in item.task.attachments.filter(removed_at=None) if form_of(one) in codes]
    own = SelfAssessment.objects.filter(task=item.task_id).values("pk")
    of_host = Q(kind__app_label="st_tasks", kind__model="selfassessment", object_id__in=own)
    rows = Attachment.objects.filter(Q(pk__in=asked) | of_host, removed_at=None, file__isnull=False)
    return rows.select_related("file").order_by("pk")
