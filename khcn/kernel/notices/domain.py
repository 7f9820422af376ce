"""Telling people something: inside the application at once, by mail in the background."""

import logging
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from khcn.kernel.access import Actor
from khcn.kernel.accounts.models import User
from khcn.kernel.notices.models import Notice

logger = logging.getLogger(__name__)
TITLE_LENGTH = 300


def notify(
    *, users: Iterable[User], kind: str, title: str, body: str = "", url: str = "", mail: bool = True
) -> list[Notice]:
    """Tell each active person once. Mail goes out after the commit and never blocks the act."""
    people = {user.pk: user for user in users if user.is_active}
    notices = Notice.objects.bulk_create(
        Notice(user=user, kind=kind, title=_one_line(title), body=body, url=url) for user in people.values()
    )
    ids = [notice.pk for notice in notices if mail and notice.user.email]
    if ids:
        transaction.on_commit(lambda: mail_notices.enqueue(ids), robust=True)
    return notices


def mark_read(*, by: Actor, notices: Iterable[Notice] | None = None) -> int:
    """Mark the person's own notices as read: those given, or all. Tells how many were unread."""
    if by.user_id is None:
        return 0
    unread = Notice.objects.filter(user_id=by.user_id, read_at=None)
    if notices is not None:
        unread = unread.filter(pk__in=[notice.pk for notice in notices])
    return unread.update(read_at=timezone.now())


@task()
def mail_notices(notice_ids: list[int]) -> None:
    """Send what was not sent yet; one failure does not stop the others, and names nobody in the log."""
    waiting = Notice.objects.filter(pk__in=notice_ids, mailed_at=None, user__is_active=True)
    for notice in waiting.exclude(user__email="").select_related("user"):
        try:
            _mail(notice)
        except (OSError, ValueError) as error:
            logger.warning("Notice %s was not mailed: %s", notice.pk, type(error).__name__)


def _mail(notice: Notice) -> None:
    with translation.override(notice.user.language):
        link = f"{settings.KHCN_SITE_URL.rstrip('/')}{notice.url}" if notice.url.startswith("/") else ""
        foot = _("Thư này do hệ thống gửi tự động. Bạn không cần trả lời.")
        text = "\n\n".join(filter(None, (notice.title, notice.body, link, foot)))
        EmailMessage(_one_line(notice.title), text, to=[notice.user.email]).send()
    Notice.objects.filter(pk=notice.pk).update(mailed_at=timezone.now())


def _one_line(text: str) -> str:
    """A mail subject may not contain line breaks."""
    words = " ".join(text.split())
    return words if len(words) <= TITLE_LENGTH else words[: TITLE_LENGTH - 1] + "…"
