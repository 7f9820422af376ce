from datetime import date

import factory
from django.utils import timezone

from khcn.kernel.access import Actor
from khcn.kernel.accounts.models import Membership, User
from khcn.kernel.accounts.queries import actor_of


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"nguoi{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.vn")
    full_name = factory.Sequence(lambda n: f"Người Thử Nghiệm {n}")
    password = factory.django.Password("mat-khau-thu-nghiem")


def seat(role: str, agency=None, *, user: User | None = None, **dates: date) -> User:
    """A person with one seat."""
    user = user or UserFactory()
    Membership.objects.create(user=user, role=role, agency=agency, **dates)
    return user


def actor_for(user: User, day: date | None = None) -> Actor:
    return actor_of(user, day or timezone.localdate())
