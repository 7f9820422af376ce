"""One's own profile."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import require
from khcn.kernel.accounts import domain
from khcn.kernel.accounts.models import User
from khcn.web.sign_in import remember_language
from khcn.web.ui.forms import form_page
from khcn.web.workspace.people.forms import ProfileForm
from khcn.web.workspace.people.reads import seats_of


def profile(request: HttpRequest) -> HttpResponse:
    person = User.objects.filter(pk=request.user.pk).first()
    require(request.actor, "accounts.user.view", person)
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))

    def save() -> HttpResponse:
        user = domain.edit_own_profile(by=request.actor, user=person, **form.cleaned_data)
        messages.success(request, _("Đã lưu hồ sơ."))
        response = redirect("profile")
        remember_language(response, user.language)
        return response

    factors = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP)
    return form_page(
        request, form, title=_("Hồ sơ"), save=save, template="people/profile.html", person=person,
        seats=[seat for seat in seats_of(person, timezone.localdate()) if seat.state != "ended"],
        second_factor=factors.exists(),
    )  # fmt: skip
