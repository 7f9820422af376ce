"""How much of a file is read before it is refused."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds that keep one upload from occupying the machine; sizes are bytes."""

    file_size: int = 30 * MEGABYTE
    pages: int = 400
    characters: int = 5_000_000
    zip_members: int = 3_000
    unpacked_size: int = 200 * MEGABYTE
    xml_size: int = 60 * MEGABYTE
    ratio: int = 200
    ratio_applies_from: int = 5 * MEGABYTE
    conversion_seconds: int = 90
    reading_seconds: int = 180


DEFAULT = Limits()


def megabytes(size: int) -> str:
    """A size as people read it: 31457280 becomes `30 MB`, 1572864 becomes `1,5 MB`."""
    return f"{size / MEGABYTE:.1f}".removesuffix(".0").replace(".", ",") + " MB"
