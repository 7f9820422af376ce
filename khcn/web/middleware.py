"""What every request carries: an id for the log, the acting person, and pages for refusals."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from khcn.kernel.access import NOBODY, Actor
from khcn.kernel.accounts.queries import actor_of
from khcn.kernel.errors import DomainError
from khcn.lib import logs
from khcn.web.errors import refusal

Answer = Callable[[HttpRequest], HttpResponse]


def numbered(answer: Answer) -> Answer:
    def handle(request: HttpRequest) -> HttpResponse:
        token = logs.request_id.set(uuid.uuid4().hex[:12])
        request.id = logs.request_id.get()
        try:
            response = answer(request)
        finally:
            logs.request_id.reset(token)
        response.headers["X-Request-ID"] = request.id
        return response

    return handle


def vietnamese_first(answer: Answer) -> Answer:
    """Pages are Vietnamese until the person chooses English; the browser's own language has no say."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        return answer(request)

    return handle


def _acting(request: HttpRequest) -> Actor:
    return actor_of(request.user, timezone.localdate()) if request.user.is_authenticated else NOBODY


def actor(answer: Answer) -> Answer:
    """`request.actor` is who acts, with the seats in force today."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _acting(request))
        return answer(request)

    return handle


class domain_errors:
    """Turns a DomainError that a view lets pass into a page that says what to do."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return refusal(request, error) if isinstance(error, DomainError) else None
