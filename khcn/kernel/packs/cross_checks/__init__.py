"""Rules that hold between the files of a pack: what is named exists, dates agree, nothing stands twice."""

from typing import Any

from khcn.kernel.packs.cross_checks.agencies import check_agencies, check_classes, check_successions
from khcn.kernel.packs.cross_checks.identity import check_identity
from khcn.kernel.packs.cross_checks.index import Index
from khcn.kernel.packs.cross_checks.indicators import (
    check_indicators,
    check_measures,
    check_stat_forms,
    check_values,
)
from khcn.kernel.packs.cross_checks.plan import check_findings, check_plan, check_targets
from khcn.kernel.packs.cross_checks.territory import check_territory
from khcn.kernel.packs.cross_checks.words import (
    check_deadlines,
    check_directions,
    check_holidays,
    check_synonyms,
)
from khcn.kernel.packs.errors import Problem

_CHECKS = (
    check_identity,
    check_territory,
    check_agencies,
    check_successions,
    check_classes,
    check_plan,
    check_targets,
    check_findings,
    check_holidays,
    check_deadlines,
    check_synonyms,
    check_directions,
    check_indicators,
    check_values,
    check_measures,
    check_stat_forms,
)


def check_across_files(sections: dict[str, Any], *, folder_name: str) -> list[Problem]:
    """Every broken rule between files; the shape of each file must have been checked before."""
    index = Index(sections, folder_name)
    return [problem for check in _CHECKS for problem in check(index)]
