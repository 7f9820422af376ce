"""Before an application goes out: what is still wrong; then the receipt. Taking it back, going on with it."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from khcn.operations.st_tasks.applications.checking import problems_before_sending
from khcn.operations.st_tasks.applications.sending import (
    reopen_application,
    send_application,
    withdraw_application,
)
from khcn.operations.st_tasks.calls.times import last_moment, moment_words
from khcn.operations.st_tasks.models import Application
from khcn.web.ui.forms import form_page
from khcn.web.workspace.applications.common import SEND, address, application_or_404, frame
from khcn.web.workspace.applications.page import anchored


class SendForm(forms.Form):
    agree = forms.BooleanField(
        label=gettext_lazy("Tôi cam đoan nội dung là đúng và đã được mọi người trong nhóm đồng ý.")
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


def application_send(request: HttpRequest, pk: int) -> HttpResponse:
    application = application_or_404(request, pk, SEND)
    form = SendForm(request.POST or None)
    return form_page(
        request, form, title=_("Gửi về Sở KH&CN"), save=lambda: _send(request, application),
        template="applications/send.html", sees=request.POST.get("ban", application.revision),
        problems=SimpleLazyObject(lambda: _problems(request, application)),
        until=_until(application), **frame(application, _("Gửi")),
    )  # fmt: skip


def _problems(request: HttpRequest, application: Application) -> list[tuple[str, str]]:
    """Read only where the page is shown: the act looks by itself."""
    found = anchored(problems_before_sending(application, request.actor))
    return [(sentence, address(application) + place) for sentence, place in found]


def _send(request: HttpRequest, application: Application) -> HttpResponse:
    told = request.POST.get("ban", "")
    revision = int(told) if told.isascii() and told.isdigit() and len(told) < 10 else -1
    version = send_application(application=application, by=request.actor, seen_revision=revision)
    receipt = Application.objects.values_list("receipt", flat=True).get(pk=application.pk)
    messages.success(
        request,
        _("Đã gửi bản %(number)s lúc %(at)s. Số biên nhận: %(receipt)s.")
        % {"number": version.number, "at": moment_words(version.sent_at), "receipt": receipt},
    )
    return redirect(address(application))


def application_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    application = application_or_404(request, pk, SEND)
    form = WithdrawForm(request.POST or None)

    def save() -> HttpResponse:
        withdraw_application(application=application, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã rút. Nội dung vẫn được giữ trong danh sách của bạn."))
        return redirect(address(application))

    return form_page(
        request, form, title=_("Rút đề xuất, hồ sơ"), save=save, submit=_("Rút"),
        lead=_("Hồ sơ đã gửi chỉ rút được khi đợt thông báo còn nhận hồ sơ; sau đó có thể viết tiếp và gửi lại."),
        **frame(application, _("Rút")),
    )  # fmt: skip


@require_POST
def application_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    application = application_or_404(request, pk, SEND)
    reopen_application(application=application, by=request.actor)
    messages.success(request, _("Đã mở lại bản soạn."))
    return redirect(address(application))


def _until(application: Application) -> str:
    """The last moment in words with its zone, and what the clock of the server says now."""
    last = last_moment(application.call, application) if application.call else None
    if last is None:
        return ""
    return _("Hạn nhận hồ sơ: %(last)s. Máy chủ đang là %(now)s.") % {
        "last": moment_words(last), "now": moment_words(timezone.now())
    }  # fmt: skip
