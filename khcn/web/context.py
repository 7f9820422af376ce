"""What the frame around every page shows."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from khcn.kernel.access import NOBODY
from khcn.kernel.packs.about import about_pack
from khcn.web.navigation import banners, navigation, plans_seen, unread_notices


def shell(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", NOBODY)
    plans = SimpleLazyObject(lambda: plans_seen(request))
    return {
        "actor": actor,
        "site": _site(),
        "shell": {
            "navigation": SimpleLazyObject(lambda: navigation(actor, plans, request.path)),
            "unread": SimpleLazyObject(lambda: unread_notices(actor, plans)),
            "banners": SimpleLazyObject(lambda: banners(plans)),
        },
    }


def _site() -> dict[str, Any]:
    pack = about_pack()
    return {"province_name": pack.get("province", ""), "artificial": bool(pack.get("artificial"))}
