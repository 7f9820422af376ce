"""Units of Word files, told in millimetres and points."""

TWIPS_PER_MM = 1440 / 25.4
EMU_PER_MM = 36_000
POINTS_PER_MM = 72 / 25.4
_UNITS = {"pt": 25.4 / 72, "in": 25.4, "cm": 10.0, "mm": 1.0, "px": 25.4 / 96, "": 25.4 / 72}


def number(text: str | None) -> float | None:
    """A number as Word writes it; what cannot be one counts as not given."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if abs(value) < 1e7 else None


def twips_mm(text: str | None) -> float | None:
    value = number(text)
    return None if value is None else value / TWIPS_PER_MM


def length_mm(text: str | None) -> float | None:
    """A CSS length of old drawings (`96pt`, `2in`) in millimetres."""
    given = (text or "").strip().lower()
    digits = given.rstrip("abcdefghijklmnopqrstuvwxyz%")
    value, unit = number(digits), given[len(digits) :]
    return None if value is None or unit not in _UNITS else value * _UNITS[unit]
