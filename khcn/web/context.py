"""What the frame around every page shows."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from khcn.kernel.access import NOBODY
from khcn.kernel.notices.models import Notice
from khcn.kernel.packs.models import LoadedPack
from khcn.web.navigation import banners, navigation


def shell(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", NOBODY)
    return {
        "actor": actor,
        "site": SimpleLazyObject(_site),
        "shell": {
            "navigation": SimpleLazyObject(lambda: navigation(actor, request.path)),
            "unread": SimpleLazyObject(lambda: _unread(actor.user_id)),
            "banners": SimpleLazyObject(lambda: banners(actor)),
        },
    }


def _site() -> dict[str, Any]:
    pack = LoadedPack.objects.order_by("-loaded_at").first()
    return {"province_name": pack.province_name if pack else "", "artificial": bool(pack and pack.artificial)}


def _unread(user_id: int | None) -> int:
    return Notice.objects.filter(user_id=user_id, read_at=None).count() if user_id else 0
