"""The team of an application: inviting, roles, leaving, handing over."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from khcn.kernel.access import Actor
from khcn.operations.st_tasks.applications.teams import (
    GIVEN,
    change_role,
    current_team,
    invite,
    remove_member,
    transfer_ownership,
)
from khcn.operations.st_tasks.choices import TeamRole
from khcn.operations.st_tasks.models import TeamMember
from khcn.web.ui.forms import form_page
from khcn.web.workspace.applications.common import EDIT, address, application_or_404, frame
from khcn.web.workspace.applications.people import person_cell


class MemberForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=150)
    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử"), required=False,
        help_text=gettext_lazy("Người này nhận thư mời và trả lời. Để trống nếu đã đồng ý bằng giấy, kèm lý lịch ở phần tài liệu."),
    )  # fmt: skip
    role = forms.ChoiceField(
        label=gettext_lazy("Vai trò"), choices=[one for one in TeamRole.choices if one[0] in GIVEN]
    )
    months = forms.DecimalField(
        label=gettext_lazy("Số tháng quy đổi"),
        required=False,
        min_value=0,
        max_value=999,
        max_digits=5,
        decimal_places=1,
    )
    degree_year = forms.IntegerField(
        label=gettext_lazy("Năm tốt nghiệp đại học trở lên"), required=False, min_value=1950, max_value=2100,
        help_text=gettext_lazy("Cần cho chủ nhiệm."),
    )  # fmt: skip

    def __init__(self, data: Any, *, actor: Actor, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["person"] = person_cell(actor)


def application_team(request: HttpRequest, pk: int) -> HttpResponse:
    application = application_or_404(request, pk, EDIT)
    form = MemberForm(request.POST or None, actor=request.actor, initial={"role": TeamRole.MEMBER})

    def save() -> HttpResponse:
        member, secret = invite(application=application, by=request.actor, **form.cleaned_data)
        messages.success(request, _invited(member, secret))
        return redirect(address(application) + "#nhom")

    return form_page(
        request, form, title=_("Thêm người vào nhóm"), save=save, submit=_("Thêm vào nhóm"), keep=f"nhom-{pk}",
        lead=_("Chủ nhiệm và đồng tác giả cùng soạn được sau khi nhận lời; những người khác chỉ xem."),
        **frame(application, _("Nhóm thực hiện")),
    )  # fmt: skip


@require_POST
def application_member(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    application = application_or_404(request, pk)
    one = current_team(application).filter(pk=member).first()
    if one is None:
        raise Http404
    act, by = request.POST.get("viec", ""), request.actor
    if act == "chuyen":
        transfer_ownership(application=application, member=one, by=by)
        messages.success(request, _("Đã chuyển hồ sơ cho %(name)s.") % {"name": one.name})
    elif act == "ra":
        remove_member(member=one, by=by)
        messages.success(request, _("%(name)s đã ra khỏi nhóm.") % {"name": one.name})
        if one.user_id == by.user_id:
            return redirect("proposal_list")
    else:
        change_role(member=one, role=request.POST.get("vai-tro", ""), by=by)
        messages.success(request, _("Đã đổi vai trò của %(name)s.") % {"name": one.name})
    return redirect(address(application) + "#nhom")


def _invited(member: TeamMember, secret: str) -> str:
    """Where no mail goes out, the link is shown once, to be handed over."""
    if not secret:
        return _("Đã thêm %(name)s.") % {"name": member.name}
    if settings.EMAIL_HOST:
        return _("Đã gửi thư mời tới %(email)s.") % {"email": member.email}
    link = f"{settings.KHCN_SITE_URL.rstrip('/')}/loi-moi/{secret}/"
    return _("Máy chủ chưa gửi được thư. Hãy tự chuyển liên kết này cho %(name)s: %(link)s") % {
        "name": member.name, "link": link
    }  # fmt: skip
