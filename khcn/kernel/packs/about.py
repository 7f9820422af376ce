"""What pack this process runs on, read once from its first file."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings

from khcn.kernel.packs.errors import PackError
from khcn.kernel.packs.source import read_yaml


@lru_cache(maxsize=1)
def about_pack() -> Mapping[str, Any]:
    """The content of pack.yaml; empty when there is no readable pack (loading tells why)."""
    path = settings.KHCN_PACK / "pack.yaml"
    try:
        return read_yaml(path, name=path.name) if path.is_file() else {}
    except PackError:
        return {}
