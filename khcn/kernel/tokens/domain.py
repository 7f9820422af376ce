"""Acts on API tokens: make one, revoke it, know it again."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.kernel.tokens.models import ApiToken
from khcn.kernel.tokens.secret import new_secret, row_of

#: What begins every token, so that a leaked one is recognised for what it is.
MARK = "khcn_"
MOST_TOKENS = 10
LONGEST = timedelta(days=366)
BETWEEN_NOTES = timedelta(hours=1)


@transaction.atomic
def create_token(*, by: Actor, name: str, expires_on: date, writes: bool = False) -> tuple[ApiToken, str]:
    """A new token for oneself; its secret is told now and never again."""
    if by.user_id is None or not by.seats:
        raise NotAllowed(_("Tài khoản của bạn chưa có vai trò nào nên chưa cần khoá truy cập."))
    if live_tokens(by.user_id, by.on).count() >= MOST_TOKENS:
        sentence = _("Bạn đã có %(most)s khoá đang dùng. Hãy thu hồi khoá không dùng nữa rồi tạo lại.")
        raise DomainError(sentence % {"most": MOST_TOKENS}, code="token.too_many")
    if not by.on <= expires_on <= by.on + LONGEST:
        sentence = _("Khoá dùng được nhiều nhất một năm: hãy chọn ngày từ %(first)s đến %(last)s.") % {
            "first": f"{by.on:%d/%m/%Y}", "last": f"{by.on + LONGEST:%d/%m/%Y}",
        }  # fmt: skip
        raise DomainError(sentence, code="token.expiry", fields={"expires_on": sentence})
    secret = new_secret()
    token = ApiToken.objects.create(
        user_id=by.user_id, name=name.strip(), writes=writes, prefix=secret.prefix, digest=secret.digest,
        created_on=by.on, expires_on=expires_on,
    )  # fmt: skip
    record_event(
        "token.create", token, by=by, after={"name": token.name, "expires_on": expires_on, "writes": writes}
    )
    return token, MARK + secret.token


@transaction.atomic
def revoke_token(*, token: ApiToken, by: Actor) -> ApiToken:
    """The token stops working at once."""
    if token.user_id != by.user_id:
        raise NotAllowed(_("Chỉ người tạo khoá mới thu hồi được."), code="token.not_own")
    if not ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        raise DomainError(_("Khoá này đã được thu hồi."), code="token.revoked")
    record_event("token.revoke", token, by=by)
    token.refresh_from_db()
    return token


def live_tokens(user_id: int, day: date) -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(user=user_id, revoked_at=None, expires_on__gte=day)


def token_of(text: str, day: date) -> ApiToken | None:
    """The token of a secret that works on that day, of an owner who may still sign in."""
    if not text.startswith(MARK) or len(text) > 200:
        return None
    rows = ApiToken.objects.filter(Q(expires_on__gte=day), revoked_at=None, user__is_active=True)
    return row_of(rows.select_related("user"), text.removeprefix(MARK))


def mark_used(token: ApiToken, now: datetime) -> None:
    """Remember when the token was last used, writing once an hour."""
    if token.used_at is None or now - token.used_at >= BETWEEN_NOTES:
        ApiToken.objects.filter(pk=token.pk).update(used_at=now)
