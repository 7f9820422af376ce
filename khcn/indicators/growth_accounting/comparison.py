"""The official figure stands first; ours is beside it, and an official one that contradicts itself is told."""

from decimal import Decimal

from django.utils.translation import gettext as _

from khcn.indicators.growth_accounting.arithmetic import precisely, rounded, shares_of
from khcn.indicators.growth_accounting.model import Compared, Parts, Published

# Published figures have one or two places; half a point of the share is beyond their rounding.
MOST_GAP = Decimal("0.5")


@precisely
def compare(published: Published, share: Decimal | None) -> Compared:
    """Our share of TFP in growth, %, beside the official one."""
    difference = None
    if published.share is not None and share is not None:
        difference = rounded(share - published.share)
    consistent = _consistent(published)
    notes = [_("Số công bố chính thức được ưu tiên; số tính ở đây chỉ để kiểm tra.")]
    if consistent is False:
        notes.append(
            _(
                "Các số công bố không khớp nhau: tốc độ tăng TFP chia cho tăng trưởng khác tỷ trọng đã nêu. "
                "Hãy xem lại số nào là tăng trưởng, số nào là đóng góp, số nào là tỷ trọng."
            )
        )
    return Compared(published, difference, consistent, " ".join(notes))


def _consistent(published: Published) -> bool | None:
    """Whether share = TFP growth / growth; None when not all three are known."""
    if published.share is None or published.tfp_growth is None or not published.growth:
        return None
    parts = Parts(Decimal(0), Decimal(0), published.tfp_growth)
    return abs(shares_of(parts, published.growth).tfp - published.share) <= MOST_GAP
