"""Who plays: the demo sign-ins where there are such, further artificial accounts that nobody can sign in to."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from khcn.config.demo.world import World
from khcn.kernel.access import Actor
from khcn.kernel.accounts.choices import Role
from khcn.kernel.accounts.models import User
from khcn.registers.directory.models import Organisation, Person

#: Accounts made with the demonstration, and taken away with it.
PREFIX = "mau-nvkhcn-"
MEMBERS = 9
HOST_KINDS = ("science", "school", "enterprise")
_SIGN_INS = {
    "officer": Role.COORDINATOR, "leader": Role.LEADER, "applicant": Role.ENTERPRISE, "rival": Role.APPROVER,
    "proposer": Role.PUBLIC, "member": Role.EXPERT,
}  # fmt: skip
#: Seats that the acts ask for; others act by their place in a team or a council.
_SEATS = {"officer": (Role.COORDINATOR,), "leader": (Role.LEADER,)}


@dataclass
class Cast:
    users: dict[str, User]
    members: list[User]
    experts: list[Person]
    hosts: list[Organisation]
    leaders: list[Person]

    def actor(self, name: str, day: date) -> Actor:
        user = self.users[name]
        seats = frozenset((role.value, None) for role in _SEATS.get(name, ()))
        return Actor(user.pk, user.full_name, day, seats)

    def member(self, number: int, day: date) -> Actor:
        user = self.members[number]
        return Actor(user.pk, user.full_name, day)


def gather(world: World) -> Cast | None:
    """None where the registers hold too few people to fill a council."""
    people: list[Any] = [one for one in world.made[Person] if one.standing == "active"]
    if len(people) < MEMBERS:
        return None
    experts, leaders = people[:MEMBERS], people[MEMBERS:] or []
    users = {name: _sign_in(name, role) for name, role in _SIGN_INS.items()}
    members = [users["member"], *(_made(f"uy-vien-{n}", experts[n].name) for n in range(1, MEMBERS))]
    employers = {one.organisation_id for one in experts}
    found = [one for kind in HOST_KINDS for one in world.organisations[kind] if one.pk not in employers]
    hosts = found or [one for every in world.organisations.values() for one in every]
    return Cast(users, members, experts, hosts, leaders) if hosts else None


def _sign_in(name: str, role: Role) -> User:
    users = User.objects.filter(artificial=True, memberships__role=role).exclude(username__startswith=PREFIX)
    return users.order_by("pk").first() or _made(name, f"Tài khoản mẫu – {role.label}")


def _made(name: str, full_name: str) -> User:
    if there := User.objects.filter(username=f"{PREFIX}{name}").first():
        return there
    user = User(username=f"{PREFIX}{name}", full_name=full_name, artificial=True)
    user.set_unusable_password()
    user.save()
    return user
