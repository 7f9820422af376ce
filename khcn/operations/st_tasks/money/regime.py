"""The numbers of a rule set that money and running tasks need. A number that a rule set does not have is no rule."""

from fractions import Fraction

from khcn.operations.st_tasks.judging.rules import ChangeRule, LumpSumRule
from khcn.operations.st_tasks.models import StTask
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.procedures.shape import Outline

#: Grounds on which somebody may be replaced and what final-product spending freezes, TT 04/2015/TT-BKHCN; a rule set
#: may say them anew under these terms, separated by commas.
GROUNDS = {"leader": "away,ill,dead,request,late", "host": "merger,split,dissolution"}
FROZEN = {"final": "name,objective,product"}


def outline_for(task: StTask) -> Outline | None:
    """The rule set of a task; None for one that was taken over from before the platform."""
    return outline_of(task.procedure) if task.procedure_id else None


def figure(outline: Outline | None, code: str) -> Fraction | None:
    if outline is None or code not in outline.figure_by_code:
        return None
    return outline.figure(code)


def whole_figure(outline: Outline | None, code: str) -> int | None:
    """A figure that counts days, months, times."""
    value = figure(outline, code)
    return None if value is None else int(value)


def article_of(outline: Outline | None, code: str) -> str:
    """Where the figure comes from, “” when unknown."""
    if outline is None or code not in outline.figure_by_code:
        return ""
    return outline.figure_by_code[code].basis.article


def confirmed(outline: Outline | None, code: str) -> bool:
    return bool(outline and code in outline.figure_by_code and outline.figure_by_code[code].basis.confirmed)


def lump_sum_rule(outline: Outline | None) -> LumpSumRule | None:
    """Limits of spending by lump sum, of advances and refunds; None where the rule set leaves one of them out."""
    codes = (
        "lump.final.rest_share", "lump.final.rest_most", "advance.first_share", "advance.settled_share", "refund.final",
        "refund.partial",
    )  # fmt: skip
    values = [value for code in codes if (value := figure(outline, code)) is not None]
    if len(values) < len(codes):
        return None
    rest_share, rest_most, first, settled, final, partial = values
    return LumpSumRule(
        article=article_of(outline, codes[0]),
        articles={
            "advance": article_of(outline, "advance.first_share"),
            "refund": article_of(outline, "refund.final"),
        },
        non_lump_share=rest_share, non_lump_most=int(rest_most), first_advance_share=first, settled_share=settled,
        refund_final=final, refund_partial=partial, refund_unproven=_or(outline, "refund.unproven", 1),
        objective_refund=_or(outline, "refund.objective", 0), objective_unproven=_or(outline, "refund.objective_unproven", 0),
    )  # fmt: skip


def change_rule(outline: Outline | None) -> ChangeRule | None:
    """What may change while a task runs; None where the rule set does not say."""
    codes = (
        "extension.count", "extension.long_from_months", "extension.longest_months", "extension.short_months",
        "extension.ask_months_before", "shortening.share_done",
    )  # fmt: skip
    values = [value for code in codes if (value := figure(outline, code)) is not None]
    if outline is None or len(values) < len(codes):
        return None
    count, long_from, longest, short, notice, share = values
    article = article_of(outline, codes[0])
    return ChangeRule(
        article=article,
        articles={"shortening": article_of(outline, "shortening.share_done")},
        extensions=int(count), long_task_months=int(long_from), long_extension_months=int(longest),
        short_extension_months=int(short), notice_months=int(notice), shortening_share=share,
        frozen={mode: _listed(outline, f"frozen.{mode}", told) for mode, told in FROZEN.items()},
        grounds={role: _listed(outline, f"grounds.{role}", told) for role, told in GROUNDS.items()},
    )  # fmt: skip


def _or(outline: Outline | None, code: str, default: int) -> Fraction:
    value = figure(outline, code)
    return Fraction(default) if value is None else value


def _listed(outline: Outline, term: str, default: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in outline.terms.get(term, default).split(",") if one.strip())
