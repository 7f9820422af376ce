"""Who asks: a program with a token, a person with a session, or anybody, who reads what is public."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.throttling import BaseThrottle, SimpleRateThrottle
from ninja.utils import check_csrf

from khcn.kernel.accounts.queries import actor_of
from khcn.kernel.tokens.domain import mark_used, token_of
from khcn.web.api.faults import Refused

READING = ("GET", "HEAD")
ANYBODY, PERSON, PROGRAM = "anybody", "person", "program"
SCHEME = "bearer"


def who(request: HttpRequest) -> str:
    """Sets `request.actor`; gives what kind of caller it is. A token that does not work is never passed over."""
    header = request.headers.get("Authorization", "").strip()
    if header:
        return _program(request, header)
    if not request.user.is_authenticated:
        if request.method not in READING:
            raise Refused(401, "auth.required", _("Hãy gửi kèm khoá truy cập hoặc đăng nhập để ghi dữ liệu."))
        return f"{ANYBODY}:{get_adapter().get_client_ip(request)}"
    if request.method not in READING and check_csrf(request):
        raise Refused(
            403, "auth.csrf", _("Thiếu mã chống giả mạo (CSRF). Chương trình hãy dùng khoá truy cập.")
        )
    return PERSON


def _program(request: HttpRequest, header: str) -> str:
    scheme, _space, text = header.partition(" ")
    now = timezone.now()
    token = token_of(text.strip(), timezone.localdate(now)) if scheme.lower() == SCHEME else None
    if token is None:
        raise Refused(401, "auth.token", _("Khoá truy cập không đúng, đã hết hạn hoặc đã bị thu hồi."))
    if request.method not in READING and not token.writes:
        raise Refused(403, "auth.read_only", _("Khoá truy cập này chỉ được đọc. Hãy tạo khoá được ghi."))
    request.user = token.user
    request.actor = actor_of(token.user, timezone.localdate(now))
    mark_used(token, now)
    return f"{PROGRAM}:{token.pk}"


class _Counted(SimpleRateThrottle):
    """One request being counted; the library keeps its working state on the object, so each has its own."""

    def get_cache_key(self, request: HttpRequest) -> str:
        return f"api:{request.auth}"  # type: ignore[attr-defined]


class Limit(BaseThrottle):
    """People at pages are not counted; programs and anybody are, each at a rate of its own."""

    def allow_request(self, request: HttpRequest) -> bool:
        kind = request.auth.partition(":")[0]  # type: ignore[attr-defined]
        rates = {ANYBODY: settings.KHCN_API_ANONYMOUS_RATE, PROGRAM: settings.KHCN_API_TOKEN_RATE}
        if kind not in rates:
            return True
        counted = _Counted(rates[kind])
        allowed = counted.allow_request(request)
        request.wait = 0 if allowed else int(counted.wait() or counted.duration or 1) + 1  # type: ignore[attr-defined]
        return allowed
