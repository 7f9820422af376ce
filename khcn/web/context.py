"""What the frame around every page shows."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from khcn.kernel.access import NOBODY
from khcn.kernel.notices.models import Notice
from khcn.kernel.packs.about import about_pack
from khcn.web.navigation import banners, navigation, plans_of


def shell(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", NOBODY)
    plans = SimpleLazyObject(lambda: plans_of(actor))
    return {
        "actor": actor,
        "site": _site(),
        "shell": {
            "navigation": SimpleLazyObject(lambda: navigation(actor, plans, request.path)),
            "unread": SimpleLazyObject(lambda: _unread(actor.user_id)),
            "banners": SimpleLazyObject(lambda: banners(plans)),
        },
    }


def _site() -> dict[str, Any]:
    pack = about_pack()
    return {"province_name": pack.get("province", ""), "artificial": bool(pack.get("artificial"))}


def _unread(user_id: int | None) -> int:
    return Notice.objects.filter(user_id=user_id, read_at=None).count() if user_id else 0
