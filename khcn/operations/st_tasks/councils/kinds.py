"""What the rule set says of a kind of council, read into the rules of `judging`.

councils:
  - code: selection
    judges: selection
    sheet: PHIEU-TC                 # form of the sheet that is counted; "ballot" without one
    rule:
      composition: {minimum: 7, maximum: 9, others: {head: 1}}      # fields of CompositionRule
      quorum: {share: 2/3, roles: [chair_or_vice, all_reviewers]}   # fields of QuorumRule
      decision: {pass_mark: 70, outlier_share: 1/5}                 # IdentificationRule, SelectionRule, AcceptanceRule
      contents: [{code: urgency, name: …}]     # identification: what a sheet marks, unless its form has choices
      earlier: [selection]                     # kinds of council whose members sat "earlier"
      reviewers_by_item: true                  # reviewers are named for each item
      written_votes: false                     # whether the sheet of an absent member counts
      members_blind: false                     # whether members do not see who else sits
      advisory: false                          # an expert group: it reports, the council decides
      counters: 3                              # vote counters that minutes must name
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar, get_args, get_type_hints

from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.judging import rules as judging
from khcn.operations.st_tasks.models import Council, StTask
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.procedures.shape import CouncilKind, Outline
from khcn.operations.st_tasks.procedures.shape import Grid as ShapedGrid

R = TypeVar("R", bound=judging.Rule)
DECISIONS: dict[str, type[judging.Rule]] = {
    "identification": judging.IdentificationRule,
    "selection": judging.SelectionRule,
    "acceptance": judging.AcceptanceRule,
}
BALLOT = "ballot"
MARKS = frozenset({"pass", "fail"})


@dataclass(frozen=True)
class Kind:
    """A kind of council, ready to compute with; parts that the rule set does not tell are None or empty."""

    told: CouncilKind
    composition: judging.CompositionRule | None
    quorum: judging.QuorumRule | None
    decision: judging.Rule | None
    contents: tuple[tuple[str, str], ...]
    sheet: str
    earlier: tuple[str, ...]
    reviewers_by_item: bool
    written_votes: bool
    members_blind: bool
    advisory: bool
    counters: int

    @property
    def judges(self) -> str:
        return self.told.judges

    def rule(self, expected: type[R]) -> R:
        """The rule of decision; refused where the rule set has none of that sort."""
        if not isinstance(self.decision, expected):
            raise _untold(self.told)
        return self.decision


def kind_of(council: Council) -> Kind:
    """The kind of a council under its own rule set."""
    return read_kind(outline_of(council.procedure), council.kind)


def read_kind(outline: Outline, code: str) -> Kind:
    """The kind of that code; refused where the rule set has none."""
    told = outline.council(code)
    if told is None:
        raise DomainError(
            _("Bộ quy tắc “%(name)s” không có loại hội đồng “%(code)s”.")
            % {"name": outline.name, "code": code},
            code="council.unknown_kind",
        )
    return _kind(outline, told)


def _kind(outline: Outline, told: CouncilKind) -> Kind:
    rule, article = told.rule, told.basis.article
    decision = DECISIONS.get(told.judges)
    return Kind(
        told=told,
        composition=_part(judging.CompositionRule, rule.get("composition"), article, kind=told.code),
        quorum=_part(judging.QuorumRule, rule.get("quorum"), article),
        decision=_part(decision, rule.get("decision"), article) if decision else None,
        contents=_contents(outline, told),
        sheet=told.sheet or BALLOT,
        earlier=tuple(rule.get("earlier", ("selection",) if told.judges == "acceptance" else ())),
        reviewers_by_item=bool(rule.get("reviewers_by_item", told.judges == "identification")),
        written_votes=bool(rule.get("written_votes")),
        members_blind=bool(rule.get("members_blind")),
        advisory=bool(rule.get("advisory")),
        counters=int(rule.get("counters", 0)),
    )


def _part(rule: type[R], told: Mapping[str, Any] | None, article: str, **given: Any) -> R | None:
    return None if told is None else read_rule(rule, {"article": article, **given, **told})


def read_rule(rule: type[R], told: Mapping[str, Any]) -> R:
    """Numbers as the rule wants them: “3/4” and 0.75 become the same fraction. Raises TypeError for unknown names."""
    hints = get_type_hints(rule)
    names = {one.name for one in fields(rule)}
    unknown = sorted(set(told) - names)
    if unknown:
        raise TypeError(f"{rule.__name__}: unknown {', '.join(unknown)}")
    return rule(**{name: _as(hints[name], value) for name, value in told.items()})


def _as(hint: Any, value: Any) -> Any:
    kinds = {hint, *get_args(hint)}
    if value is None or isinstance(value, bool):
        return value
    if Fraction in kinds:
        return Fraction(str(value))
    if Decimal in kinds:
        return Decimal(str(value))
    if int in kinds and not isinstance(value, list | tuple):
        return int(value)
    if isinstance(value, Mapping):
        if getattr(hint, "__origin__", None) is tuple:
            return tuple((name, int(count)) for name, count in value.items())
        return {name: tuple(one) if isinstance(one, list) else one for name, one in value.items()}
    if isinstance(value, list | tuple):
        return tuple(tuple(one) if isinstance(one, list) else one for one in value)
    return value


def _contents(outline: Outline, told: CouncilKind) -> tuple[tuple[str, str], ...]:
    """What an identification sheet marks: told in the rule, else the pass-or-fail fields of the form."""
    if "contents" in told.rule:
        return tuple((one["code"], one["name"]) for one in told.rule["contents"])
    form = outline.form(told.sheet)
    return tuple(
        (one.code, one.label) for one in (form.fields if form else ())
        if one.kind == "choice" and {code for code, _name in one.choices} >= MARKS
    )  # fmt: skip


def grid_of(outline: Outline, task: StTask) -> judging.Grid:
    """The scoring grid for the kind of the task."""
    shaped = outline.grid_for(task.kind)
    if shaped is None:
        raise DomainError(
            _("Bộ quy tắc không có bảng điểm cho loại nhiệm vụ “%(kind)s”.")
            % {"kind": task.get_kind_display()},
            code="council.no_grid",
        )
    return grid(shaped)


def grid(shaped: ShapedGrid) -> judging.Grid:
    lines = (
        judging.Criterion(code=one.code, name=one.name, maximum=Decimal(one.maximum), is_content=one.content)
        for one in shaped.criteria
    )
    return judging.Grid(
        code=shaped.code, name=shaped.name, criteria=tuple(lines), total=Decimal(shaped.total)
    )


def _untold(told: CouncilKind) -> DomainError:
    return DomainError(
        _("Bộ quy tắc chưa quy định cách tính kết quả của “%(name)s”.") % {"name": told.name},
        code="council.no_rule",
    )
