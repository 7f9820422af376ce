"""Beginning a proposal, or a dossier for a task that asks for one."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, may, require
from khcn.kernel.agencies.models import Agency
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.applications.independence import own_refusal, person_of, refusing_judges
from khcn.operations.st_tasks.applications.windows import refuse_unless_taken
from khcn.operations.st_tasks.choices import Purpose, TaskKind, TeamRole
from khcn.operations.st_tasks.models import Application, Procedure, StTask, TeamMember
from khcn.operations.st_tasks.procedures.keeping import outline_of, procedure_for
from khcn.operations.st_tasks.procedures.shape import Form
from khcn.registers.directory.models import Organisation

PROPOSE = "st_tasks.application.propose"
#: Somebody who keeps beginning and never goes on is asked to tidy up first.
MOST_DRAFTS = 50


@transaction.atomic
def start_proposal(
    *, kind: str, by: Actor, procedure: Procedure | None = None, agency: Agency | None = None,
    organisation: Organisation | None = None, artificial: bool = False,
) -> Application:  # fmt: skip
    """An empty proposal for a task of this kind, under the rule set in force today."""
    require(by, PROPOSE)
    if kind not in TaskKind.values:
        raise DomainError(_("Hãy chọn loại nhiệm vụ."), code="application.kind")
    rules = procedure or procedure_for(by.on)
    form = _form(rules, Purpose.PROPOSAL, kind)
    return _begin(
        by, purpose=Purpose.PROPOSAL, procedure=rules, form=form.code, kind=kind, agency=agency, organisation=organisation,
        artificial=artificial,
    )  # fmt: skip


@transaction.atomic
def start_dossier(*, task: StTask, organisation: Organisation | None, by: Actor) -> Application:
    """An empty dossier for a task whose call is open, or that was assigned directly; begun from what was ordered."""
    require(by, PROPOSE)
    _refuse_secret(task, by)
    refuse_unless_taken(task, timezone.now())
    assert task.procedure is not None
    own = Application.objects.filter(purpose=Purpose.DOSSIER, task=task, owner_id=by.user_id)
    if there := own.filter(state__in=["draft", "returned"]).first():
        return there
    form = _form(task.procedure, Purpose.DOSSIER, task.kind, task.route)
    answers = {one.code: task.name for one in form.fields if one.column == "title"}
    return _begin(
        by, purpose=Purpose.DOSSIER, procedure=task.procedure, form=form.code, kind=task.kind, task=task, call=task.call,
        organisation=organisation, title=task.name, answers=answers, artificial=task.artificial,
    )  # fmt: skip


def _refuse_secret(task: StTask, by: Actor) -> None:
    """A task under secrecy is told to nobody by its number: who does not follow it gets the answer for nothing."""
    if task.confidential and not may(by, "st_tasks.sttask.follow", task):
        raise DomainError(_("Không có nhiệm vụ này."), code="application.not_taken")


def _form(procedure: Procedure, purpose: str, kind: str, route: str = "") -> Form:
    forms = outline_of(procedure).forms_for(purpose, kind, route)
    if not forms:
        raise DomainError(
            _("Bộ quy tắc “%(name)s” không có biểu mẫu cho loại nhiệm vụ này. Hãy liên hệ Sở KH&CN.")
            % {"name": procedure.name},
            code="application.no_form",
        )
    return forms[0]


def _begin(by: Actor, **told: Any) -> Application:
    assert by.user_id is not None
    drafts = Application.objects.filter(owner_id=by.user_id, state="draft")
    if drafts.count() >= MOST_DRAFTS:
        raise DomainError(
            _("Bạn đang có %(most)s bản soạn dở. Hãy gửi hoặc bỏ bớt trước khi lập thêm.")
            % {"most": MOST_DRAFTS},
            code="application.too_many_drafts",
        )
    application = Application.objects.create(owner_id=by.user_id, saved_by_id=by.user_id, **told)
    with refusing_judges(own_refusal()):
        TeamMember.objects.create(
            application=application, role=TeamRole.OWNER, name=by.name, user_id=by.user_id, person=person_of(by.user_id),
            organisation=application.organisation, accepted=True, answered_at=timezone.now(),
        )  # fmt: skip
    after = {"purpose": application.purpose, "form": application.form, "kind": application.kind}
    record_event("application.start", application, by=by, after=after)
    return application
