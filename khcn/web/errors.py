"""Error pages: what happened, and what to do now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from khcn.kernel.errors import DomainError


def refusal(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The page for a business refusal; someone not signed in is asked to sign in first."""
    denied = error.code.startswith("not_allowed")
    if denied and not request.user.is_authenticated:
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(
                status=401
            )  # a script is told; a redirect would put the sign-in page into a part
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
    template = "403.html" if denied else "refused.html"
    return render(request, template, {"error": error}, status=403 if denied else 409)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", {"reason": reason}, status=403)
