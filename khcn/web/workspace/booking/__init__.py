"""Booking of shared equipment: the week of an apparatus, one's own slots, what its keepers decide."""

from khcn.web.workspace.booking import panel  # noqa: F401 - puts the panel on the page of equipment
