"""The colours of charts, from the theme. Lightness and shape tell apart what hue alone could not."""

INK = "#23211d"
MUTED = "#5f594e"
AXIS = "#8b8375"
GRID = "#e6e1d7"
PAPER = "#faf8f4"
WHITE = "#ffffff"

OBSERVED = "#0e5a45"
FORECAST = "#2f6fb3"
BAND_80 = "#a9c5de"
BAND_95 = "#dbe7f1"
TARGET = "#9a5b00"
TARGET_ZONE = "#fbeecb"
MILESTONE = "#5c1a52"

# Series of one kind (territories, sources): told apart by lightness, marker and line as well.
SERIES = ("#0e5a45", "#c4701d", "#4a90c4", "#7a3b12", "#8f8f8f", "#d9c48f")
LINES = ("", "7 3", "2 3", "9 3 2 3", "4 4", "1 3")
MARKERS = ("circle", "square", "triangle", "diamond", "cross", "circle")

# Planned, allocated, disbursed, settled: one green from light to dark, so it also prints in grey.
STAGES = ("#ffffff", "#cfe3d8", "#6fae92", "#0e5a45")

# Tone of a rating → ink and ground, as `_status.scss` has them.
TONES: dict[str, tuple[str, str]] = {
    "best": ("#ffffff", "#0e5a45"),
    "good": ("#14573d", "#e4f0e8"),
    "warn": ("#6e4400", "#fbeecb"),
    "late": ("#a3121b", "#fbe8e5"),
    "info": ("#1d4f7c", "#e6eff7"),
    "quiet": ("#514b40", "#f1ede5"),
}

FONT = "Be Vietnam Pro, Segoe UI, Roboto, Noto Sans, Arial, sans-serif"
TEXT = 12


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def is_light(colour: str) -> bool:
    """Whether dark text reads better on it than white text."""
    return luminance(colour) > 0.179
