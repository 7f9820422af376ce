"""The team of an application: invitations by mail, consent, roles, leaving, and handing the application over."""

import hashlib
import logging
import secrets
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, may, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.lib.vn_text import nfc
from khcn.operations.st_tasks.applications.independence import own_refusal, person_of, refusing_judges
from khcn.operations.st_tasks.applications.saving import EDIT, locked
from khcn.operations.st_tasks.choices import TeamRole
from khcn.operations.st_tasks.models import Application, TeamMember
from khcn.registers.directory.models import Organisation, Person

logger = logging.getLogger(__name__)
#: Where the page of an invitation is; the web layer serves it.
ADDRESS = "/loi-moi/{token}/"
VALID_DAYS = 30
VIEW = "st_tasks.application.view"
MOST_MEMBERS = 60
#: Roles that may be given; who made the application is its owner until it is handed over.
GIVEN = tuple(role for role in TeamRole.values if role != TeamRole.OWNER)


@transaction.atomic
def invite(
    *, application: Application, name: str, email: str = "", role: str, by: Actor, person: Person | None = None,
    organisation: Organisation | None = None, months: Decimal | None = None, degree_year: int | None = None,
) -> tuple[TeamMember, str]:  # fmt: skip
    """Name somebody in the team; with an address a mail with a one-time link asks for consent.

    Gives the row and the secret of the link, told now and never again ("" without an address).
    """
    application = locked(application)
    require(by, EDIT, application)
    name, email = _name(name), _address(email)
    if role not in GIVEN:
        raise _refusal(_("Hãy chọn vai trò."), "role")
    current = application.team.filter(removed_at=None)
    if email and current.filter(email__iexact=email).exists():
        raise _refusal(_("%(email)s đã có trong nhóm.") % {"email": email}, "email")
    if current.count() >= MOST_MEMBERS:
        raise _refusal(_("Nhóm có nhiều nhất %(most)s người.") % {"most": MOST_MEMBERS}, "name")
    secret = secrets.token_urlsafe(24) if email else ""
    member = TeamMember(
        application=application, name=name, email=email, role=role, person=person, organisation=organisation, months=months,
        degree_year=degree_year, token=_hash(secret), invited_at=timezone.now() if email else None,
    )  # fmt: skip
    _save(member)
    record_event(
        "application.invite",
        application,
        by=by,
        after={"member": member.pk, "role": role, "mailed": bool(email)},
    )
    if email:
        _mail_after_commit(application, member, secret, by)
    return member, secret


@transaction.atomic
def answer_invitation(*, token: str, accept: bool, by: Actor) -> TeamMember:
    """Take the place in the team, or leave it; the link works once. Whoever accepts has signed in."""
    member = invitation(token)
    if member is None:
        raise _closed()
    application = locked(member.application)
    member = TeamMember.objects.select_for_update().get(pk=member.pk)
    if member.token != _hash(token):
        raise _closed()
    if accept and by.user_id is None:
        raise NotAllowed(_("Hãy đăng nhập để nhận lời tham gia."), code="not_allowed:sign_in")
    already = by.user_id is not None and application.team.filter(user_id=by.user_id, removed_at=None).exists()
    if accept and already:
        raise DomainError(_("Bạn đã có trong nhóm của hồ sơ này."), code="application.already_member")
    member.accepted, member.answered_at, member.token = accept, timezone.now(), ""
    if accept:
        member.user_id = by.user_id
        member.person = member.person or person_of(by.user_id)
    _save(member, refused=own_refusal())
    record_event(
        "application.invitation", application, by=by, after={"member": member.pk, "accepted": accept}
    )
    return member


def invitation(token: str) -> TeamMember | None:
    """The open invitation behind the secret of a link; None where it was answered, taken back or is too old."""
    if not token or len(token) > 100:
        return None
    rows = TeamMember.objects.filter(token=_hash(token), removed_at=None, answered_at=None)
    fresh = rows.filter(invited_at__gte=timezone.now() - timedelta(days=VALID_DAYS))
    return fresh.select_related("application__owner", "application__task").first()


@transaction.atomic
def remove_member(*, member: TeamMember, by: Actor) -> TeamMember:
    """Take somebody out of the team; the row stays. People may leave by themselves at any time, the owner may not."""
    application = locked(member.application)
    member = TeamMember.objects.select_for_update().get(pk=member.pk, application=application)
    if member.user_id is None or member.user_id != by.user_id:
        require(by, EDIT, application)
    if member.removed_at is not None:
        raise DomainError(_("Người này đã ra khỏi nhóm từ trước."), code="application.member_gone")
    if member.user_id is not None and member.user_id == application.owner_id:
        raise DomainError(
            _("Người lập hồ sơ không rời nhóm được. Hãy chuyển hồ sơ cho người khác trước."),
            code="application.owner_stays",
        )
    member.removed_at, member.token = timezone.now(), ""
    member.save(update_fields=["removed_at", "token"])
    record_event("application.member_leave", application, by=by, after={"member": member.pk})
    return member


@transaction.atomic
def change_role(*, member: TeamMember, role: str, by: Actor) -> TeamMember:
    """Give another role; the owner may be leader at the same time, and stays the owner."""
    application = locked(member.application)
    require(by, EDIT, application)
    member = TeamMember.objects.select_for_update().get(
        pk=member.pk, application=application, removed_at=None
    )
    owner = member.user_id is not None and member.user_id == application.owner_id
    if role not in ((TeamRole.OWNER, TeamRole.LEADER) if owner else GIVEN):
        raise _refusal(_("Vai trò này không giao được cho người đó."), "role")
    before, member.role = member.role, role
    _save(member)
    record_event(
        "application.role",
        application,
        by=by,
        before={"role": before},
        after={"role": role, "member": member.pk},
    )
    return member


@transaction.atomic
def link_person(*, member: TeamMember, person: Person | None, by: Actor) -> TeamMember:
    """Say which expert of the directory a member is: the team while it writes, the department once the dossier is sent.

    What somebody owes from other tasks is known of people of the directory alone.
    """
    application = locked(member.application)
    if not (by.user_id and may(by, "st_tasks.call.manage") and may(by, VIEW, application)):
        require(by, EDIT, application)
    member = TeamMember.objects.select_for_update().get(
        pk=member.pk, application=application, removed_at=None
    )
    if member.person_id == (person.pk if person else None):
        return member
    before, member.person = member.person_id, person
    _save(member)
    record_event(
        "application.person",
        application,
        by=by,
        before={"person": before},
        after={"person": member.person_id, "member": member.pk},
    )
    return member


@transaction.atomic
def transfer_ownership(*, application: Application, member: TeamMember, by: Actor) -> Application:
    """Hand the application over to a member who accepted; only the owner does, who stays to write with the others."""
    application = locked(application)
    if by.user_id is None or application.owner_id != by.user_id:
        raise NotAllowed(
            _("Chỉ người lập chuyển được hồ sơ cho người khác."), code="not_allowed:application.owner"
        )
    heir = TeamMember.objects.select_for_update().get(pk=member.pk, application=application, removed_at=None)
    if heir.user_id is None or not heir.accepted:
        raise DomainError(
            _("Chỉ chuyển được cho người đã nhận lời tham gia bằng tài khoản của mình."),
            code="application.heir_not_accepted",
        )
    application.team.filter(user_id=by.user_id, role=TeamRole.OWNER, removed_at=None).update(
        role=TeamRole.EDITOR
    )
    if heir.role != TeamRole.LEADER:
        heir.role = TeamRole.OWNER
        heir.save(update_fields=["role"])
    application.owner_id = heir.user_id
    application.save(update_fields=["owner", "saved_at"])
    record_event(
        "application.transfer",
        application,
        by=by,
        before={"owner": by.user_id},
        after={"owner": heir.user_id},
    )
    return application


def current_team(application: Application) -> QuerySet[TeamMember]:
    return application.team.filter(removed_at=None).select_related("user", "organisation", "person")


def _save(member: TeamMember, refused: str = "") -> None:
    """Keep a row; `refused` is the sentence for somebody who judged the task."""
    try:
        with refusing_judges(refused), transaction.atomic():
            member.save()
    except IntegrityError as error:
        raise _refusal(_("Nhóm đã có chủ nhiệm. Mỗi hồ sơ chỉ có một chủ nhiệm."), "role") from error


def _mail_after_commit(application: Application, member: TeamMember, secret: str, by: Actor) -> None:
    link = settings.KHCN_SITE_URL.rstrip("/") + ADDRESS.format(token=secret)
    title = " ".join((application.outward_title or str(_("chưa đặt tên"))).split())
    text = _(
        "Kính gửi %(name)s,\n\n%(by)s mời bạn tham gia với vai trò “%(role)s” trong hồ sơ “%(title)s”.\n\n"
        "Mở liên kết sau để xem và trả lời (dùng được một lần, trong %(days)s ngày):\n%(link)s\n\n"
        "Nếu bạn không biết về việc này, hãy bỏ qua thư hoặc bấm từ chối."
    ) % {
        "name": member.name, "by": by.name, "role": member.get_role_display(), "title": title, "days": VALID_DAYS,
        "link": link,
    }  # fmt: skip
    message = EmailMessage(_("Mời tham gia hồ sơ nhiệm vụ khoa học và công nghệ"), text, to=[member.email])

    def send() -> None:
        try:
            message.send()
        except OSError as error:
            logger.warning("Invitation %s was not mailed: %s", member.pk, type(error).__name__)

    transaction.on_commit(send, robust=True)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest() if secret else ""


def _name(told: str) -> str:
    name = " ".join(nfc(told.replace("\x00", "")).split())
    if not name or len(name) > 150:
        raise _refusal(_("Hãy ghi họ và tên, không quá 150 ký tự."), "name")
    return name


def _address(told: str) -> str:
    email = told.strip()
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise _refusal(
                _("Địa chỉ thư “%(email)s” chưa đúng.") % {"email": email[:80]}, "email"
            ) from error
    return email


def _closed() -> DomainError:
    return DomainError(
        _(
            "Lời mời không còn hiệu lực: đã được trả lời, đã rút, hoặc quá %(days)s ngày. Hãy hỏi người lập hồ sơ."
        )
        % {"days": VALID_DAYS},
        code="application.invitation_closed",
    )


def _refusal(sentence: str, field: str) -> DomainError:
    return DomainError(sentence, code=f"application.team_{field}", fields={field: sentence})
