"""Loads what a data pack knows of indicators: definitions, known values, statistical forms.

What people defined, told, confirmed or withdrew on screen is left as they want it; the pack brings up to date only what
nobody touched. Call inside a transaction, after the kernel's part of the pack.
"""

from khcn.indicators.pack.definitions import load_definitions
from khcn.indicators.pack.forms import load_stat_forms
from khcn.indicators.pack.values import load_values
from khcn.indicators.signals import figures_changed
from khcn.kernel.packs.reader import Pack

__all__ = ["load_indicators"]


def load_indicators(pack: Pack) -> None:
    """Definitions, then values under them, then the forms whose cells name them."""
    if "indicators" in pack.sections:
        changed = load_definitions(pack) | load_values(pack)
        if changed:
            figures_changed.send(sender=Pack, indicators=sorted(changed), by=None)
    load_stat_forms(pack)
