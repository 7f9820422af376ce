"""Saving what is typed, field by field: nobody overwrites what they have not seen, and nothing is lost."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.applications.answers import asked_fields, digest, kept, value_for_column
from khcn.operations.st_tasks.models import Application
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.procedures.shape import Form, FormField
from khcn.registers.directory.models import Organisation

EDIT = "st_tasks.application.edit"
#: Rule sets are long and read once in a process; no page or act reads them again along with a record.
RULE_SETS = ("procedure__definition", "task__procedure__definition")
#: Columns of the application that an answer fills; all others are columns of the task, filled when it is made.
OWN_COLUMNS = ("title", "asked_total", "asked_state")


class ApplicationChanged(DomainError):
    """Others saved the same fields since the person saw them: `fields` are (field, theirs, mine)."""

    code = "application.changed"

    def __init__(self, theirs: Application, fields: list[tuple[FormField, Any, Any]]) -> None:
        who = str(theirs.saved_by) if theirs.saved_by else _("người khác")
        names = ", ".join(f"“{field.label}”" for field, _theirs, _mine in fields)
        super().__init__(
            _("%(who)s vừa lưu %(names)s trước bạn. Hãy chọn giữ bản nào, hoặc gộp hai bản rồi lưu lại.")
            % {"who": who, "names": names}
        )
        self.theirs, self.fields_changed = theirs, fields


@transaction.atomic
def save_application(
    *, application: Application, answers: Mapping[str, Any], seen_revision: int, by: Actor,
    seen: Mapping[str, str] | None = None,
) -> Application:  # fmt: skip
    """Keep these answers; fields not named stay. Saving what stands already changes nothing.

    `seen` are the digests of what stood in the fields when the person's page was made: a field that she left as it was is
    not written, so two people may work on different fields at once. Raises ApplicationChanged where somebody else
    changed the same field since `seen_revision`.
    """
    application = locked(application)
    require(by, EDIT, application)
    form = form_of(application)
    told = _told(form, answers)
    stood = application.answers
    if seen is not None:
        told = {code: value for code, value in told.items() if digest(value) != seen.get(code, "")}
    differ = {code: value for code, value in told.items() if digest(value) != digest(stood.get(code))}
    if not differ:
        return application
    if application.revision != seen_revision:
        _refuse_overwriting(application, form, differ, seen)
    application.answers = {**stood, **differ}
    _fill_columns(application, form, differ)
    application.revision += 1
    application.saved_by_id = by.user_id
    application.save()
    return application


@transaction.atomic
def set_parties(
    *,
    application: Application,
    organisation: Organisation | None,
    partners: Iterable[Organisation] = (),
    by: Actor,
) -> Application:
    """Who proposes or wants to be the host, and who works along."""
    application = locked(application)
    require(by, EDIT, application)
    moved = (organisation.pk if organisation else None) != application.organisation_id
    along = [one for one in partners if organisation is None or one.pk != organisation.pk]
    application.organisation = organisation
    application.revision += 1
    application.saved_by_id = by.user_id
    application.save()
    application.partners.set(along)
    # without names: nobody knows who bids before the opening, and the audit has readers
    after = {"organisation": "changed" if moved else "kept", "partners": len(along)}
    record_event("application.parties", application, by=by, after=after)
    return application


def locked(application: Application) -> Application:
    """The application, held until the end of the transaction, with what decides about it."""
    rows = Application.objects.select_for_update(of=("self",))
    rows = rows.select_related("procedure", "task__procedure", "task__call", "call", "saved_by")
    return rows.defer(*RULE_SETS).get(pk=application.pk)


def form_of(application: Application) -> Form:
    """The form of the rule set that the application answers."""
    form = outline_of(application.procedure).form(application.form)
    if form is None:
        raise DomainError(_("Biểu mẫu của hồ sơ không còn trong bộ quy tắc."), code="application.no_form")
    return form


def _told(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    known = {one.code: one for one in asked_fields(form)}
    if foreign := sorted(set(answers) - set(known)):
        raise DomainError(
            _("Biểu mẫu không có các ô: %(names)s.") % {"names": ", ".join(foreign)},
            code="application.foreign_field",
        )
    return {code: kept(known[code], typed) for code, typed in answers.items()}


def _refuse_overwriting(
    application: Application, form: Form, differ: Mapping[str, Any], seen: Mapping[str, str] | None
) -> None:
    stood = application.answers
    clashing = [
        (form.by_code[code], stood.get(code), mine) for code, mine in differ.items()
        if seen is None or digest(stood.get(code)) != seen.get(code, digest(None))
    ]  # fmt: skip
    if clashing:
        raise ApplicationChanged(application, clashing)


def _fill_columns(application: Application, form: Form, differ: Mapping[str, Any]) -> None:
    """What lists show and sums need stands in columns too; the budget table, where there is one, has the last word."""
    with_lines = application.budget.exists()
    for code, value in differ.items():
        field = form.by_code[code]
        if field.column not in OWN_COLUMNS or (with_lines and field.column != "title"):
            continue
        told = value_for_column(field, value)
        if field.column == "title":
            application.title = str(told or "")[:600]
        else:
            setattr(application, field.column, told if isinstance(told, int) else None)
