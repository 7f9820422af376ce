"""The way into the API. The machinery behind it is loaded with the first request, not with the server."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, URLResolver
from django.urls.resolvers import RegexPattern
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.rules import Level, list_level
from khcn.web.api.faults import fault

PLACE = "/api/v1/"
MOST_BYTES = 1024 * 1024


@cache
def _resolver() -> URLResolver:
    from khcn.web.api.build import api as built

    return URLResolver(RegexPattern(r"^"), built.urls[0])  # type: ignore[arg-type]


@csrf_exempt  # who.py asks for the CSRF token of whoever comes with a session
def api(request: HttpRequest, rest: str) -> HttpResponseBase:
    """Every address below /api/v1/."""
    if _size(request) > MOST_BYTES:
        told = _("Nội dung gửi lên quá lớn: nhiều nhất %s KB.") % (MOST_BYTES // 1024)
        return _finished(fault(413, "body.too_large", told))
    try:
        match = _resolver().resolve(rest.rstrip("/"))
    except Resolver404:
        return _finished(fault(404, "not_found", _("API không có địa chỉ này.")))
    response = match.func(request, *match.args, **match.kwargs)
    if response.status_code == 405:
        allowed = response.headers.get("Allow", "")
        told = _("Địa chỉ này không nhận cách gọi %(given)s; hãy dùng %(allowed)s.")
        response = fault(405, "method", told % {"given": request.method, "allowed": allowed})
        response.headers["Allow"] = allowed
    return _finished(response)


def _size(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isascii() and told.isdigit() else 0


def _finished(response: HttpResponseBase) -> HttpResponseBase:
    """Answers depend on who asks and are kept by nobody."""
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
def api_index(request: HttpRequest) -> HttpResponse:
    """The addresses as a plain page."""
    from khcn.web.api.build import described

    operations = [
        {"method": method.upper(), "path": path, "summary": told["summary"]}
        for path, methods in described(request)["paths"].items()
        for method, told in methods.items()
    ]
    context: dict[str, Any] = {
        "page_title": _("API"), "operations": operations, "place": request.build_absolute_uri(PLACE),
        "registers": [one for one in registers if list_level(request.actor, one) > Level.NOTHING],
    }  # fmt: skip
    return render(request, "api/api_index.html", context)
