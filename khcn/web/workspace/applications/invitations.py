"""The page behind the link of an invitation: read by whoever holds the link, accepted by who has signed in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from khcn.operations.st_tasks.applications.teams import answer_invitation, invitation
from khcn.web.workspace.applications.common import address


@never_cache
def invitation_answer(request: HttpRequest, token: str) -> HttpResponse:
    member = invitation(token)
    if member is None:
        return render(
            request, "applications/invitation_closed.html", {"page_title": _("Lời mời")}, status=404
        )
    if request.method == "POST":
        accept = request.POST.get("tra-loi") == "nhan"
        answered = answer_invitation(token=token, accept=accept, by=request.actor)
        if accept:
            messages.success(request, _("Bạn đã nhận lời tham gia."))
            return redirect(address(answered.application))
        return render(request, "applications/invitation_declined.html", {"page_title": _("Lời mời")})
    context = {
        "page_title": _("Lời mời tham gia hồ sơ"), "member": member, "application": member.application,
        "sign_in": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
    }  # fmt: skip
    response = render(request, "applications/invitation.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
