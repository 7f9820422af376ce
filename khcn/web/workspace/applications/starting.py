"""Beginning: which kind of proposal; a dossier for a task that takes them."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.access import Actor, may
from khcn.kernel.accounts.choices import Role
from khcn.kernel.agencies.models import Agency
from khcn.operations.st_tasks.applications.starting import start_dossier, start_proposal
from khcn.operations.st_tasks.calls.times import moment_words
from khcn.operations.st_tasks.choices import Purpose, TaskKind
from khcn.operations.st_tasks.models import StTask
from khcn.operations.st_tasks.procedures.keeping import outline_of, procedure_for
from khcn.operations.st_tasks.procedures.shape import Outline
from khcn.registers.directory.models import Organisation
from khcn.web.ui.forms import form_page
from khcn.web.workspace.applications.common import address, signed_in
from khcn.web.workspace.st_tasks.common import FOLLOW, draft_note

SEATS = (Role.REPORTER, Role.APPROVER, Role.ENTERPRISE, Role.EXPERT)


class KindForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Loại nhiệm vụ"), widget=forms.RadioSelect)
    agency = forms.ModelChoiceField(
        label=gettext_lazy("Đề xuất thay mặt cơ quan"), queryset=Agency.objects.none(), required=False,
        empty_label=gettext_lazy("Không, tôi đề xuất với tư cách cá nhân hoặc tổ chức khác"),
    )  # fmt: skip

    def __init__(self, data: object, outline: Outline, actor: Actor) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        fields: dict[str, forms.Field] = self.fields
        fields["kind"].choices = _kinds(outline)  # type: ignore[attr-defined]
        own = Agency.objects.filter(pk__in=actor.seats_as(*SEATS))
        if own.exists():
            fields["agency"].queryset = own  # type: ignore[attr-defined]
        else:
            del fields["agency"]


def proposal_new(request: HttpRequest) -> HttpResponse:
    signed_in(request)
    procedure = procedure_for(request.actor.on)
    form = KindForm(request.POST or None, outline_of(procedure), request.actor)

    def save() -> HttpResponse:
        agency = form.cleaned_data.get("agency")
        made = start_proposal(
            kind=form.cleaned_data["kind"], by=request.actor, procedure=procedure, agency=agency,
            organisation=Organisation.objects.filter(agency=agency).first() if agency else None,
        )  # fmt: skip
        return redirect(address(made))

    return form_page(
        request, form, title=_("Lập đề xuất nhiệm vụ"), save=save, submit=_("Bắt đầu soạn"),
        lead=_("Bản soạn được lưu liên tục; bạn dừng và viết tiếp lúc nào cũng được. Sở KH&CN chỉ thấy sau khi bạn gửi."),
        back=reverse("proposal_list"), trail=[(_("Đề xuất, hồ sơ của tôi"), reverse("proposal_list")), (_("Lập đề xuất"), "")],
        draft_note=draft_note(procedure),
    )  # fmt: skip


def dossier_new(request: HttpRequest, pk: int) -> HttpResponse:
    """What a dossier for this task is about, and the button that begins it; the department hands this address on.

    A task with secrets is there only for who follows it."""
    signed_in(request)
    rows = (
        StTask.objects.select_related("procedure", "call")
        .defer("procedure__definition")
        .filter(step__in=["calling", "direct"])
    )
    task = rows.filter(pk=pk).first()
    if task is None or (task.confidential and not may(request.actor, FOLLOW, task)):
        raise Http404
    form = forms.Form(request.POST if request.method == "POST" else None)

    def save() -> HttpResponse:
        return redirect(address(start_dossier(task=task, organisation=None, by=request.actor)))

    return form_page(
        request, form, title=_("Lập hồ sơ"), save=save, submit=_("Bắt đầu soạn"), template="applications/dossier_new.html",
        task=task, closes=moment_words(task.call.closes_at) if task.call and task.call.closes_at else "",
        back=reverse("proposal_list"), trail=[(_("Đề xuất, hồ sơ của tôi"), reverse("proposal_list")), (_("Lập hồ sơ"), "")],
        draft_note=draft_note(task.procedure),
    )  # fmt: skip


def _kinds(outline: Outline) -> list[tuple[str, str]]:
    """The kinds for which the rule set has a form, with its name."""
    found = [(code, label, outline.forms_for(Purpose.PROPOSAL, code)) for code, label in TaskKind.choices]
    return [(code, f"{label} ({forms[0].name})") for code, label, forms in found if forms]
