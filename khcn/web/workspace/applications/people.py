"""Choosing the expert of the directory behind a member of a team."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.access import Actor, visible
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.form_fields import RecordCell
from khcn.kernel.registers.lookup import RecordLookup
from khcn.operations.st_tasks.applications.teams import current_team, link_person
from khcn.operations.st_tasks.models import TeamMember
from khcn.registers.directory.models import Person
from khcn.web.ui.forms import form_page
from khcn.web.workspace.applications.common import EDIT, address, application_or_404, frame

VIEW_PERSON = "directory.person.view"
HELP = gettext_lazy(
    "Ghi mã ORCID, hoặc đúng họ tên của người đã đồng ý có tên trong danh sách chuyên gia. "
    "Không tìm thấy thì để trống, Sở sẽ đối chiếu khi nhận hồ sơ."
)


class PeopleLookup(RecordLookup):
    """People whose page the person may open, by name; anybody by ORCID, which is known only to who knows them."""

    def __init__(self, actor: Actor) -> None:
        register = registers.of(Person)
        assert register is not None
        super().__init__(register)
        self.actor = actor

    def _seen(self, found: list[Any]) -> list[Any]:
        rows: QuerySet[Person] = Person.objects.filter(pk__in=[one.pk for one in found])
        seen = set(visible(self.actor, VIEW_PERSON, rows).values_list("pk", flat=True))
        return [one for one in found if one.pk in seen]

    def _by_key(self, key: str) -> list[Any]:
        found = super()._by_key(key)
        return self._seen(found) if key.startswith("#") else found

    def _by_name(self, name: str) -> list[Any]:
        return self._seen(super()._by_name(name))


def person_cell(actor: Actor, known: Person | None = None) -> RecordCell:
    """The field; who is linked already stays found."""
    lookup = PeopleLookup(actor)
    if known is not None:
        lookup.keep(known)
    return RecordCell(
        model=Person, lookup=lookup, label=_("Trong danh bạ chuyên gia"), required=False, help_text=HELP, initial=known
    )  # fmt: skip


class PersonForm(forms.Form):
    def __init__(self, data: Any, *, actor: Actor, member: TeamMember) -> None:
        super().__init__(data)
        self.fields["person"] = person_cell(actor, member.person)


def application_member_person(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """For a member who is in the team already."""
    application = application_or_404(request, pk, EDIT)
    one = current_team(application).filter(pk=member).first()
    if one is None:
        raise Http404
    form = PersonForm(request.POST or None, actor=request.actor, member=one)

    def save() -> HttpResponse:
        link_person(member=one, person=form.cleaned_data["person"], by=request.actor)
        messages.success(request, _("Đã lưu."))
        return redirect(address(application) + "#nhom")

    return form_page(
        request, form, title=_("%(name)s trong danh bạ chuyên gia") % {"name": one.name}, save=save,
        lead=_("Nghĩa vụ còn nợ và xung đột lợi ích chỉ đối chiếu được với người có trong danh bạ."),
        **frame(application, _("Danh bạ chuyên gia")),
    )  # fmt: skip
