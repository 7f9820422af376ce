"""The department says which expert of the directory the leader of a dossier is."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.registers.lookup import choice_text
from khcn.operations.st_tasks.applications.teams import link_person
from khcn.operations.st_tasks.calls.leading import candidates
from khcn.operations.st_tasks.calls.opening import CAME_IN
from khcn.operations.st_tasks.calls.validity import leader_of
from khcn.operations.st_tasks.models import TeamMember
from khcn.registers.directory.models import Person
from khcn.web.ui.forms import form_page
from khcn.web.workspace.applications.people import person_cell
from khcn.web.workspace.calls.common import managed, trail_of


class LeaderForm(forms.Form):
    """One of the same name, or whoever is written."""

    same = forms.ChoiceField(required=False, widget=forms.RadioSelect)

    def __init__(self, data: Any, *, actor: Actor, leader: TeamMember) -> None:
        super().__init__(data)
        self.known = {str(one.pk): one for one in candidates(leader)}
        if self.known:
            same: Any = self.fields["same"]
            same.label = _("Người cùng tên trong danh bạ")
            nobody = ("", _("Không ai trong số này"))
            same.choices = [*((pk, _described(one)) for pk, one in self.known.items()), nobody]
            same.initial = str(leader.person_id or "")
        else:
            del self.fields["same"]
        self.fields["person"] = person_cell(
            actor, None if leader.person_id in self._keys() else leader.person
        )
        self.fields["person"].label = (
            _("Người khác trong danh bạ") if self.known else _("Người trong danh bạ")
        )
        self.fields["person"].help_text = _(
            "Ghi mã ORCID hoặc họ tên. Để trống tất cả nếu không có trong danh bạ."
        )

    def _keys(self) -> set[int]:
        return {int(one) for one in self.known}

    def chosen(self) -> Person | None:
        told = self.cleaned_data
        found: Person | None = told.get("person") or self.known.get(told.get("same", ""))
        return found


def _described(one: Person) -> str:
    parts = [choice_text(one), one.get_degree_display(), str(one.organisation or one.workplace)]
    return " · ".join(part for part in parts if part)


def call_leader(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    call = managed(request, code)
    opened = call.dossiers.filter(state__in=CAME_IN, call__opened_on__isnull=False)
    dossier = get_object_or_404(opened.select_related("task"), pk=pk)
    leader = leader_of(dossier)
    if leader is None:
        raise Http404
    form = LeaderForm(request.POST or None, actor=request.actor, leader=leader)
    back = reverse("call_validity", kwargs={"code": call.code, "pk": dossier.pk})

    def save() -> HttpResponse:
        link_person(member=leader, person=form.chosen(), by=request.actor)
        messages.success(request, _("Đã ghi. Các điều kiện được đối chiếu lại."))
        return redirect(back)

    title = _("Chủ nhiệm %(name)s trong danh bạ") % {"name": leader.name}
    return form_page(request, form, title=title, save=save, back=back, trail=trail_of(call, title))
