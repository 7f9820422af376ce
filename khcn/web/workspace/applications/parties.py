"""Who proposes or wants to be the host, and who works along: organisations of the directory, by name or tax code."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.lookup import RecordLookup, choice_text
from khcn.operations.st_tasks.applications.saving import set_parties
from khcn.registers.directory.models import Organisation
from khcn.web.ui.forms import form_page
from khcn.web.workspace.applications.common import EDIT, address, application_or_404, frame

MOST_PARTNERS = 20


class PartiesForm(forms.Form):
    organisation = forms.CharField(
        label=gettext_lazy("Tổ chức đề xuất hoặc đăng ký chủ trì"), required=False, max_length=400,
        help_text=gettext_lazy("Ghi mã số thuế hoặc đúng tên trong danh bạ tổ chức. Để trống nếu là cá nhân đề xuất."),
    )  # fmt: skip
    partners = forms.CharField(
        label=gettext_lazy("Tổ chức phối hợp"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Mỗi tổ chức một dòng, ghi mã số thuế hoặc đúng tên."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        register = registers.of(Organisation)
        assert register is not None
        self.lookup = RecordLookup(register)

    def clean_organisation(self) -> Organisation | None:
        return self._found(self.cleaned_data["organisation"])

    def clean_partners(self) -> list[Organisation]:
        lines = [line for line in self.cleaned_data["partners"].splitlines() if line.strip()]
        if len(lines) > MOST_PARTNERS:
            raise ValidationError(_("Nhiều nhất %(most)s tổ chức phối hợp.") % {"most": MOST_PARTNERS})
        return [one for line in lines if (one := self._found(line)) is not None]

    def _found(self, text: str) -> Organisation | None:
        found = self.lookup.find(text)
        return found if isinstance(found, Organisation) else None


def application_parties(request: HttpRequest, pk: int) -> HttpResponse:
    application = application_or_404(request, pk, EDIT)
    initial = {
        "organisation": choice_text(application.organisation),
        "partners": "\n".join(choice_text(one) for one in application.partners.order_by("pk")),
    }
    form = PartiesForm(request.POST or None, initial=initial)

    def save() -> HttpResponse:
        set_parties(application=application, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã lưu tổ chức."))
        return redirect(address(application) + "#to-chuc")

    return form_page(request, form, title=_("Tổ chức chủ trì, phối hợp"), save=save, keep=f"to-chuc-{pk}",
                     lead=_("Tổ chức chưa có trong danh bạ thì liên hệ Sở KH&CN để được ghi vào danh bạ trước."),
                     **frame(application, _("Tổ chức")))  # fmt: skip
