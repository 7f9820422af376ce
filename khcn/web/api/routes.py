"""Addresses of registers: reading and writing share them, each with its own methods."""

from ninja import Router

router = Router(tags=["so-dang-ky"], by_alias=True)
