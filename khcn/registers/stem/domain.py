"""No pupil is counted twice: a school year is told for the province or commune by commune, never both."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError
from khcn.kernel.registers.life import Standing
from khcn.registers.stem.models import StemYear


def keep_names(rows: Iterable[StemYear]) -> None:
    """Store the made-up name where an import wrote only the columns that it was given."""
    for row in rows:
        StemYear.objects.filter(pk=row.pk).exclude(name=row.name).update(name=row.name)


def hold_one_view(rows: Iterable[StemYear]) -> None:
    """Refuse when a level of school has figures for a territory and for a part of it in the same year."""
    for year, school_level in sorted({(row.year, row.school_level) for row in rows}):
        kept = StemYear.objects.select_for_update(of=("self",)).exclude(standing=Standing.VOID)
        told = list(kept.filter(year=year, school_level=school_level).select_related("territory"))
        levels = {row.territory.level for row in told if row.territory}
        if len(levels) > 1:
            names = ", ".join(sorted({str(row.territory) for row in told})[:4])
            sentence = _(
                "Năm học %(year)s–%(next)s đã có số liệu ở cấp hành chính khác (%(names)s). Ghi cả tỉnh hoặc từng xã, "
                "không ghi cả hai, để không đếm hai lần."
            ) % {"year": year, "next": year + 1, "names": names}
            raise DomainError(sentence, code="stem.counted_twice", fields={"territory": sentence})
