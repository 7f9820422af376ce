"""A small bar chart as an SVG file, so that no page needs inline styles or scripts."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from khcn.kernel.registers.measure import Value

WIDTH, HEIGHT, FOOT, HEAD = 620, 220, 28, 26
INK, BAR, RULE = "#33413a", "#2f7d5b", "#c9d3cd"


def bars(values: Sequence[tuple[str, Value, str]], *, title: str) -> str:
    """One bar for each (label, value, text of the value); a missing value is a gap with its word."""
    most = max((float(value) for _label, value, _text in values if value), default=0) or 1
    step = WIDTH / max(len(values), 1)
    drawn = [_column(place * step, step, most, *one) for place, one in enumerate(values)]
    base = HEIGHT - FOOT
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="13"><title>{escape(title)}</title>'
        f'<line x1="0" y1="{base}" x2="{WIDTH}" y2="{base}" stroke="{RULE}"/>{"".join(drawn)}</svg>'
    )


def _column(left: float, step: float, most: float, label: str, value: Value, text: str) -> str:
    base, room = HEIGHT - FOOT, HEIGHT - FOOT - HEAD
    tall = max(float(value or 0), 0) / most * room
    middle = f"{left + step / 2:.1f}"
    bar = f'<rect x="{left + step * 0.2:.1f}" y="{base - tall:.1f}" width="{step * 0.6:.1f}" height="{tall:.1f}" fill="{BAR}"/>'
    told = text if value is not None else "–"
    return (
        f"{bar if tall else ''}"
        f'<text x="{middle}" y="{base - tall - 7:.1f}" text-anchor="middle" fill="{INK}">{escape(told)}</text>'
        f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle" fill="{INK}">{escape(label)}</text>'
    )
