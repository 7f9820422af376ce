"""Demo sign-ins, one per role: artificial accounts with passwords made on this machine."""

import os
import secrets
from pathlib import Path

from django.db import transaction

from khcn.kernel.accounts.choices import AGENCY_ROLES, Role
from khcn.kernel.accounts.models import Membership, User
from khcn.kernel.agencies.models import Agency
from khcn.kernel.packs.models import LoadedPack

USERNAMES = {
    Role.ADMIN: "quantri",
    Role.COORDINATOR: "dieuphoi",
    Role.LEADER: "lanhdao",
    Role.REPORTER: "baocao",
    Role.APPROVER: "duyet",
    Role.EXPERT: "chuyengia",
    Role.ENTERPRISE: "doanhnghiep",
    Role.PUBLIC: "congchung",
}


def demo_sign_ins(kept: Path) -> list[str]:
    """Lines "role: user name / password"; made once, then read from `kept` (owner only)."""
    if not User.objects.exists():
        lines = _create()
        with open(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:  # noqa: PTH123
            file.write("\n".join(lines) + "\n")
    return kept.read_text().splitlines() if kept.exists() else []


@transaction.atomic
def _create() -> list[str]:
    seats = _seats()
    width = max(len(role.label) for role in USERNAMES)
    lines = []
    for role, username in USERNAMES.items():
        password = secrets.token_urlsafe(9)
        user = User(username=username, full_name=f"Tài khoản mẫu – {role.label}", artificial=True)
        user.set_password(password)
        user.save()
        Membership.objects.create(
            user=user, role=role, agency=seats.get(role) if role in AGENCY_ROLES else None
        )
        lines.append(f"{role.label!s:<{width}}  {username:<12} {password}")
    return lines


def _seats() -> dict[str, Agency]:
    """The agencies in which the demo people sit, as the data pack names them."""
    pack = LoadedPack.objects.first()
    codes = pack.settings.get("seats", {}) if pack else {}
    found = {agency.code: agency for agency in Agency.objects.filter(code__in=codes.values())}
    fallback = Agency.objects.first() or Agency.objects.create(code="co-quan", name="Cơ quan", kind="so")
    return {role: found.get(codes.get(role.value, ""), fallback) for role in AGENCY_ROLES}
