"""Acts on people: what they change, when they refuse, and that no secret is told to the audit trail."""

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from khcn.kernel.accounts import domain
from khcn.kernel.accounts.models import User
from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError, NotAllowed
from tests.factories import AgencyFactory, UserFactory, actor_for, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return seat("admin")


@pytest.fixture
def by(admin):
    return actor_for(admin)


def create(by, **more):
    fields = {"username": "lan.nguyen", "full_name": "Nguyễn Thị Lan", "email": "Lan@Tinh.example.vn"}
    return domain.create_user(by=by, **{**fields, **more})


def test_new_account_has_no_password_and_one_address_in_lower_case(by):
    user = create(by, title="Chuyên viên")
    assert not user.has_usable_password()
    assert user.email == "lan@tinh.example.vn"
    addresses = EmailAddress.objects.filter(user=user).values_list("email", "verified", "primary")
    assert list(addresses) == [("lan@tinh.example.vn", True, True)]
    event = Event.objects.latest("number")
    assert (event.action, event.after["full_name"]) == ("user.create", "Nguyễn Thị Lan")


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"username": "LAN.nguyen"}, "username_taken"), ({"email": "LAN@tinh.example.vn"}, "email_taken")],
)
def test_second_account_with_the_same_name_or_address_in_other_case_is_refused(by, fields, code):
    create(by)
    with pytest.raises(DomainError) as refusal:
        create(by, **{"username": "khac", "email": "khac@tinh.example.vn", **fields})
    assert refusal.value.code == code
    assert set(refusal.value.fields) == set(fields)


def test_two_accounts_without_address_are_fine(by):
    create(by, email="")
    assert create(by, username="hai", email="").email == ""


@pytest.mark.parametrize(
    "role", ["coordinator", "leader", "reporter", "approver", "expert", "enterprise", "public"]
)
def test_only_administrators_make_accounts(role):
    other = seat(role, AgencyFactory())
    with pytest.raises(NotAllowed):
        create(actor_for(other))
    assert not User.objects.filter(username="lan.nguyen").exists()


def test_changed_address_stops_the_old_one_from_signing_in(by):
    user = create(by)
    domain.edit_user(by=by, user=user, email="moi@tinh.example.vn")
    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["moi@tinh.example.vn"]
    event = Event.objects.latest("number")
    assert (event.action, event.before, event.after) == (
        "user.edit",
        {"email": "lan@tinh.example.vn"},
        {"email": "moi@tinh.example.vn"},
    )


def test_saving_without_change_writes_no_event(by):
    user = create(by)
    count = Event.objects.count()
    domain.edit_user(by=by, user=user, full_name="Nguyễn Thị Lan", email="LAN@tinh.example.vn")
    assert Event.objects.count() == count


def test_person_edits_the_own_profile_but_not_that_of_others():
    user, other = UserFactory(), UserFactory()
    domain.edit_own_profile(by=actor_for(user), user=user, full_name="Trần Văn Bình", title="", language="en")
    user.refresh_from_db()
    assert (user.full_name, user.language) == ("Trần Văn Bình", "en")
    with pytest.raises(NotAllowed):
        domain.edit_own_profile(by=actor_for(user), user=other, full_name="X", title="", language="vi")


def test_password_link_holds_once_and_is_not_told_to_the_audit_trail(by):
    user = create(by)
    token = domain.issue_password_token(by=by, user=user)
    assert default_token_generator.check_token(user, token)
    event = Event.objects.latest("number")
    assert event.action == "user.password_link"
    assert token not in str([event.before, event.after, event.label])
    user.set_password("mot-mat-khau-rat-dai")
    user.save()
    assert not default_token_generator.check_token(user, token)


def test_no_link_for_a_locked_account(by):
    user = create(by)
    domain.deactivate_user(by=by, user=user, reason="Nghỉ hưu")
    user.refresh_from_db()
    with pytest.raises(DomainError) as refusal:
        domain.issue_password_token(by=by, user=user)
    assert refusal.value.code == "user_inactive"


def test_locking_ends_sessions_for_good_even_after_reopening(by, client):
    user = seat("reporter", AgencyFactory())
    client.force_login(user)
    assert client.get("/ho-so/").status_code == 200
    domain.deactivate_user(by=by, user=user, reason="Chuyển công tác")
    assert client.get("/ho-so/").status_code == 302
    domain.reactivate_user(by=by, user=user)
    assert client.get("/ho-so/").status_code == 302
    user.refresh_from_db()
    assert user.is_active
    assert not user.has_usable_password()


def test_last_administrator_cannot_be_locked(by, admin):
    locked = seat("admin")
    User.objects.filter(pk=locked.pk).update(is_active=False)
    with pytest.raises(DomainError) as refusal:
        domain.deactivate_user(by=by, user=admin, reason="Nhầm")
    assert refusal.value.code == "last_admin"
    admin.refresh_from_db()
    assert admin.is_active


def test_administrator_can_be_locked_while_another_remains(by, admin):
    other = seat("admin")
    domain.deactivate_user(by=by, user=other, reason="Chuyển công tác")
    other.refresh_from_db()
    assert not other.is_active


def test_locking_twice_and_opening_an_open_account_are_refused(by):
    user = create(by)
    with pytest.raises(DomainError) as refusal:
        domain.reactivate_user(by=by, user=user)
    assert refusal.value.code == "user_active"
    domain.deactivate_user(by=by, user=user, reason="Thử")
    with pytest.raises(DomainError) as refusal:
        domain.deactivate_user(by=by, user=user, reason="Thử")
    assert refusal.value.code == "user_inactive"


def test_lifting_a_second_factor_needs_a_reason_and_removes_every_kind(by):
    user = create(by)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "BI-MAT"})
    Authenticator.objects.create(user=user, type="recovery_codes", data={"seed": "BI-MAT"})
    with pytest.raises(DomainError) as refusal:
        domain.reset_second_factor(by=by, user=user, reason="  ")
    assert refusal.value.code == "reason_missing"
    domain.reset_second_factor(by=by, user=user, reason="Mất điện thoại, đã gặp trực tiếp")
    assert not Authenticator.objects.filter(user=user).exists()
    event = Event.objects.latest("number")
    assert event.before == {"factors": ["recovery_codes", "totp"]}
    assert "BI-MAT" not in str([event.before, event.after])
    with pytest.raises(DomainError) as refusal:
        domain.reset_second_factor(by=by, user=user, reason="Lần nữa")
    assert refusal.value.code == "no_second_factor"
