"""Acts on people: make an account, correct it, lock it, open it again, lift a lost second factor.

No password and no link passes through the audit trail: an event says that a link was made, not which.
"""

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, require
from khcn.kernel.accounts.models import User
from khcn.kernel.accounts.queries import admins_on
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError

MANAGE = "accounts.user.manage"
EDITABLE = ("username", "full_name", "email", "title", "language")


@transaction.atomic
def create_user(
    *, by: Actor, username: str, full_name: str, email: str = "", title: str = "", language: str = "vi"
) -> User:
    """An account without a password; the person sets one through a link (`issue_password_token`)."""
    require(by, MANAGE)
    user = User(full_name=full_name.strip(), title=title.strip(), language=language)
    user.username, user.email = _free_username(username), _free_email(email)
    user.set_unusable_password()
    user.save()
    _keep_address(user)
    record_event("user.create", user, by=by, after=_told(user))
    return user


@transaction.atomic
def edit_user(*, by: Actor, user: User, **fields: Any) -> User:
    """Correct name, address or title. An old address stops working for signing in at once."""
    require(by, MANAGE, user)
    user = User.objects.select_for_update().get(pk=user.pk)
    before = _told(user)
    if "username" in fields:
        fields["username"] = _free_username(fields["username"], user)
    if "email" in fields:
        fields["email"] = _free_email(fields["email"], user)
    _save(user, fields)
    _keep_address(user)
    _record_change("user.edit", user, by, before)
    return user


@transaction.atomic
def edit_own_profile(*, by: Actor, user: User, full_name: str, title: str, language: str) -> User:
    """What a person may say of himself or herself; name for signing in and address stay with the administrator."""
    if by.user_id != user.pk:
        require(by, MANAGE, user)
    user = User.objects.select_for_update().get(pk=user.pk)
    before = _told(user)
    _save(user, {"full_name": full_name, "title": title, "language": language})
    _record_change("user.edit_profile", user, by, before)
    return user


@transaction.atomic
def issue_password_token(*, by: Actor, user: User) -> str:
    """The secret part of a link with which the person sets a password once; it ends by itself."""
    require(by, MANAGE, user)
    if not user.is_active:
        raise DomainError(
            _("Tài khoản {name} đang bị khoá nên không tạo được liên kết. Hãy mở khoá trước.").format(
                name=user.username
            ),
            code="user_inactive",
        )
    token = default_token_generator.make_token(user)
    record_event("user.password_link", user, by=by)
    return token


@transaction.atomic
def deactivate_user(*, by: Actor, user: User, reason: str) -> User:
    """Lock an account and end its sessions for good: even after reopening, a new password must be set."""
    require(by, MANAGE, user)
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        raise DomainError(
            _("Tài khoản {name} đã bị khoá từ trước.").format(name=user.username), code="user_inactive"
        )
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    keep_an_admin(by)
    record_event(
        "user.deactivate", user, by=by, before={"active": True}, after={"active": False, "reason": reason}
    )
    return user


@transaction.atomic
def reactivate_user(*, by: Actor, user: User) -> User:
    """Open a locked account again; its seats count again, its old password does not."""
    require(by, MANAGE, user)
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active:
        raise DomainError(
            _("Tài khoản {name} đang hoạt động, không cần mở khoá.").format(name=user.username),
            code="user_active",
        )
    user.is_active = True
    user.save(update_fields=["is_active"])
    record_event("user.reactivate", user, by=by, before={"active": False}, after={"active": True})
    return user


@transaction.atomic
def reset_second_factor(*, by: Actor, user: User, reason: str) -> None:
    """Remove a lost second factor after the person has been recognised by other means."""
    require(by, MANAGE, user)
    if not reason.strip():
        raise DomainError(
            _("Hãy ghi lý do và cách bạn đã xác nhận đúng người trước khi gỡ xác thực hai lớp."),
            code="reason_missing",
            fields={"reason": _("Hãy ghi lý do.")},
        )
    kinds = sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    if not kinds:
        raise DomainError(
            _("Tài khoản {name} chưa bật xác thực hai lớp.").format(name=user.username),
            code="no_second_factor",
        )
    Authenticator.objects.filter(user=user).delete()
    record_event(
        "user.reset_second_factor", user, by=by, before={"factors": kinds}, after={"reason": reason.strip()}
    )


def keep_an_admin(by: Actor) -> None:
    """Refuse a change after which nobody could manage people any more."""
    if not admins_on(by.on).exists():
        raise DomainError(
            _(
                "Đây là quản trị cuối cùng của hệ thống nên không thể bỏ. "
                "Hãy giao vai trò quản trị cho một người khác trước."
            ),
            code="last_admin",
        )


def _save(user: User, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        if name not in EDITABLE:
            raise TypeError(f"{name} is not edited here")
        setattr(user, name, value.strip())
    user.save()


def _told(user: User) -> dict[str, str]:
    return {name: getattr(user, name) for name in EDITABLE}


def _record_change(action: str, user: User, by: Actor, before: dict[str, str]) -> None:
    changed = {name: value for name, value in _told(user).items() if before[name] != value}
    if changed:
        record_event(action, user, by=by, before={name: before[name] for name in changed}, after=changed)


def _others(user: User | None) -> QuerySet[User]:
    return User.objects.exclude(pk=user.pk) if user else User.objects.all()


def _free_username(username: str, user: User | None = None) -> str:
    username = username.strip()
    if _others(user).filter(username__iexact=username).exists():
        raise DomainError(
            _("Tên đăng nhập “{name}” đã thuộc về tài khoản khác. Hãy chọn tên khác.").format(name=username),
            code="username_taken",
            fields={"username": _("Tên này đã dùng.")},
        )
    return username


def _free_email(email: str, user: User | None = None) -> str:
    """Addresses are kept in lower case: people type them either way when signing in."""
    email = email.strip().lower()
    if email and _others(user).filter(email__iexact=email).exists():
        raise DomainError(
            _("Địa chỉ thư “{email}” đã thuộc về tài khoản khác. Hãy kiểm tra lại.").format(email=email),
            code="email_taken",
            fields={"email": _("Địa chỉ này đã dùng.")},
        )
    return email


def _keep_address(user: User) -> None:
    """One address for signing in, vouched for by the administrator; earlier ones stop working."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    if user.email:
        EmailAddress.objects.update_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )
