"""What must hold between the authors of one initiative."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError
from khcn.kernel.registers.life import Standing
from khcn.registers.initiatives.models import Initiative, InitiativeAuthor


def hold_shares(authors: Iterable[InitiativeAuthor]) -> None:
    """Refuse when the shares of an initiative's authors come to more than 100 %.

    Runs in the transaction that stored them; the initiatives are locked, so that two people who add an author
    at once are counted one after the other.
    """
    wanted = sorted({author.initiative_id for author in authors})
    locked = list(Initiative.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    for initiative, told in _sums(locked):
        if told > 100:
            text = f"{told.normalize():f}".replace(".", ",")
            sentence = _(
                "Tổng tỷ lệ đóng góp của các tác giả sáng kiến “%(title)s” là %(sum)s %%, vượt 100 %%."
            ) % {
                "title": initiative.title[:80],
                "sum": text,
            }
            raise DomainError(sentence, code="initiative.shares", fields={"share": sentence})


def _sums(initiatives: list[Initiative]) -> list[tuple[Initiative, Decimal]]:
    kept = InitiativeAuthor.objects.exclude(standing=Standing.VOID).filter(initiative__in=initiatives)
    sums = dict(kept.order_by().values_list("initiative").annotate(told=Sum("share")))
    return [(one, sums.get(one.pk) or Decimal(0)) for one in initiatives]
