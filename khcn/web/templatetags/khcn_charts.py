"""Charts on a page: `{% chart picture %}` with title, numbers and source, `{% spark picture %}` for a cell."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from khcn.outputs.charts.picture import Picture

register = template.Library()

_BODIES = {
    "dot-plot": "charts/_rows.html",
    "territory": "charts/_rows.html",
    "money": "charts/_rows.html",
    "heat-map": "charts/_heat_map.html",
}
_USED = "khcn_charts_used"


@register.inclusion_tag("charts/_figure.html", takes_context=True)
def chart(
    context: template.Context, picture: Picture, level: int = 3, download: str = "", sortable: bool = False
) -> dict[str, Any]:
    """The picture with caption, legend, source and table of numbers; `level` is that of its heading.

    `download` is the address of the SVG file; `sortable` makes heads of a territory table sort by the server.
    """
    return {
        "picture": _unique(context, picture),
        "body": _BODIES.get(picture.kind, "charts/_svg.html"),
        "level": level,
        "download": download,
        "sortable": sortable,
        "request": context.get("request"),
    }


@register.simple_tag(takes_context=True)
def spark(context: template.Context, picture: Picture) -> SafeString:
    """Only the drawing, for a table cell or a card that tells the figures itself."""
    return _unique(context, picture).svg


def _unique(context: template.Context, picture: Picture) -> Picture:
    """Ids of its own for a picture that stands on the page a second time."""
    request = context.get("request")
    used: dict[str, int] = context.render_context.setdefault(_USED, {}) if request is None else _of(request)
    count = used[picture.key] = used.get(picture.key, 0) + 1
    return picture if count == 1 else picture.with_key(f"{picture.key}-{count}")


def _of(request: Any) -> dict[str, int]:
    if not hasattr(request, _USED):
        setattr(request, _USED, {})
    used: dict[str, int] = getattr(request, _USED)
    return used
