"""A form sent twice (a double click, "back" and again) makes one record: every form is given a name of its own."""

import secrets

from django.core.cache import cache
from django.http import HttpRequest

from khcn.web.workspace.registers.entry_forms import SENDING

#: How long a finished sending is remembered, and one that never came to an end.
KEPT, PENDING = 3600, 60
_LONGEST = 40


def name_of_form(request: HttpRequest) -> str:
    """The name that the form was sent with, else a new one."""
    told = request.POST.get(SENDING, "")
    return told if told.isalnum() and len(told) <= _LONGEST else secrets.token_hex(8)


def begin(request: HttpRequest, name: str) -> bool:
    """Whether this is the first time that this form is being saved."""
    return SENDING not in request.POST or cache.add(_key(request, name), 0, PENDING)


def record_of_sending(request: HttpRequest, name: str) -> int:
    """The record that the form has become; 0 while it is being saved."""
    return int(cache.get(_key(request, name)) or 0)


def finished(request: HttpRequest, name: str, pk: int) -> None:
    cache.set(_key(request, name), pk, KEPT)


def given_up(request: HttpRequest, name: str) -> None:
    """The act was refused: the form may be corrected and sent again."""
    cache.delete(_key(request, name))


def _key(request: HttpRequest, name: str) -> str:
    return f"record-new:{request.actor.user_id}:{name}"
