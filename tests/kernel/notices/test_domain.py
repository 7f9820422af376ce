import logging

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from khcn.kernel.notices.domain import mail_notices, mark_read, notify
from khcn.kernel.notices.models import Notice
from tests.factories import UserFactory, actor_for

pytestmark = pytest.mark.django_db


def tell(users, **more):
    return notify(users=users, kind="report.due", title="Đến hạn báo cáo quý", url="/viec-cua-toi/", **more)


def test_each_active_person_is_told_once():
    lan, nam = UserFactory(), UserFactory(is_active=False)
    notices = tell([lan, nam, lan])
    assert [notice.user for notice in notices] == [lan]
    assert Notice.objects.get().title == "Đến hạn báo cáo quý"


def test_mail_waits_for_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False) as waiting:
        tell([UserFactory()])
    assert (len(waiting), DBTaskResult.objects.count()) == (1, 0)
    with django_capture_on_commit_callbacks(execute=True):
        tell([UserFactory()])
    assert DBTaskResult.objects.count() == 1


def test_no_mail_is_queued_when_not_wanted_or_without_address(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        tell([UserFactory()], mail=False)
        tell([UserFactory(email="")])
    assert waiting == []


def test_mail_says_what_and_links_to_the_site_and_is_sent_once(settings):
    settings.KHCN_SITE_URL = "https://khcn.example.vn/"
    notice = tell([UserFactory(email="lan@example.vn")], body="Còn 3 ngày làm việc.")[0]
    mail_notices.call([notice.pk])
    mail_notices.call([notice.pk])
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["lan@example.vn"], "Đến hạn báo cáo quý")
    assert "Còn 3 ngày làm việc." in message.body
    assert "https://khcn.example.vn/viec-cua-toi/" in message.body
    notice.refresh_from_db()
    assert notice.mailed_at <= timezone.now()


def test_title_with_line_breaks_cannot_add_mail_headers():
    notice = notify(users=[UserFactory()], kind="x", title="Tin\r\nBcc: ai@example.vn")[0]
    mail_notices.call([notice.pk])
    assert mail.outbox[0].subject == "Tin Bcc: ai@example.vn"
    assert mail.outbox[0].recipients() == [notice.user.email]


def test_very_long_title_is_shortened():
    assert len(notify(users=[UserFactory()], kind="x", title="dài " * 200)[0].title) <= 300


def test_mail_server_away_is_logged_without_personal_data(settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    notices = tell([UserFactory(email="lan@example.vn", full_name="Lan"), UserFactory()])
    with caplog.at_level(logging.WARNING):
        mail_notices.call([notice.pk for notice in notices])
    assert len(caplog.records) == 2
    assert "lan@example.vn" not in caplog.text and "Lan" not in caplog.text
    assert Notice.objects.filter(mailed_at=None).count() == 2


def test_people_mark_only_their_own_notices():
    lan, nam = UserFactory(), UserFactory()
    of_nam = tell([lan, nam])[1]
    assert mark_read(by=actor_for(lan), notices=[of_nam]) == 0
    assert mark_read(by=actor_for(lan)) == 1
    of_nam.refresh_from_db()
    assert of_nam.read_at is None
