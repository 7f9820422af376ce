"""Addresses kept in rows are followed only inside this site."""

from django.utils.http import url_has_allowed_host_and_scheme


def own_url(url: str) -> str:
    """The address if it is a path of this site, otherwise ""."""
    inside = url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return url if inside else ""
