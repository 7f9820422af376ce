"""Secret addresses of calendar feeds: shown once, stored as a hash, revocable."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.accounts.queries import actor_of
from khcn.kernel.agencies.models import Agency
from khcn.kernel.audit.domain import record_event
from khcn.kernel.duties.models import OPEN, Duty, FeedKey
from khcn.kernel.duties.queries import duties_seen_by
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.kernel.tokens.secret import new_secret, row_of

MOST_KEYS = 10
#: A feed tells open duties and those closed lately, the nearest ones first.
MOST_EVENTS = 1000
BACK = timedelta(days=90)


@transaction.atomic
def create_feed(*, by: Actor, agency: Agency | None = None) -> tuple[FeedKey, str]:
    """A new address for oneself, or for one agency; the token is told now and never again."""
    if by.user_id is None or not by.seats:
        raise NotAllowed(_("Tài khoản của bạn chưa có vai trò nào nên chưa có lịch để đăng ký."))
    if FeedKey.objects.filter(user_id=by.user_id, revoked_at=None).count() >= MOST_KEYS:
        raise DomainError(
            _("Bạn đã có %(most)s địa chỉ lịch. Hãy thu hồi địa chỉ không dùng nữa rồi tạo lại.")
            % {"most": MOST_KEYS},
            code="feed.too_many",
        )
    secret = new_secret()
    key = FeedKey.objects.create(
        user_id=by.user_id, agency=agency, prefix=secret.prefix, digest=secret.digest
    )
    record_event("feed.create", key, by=by, after={"agency": str(agency or "")})
    return key, secret.token


@transaction.atomic
def revoke_feed(*, key: FeedKey, by: Actor) -> FeedKey:
    """The address stops answering at once."""
    if key.user_id != by.user_id:
        raise NotAllowed(_("Chỉ người tạo địa chỉ lịch mới thu hồi được."), code="feed.not_own")
    if not FeedKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now()):
        raise DomainError(_("Địa chỉ lịch này đã được thu hồi."), code="feed.revoked")
    record_event("feed.revoke", key, by=by)
    key.refresh_from_db()
    return key


def feed_of(token: str) -> FeedKey | None:
    """The key of a token whose owner may still sign in."""
    rows = FeedKey.objects.filter(revoked_at=None, user__is_active=True)
    return row_of(rows.select_related("user", "agency"), token)


def feed_duties(key: FeedKey, today: date) -> list[Duty]:
    """What the owner may see today of the duties that the feed is about."""
    actor = actor_of(key.user, today)
    rows = duties_seen_by(actor)
    if key.agency_id:
        rows = rows.filter(agency=key.agency_id)
    told = OPEN | Q(cancelled_on=None, due_on__gte=today - BACK)
    return list(rows.filter(told).order_by("due_on", "pk")[:MOST_EVENTS])


def mark_read(key: FeedKey, today: date) -> None:
    """Remember the day on which the feed was last fetched, writing once a day."""
    if key.read_on != today:
        FeedKey.objects.filter(pk=key.pk).update(read_on=today)
