"""Which indicators stand for which target. What a person chose or edited for a target stays."""

from typing import Any

from khcn.indicators.models import Indicator, Observation
from khcn.kernel.packs.loader import edited_by_people, put
from khcn.kernel.packs.reader import Pack
from khcn.plan.models import Plan, Target, TargetMeasure


def load_measures(pack: Pack, plan: Plan) -> None:
    """Measures of the pack brought up to date; the governing one only where nobody has chosen."""
    rows = pack.rows("indicators", "measures")
    if not rows:
        return
    targets = {target.code: target for target in Target.objects.filter(plan=plan)}
    indicators = {
        one.code: one for one in Indicator.objects.filter(code__in={row["indicator"] for row in rows})
    }
    chosen = set(TargetMeasure.objects.exclude(chosen_at=None).values_list("pk", flat=True))
    kept = edited_by_people(TargetMeasure) | chosen
    settled = set(TargetMeasure.objects.filter(pk__in=kept).values_list("target_id", flat=True))
    # The one that no longer governs is written first: two may not govern at once.
    numbered = list(enumerate(rows, start=1))
    for order, row in sorted(numbered, key=lambda pair: pair[1].get("governing", False)):
        target = targets[row["target"]]
        values = _values(row) | {"order": order * 10}
        if target.pk not in settled:
            values["governing"] = row.get("governing", False)
        put(TargetMeasure, {"target": target, "indicator": indicators[row["indicator"]]}, values, kept)


def _values(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "reading": row.get("reading", ""),
        "label": row.get("label", ""),
        "baseline": _baseline(row.get("baseline")),
        "comparable": row.get("comparable", True),
        "baseline_note": row.get("baseline_note", ""),
    }


def _baseline(said: dict[str, Any] | None) -> Observation | None:
    """The newest figure of that place that nobody withdrew."""
    if said is None:
        return None
    told = Observation.objects.filter(
        indicator__code=said["indicator"], last_day=said["to"], territory__code=said["territory"], current=True,
        withdrawn=False,
    )  # fmt: skip
    return told.order_by("-revision", "-pk").first()
