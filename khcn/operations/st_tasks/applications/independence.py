"""Who judged a task is in no team for it: the database refuses, here the refusal becomes a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.fixed_sheets import AUTHOR
from khcn.operations.st_tasks.models import Seat
from khcn.registers.directory.models import Person


@contextmanager
def refusing_judges(sentence: str = "") -> Iterator[None]:
    """Turn the refusal of the database into DomainError `application.judge`; other refusals go on.

    The usual sentence does not tell the team who sits in the council.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if AUTHOR not in str(error):
            raise
        raise DomainError(
            sentence
            or _(
                "Người này không tham gia hồ sơ của nhiệm vụ này được vì không độc lập với việc xét nhiệm vụ. "
                "Hãy chọn người khác; cần biết thêm thì hỏi Sở KH&CN."
            ),
            code="application.judge",
        ) from error


def own_refusal() -> str:
    """The sentence for the judge."""
    return _(
        "Bạn đã chấm nội dung của nhiệm vụ này trong hội đồng nên không tham gia hồ sơ của nhiệm vụ được."
    )


def person_of(user: int | None) -> Person | None:
    """The expert of the directory behind an account, where the department seated both as one; None if it did so differently."""
    if user is None:
        return None
    known = Seat.objects.filter(user=user, person__isnull=False).order_by()
    found = set(known.values_list("person", flat=True)[:20])
    return Person.objects.filter(pk__in=found).first() if len(found) == 1 else None
