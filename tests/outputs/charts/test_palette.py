"""Colours must differ for people who see few of them; distances as CIE76 after Machado, Oliveira and Fernandes 2009."""

from itertools import combinations, pairwise

import pytest

from khcn.outputs.charts import palette
from khcn.outputs.charts.palette import luminance

EYES = {
    "usual": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}  # fmt: skip


def lab(colour: str, eye: str) -> tuple[float, float, float]:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in EYES[eye]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: str, other: str, eye: str) -> float:
    return sum((a - b) ** 2 for a, b in zip(lab(one, eye), lab(other, eye), strict=True)) ** 0.5


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("eye", EYES)
def test_series_differ_for_every_eye(eye: str) -> None:
    assert min(distance(a, b, eye) for a, b in combinations(palette.SERIES, 2)) > 20


@pytest.mark.parametrize("eye", EYES)
def test_observed_forecast_target_and_milestone_differ_for_every_eye(eye: str) -> None:
    roles = (palette.OBSERVED, palette.FORECAST, palette.TARGET, palette.MILESTONE)
    assert min(distance(a, b, eye) for a, b in combinations(roles, 2)) > 15


@pytest.mark.parametrize("eye", EYES)
def test_bands_and_stages_get_darker_step_by_step(eye: str) -> None:
    for row in ((palette.WHITE, palette.BAND_95, palette.BAND_80, palette.FORECAST), palette.STAGES):
        assert all(lab(a, eye)[0] - lab(b, eye)[0] > 6 for a, b in pairwise(row))
        assert min(distance(a, b, eye) for a, b in pairwise(row)) > 10


def test_marks_stand_out_from_paper_and_text_can_be_read() -> None:
    marks = (palette.OBSERVED, palette.FORECAST, palette.TARGET, palette.MILESTONE, *palette.SERIES[:5])
    assert min(contrast(mark, palette.WHITE) for mark in marks) >= 3
    assert min(contrast(ink, palette.WHITE) for ink in (palette.INK, palette.MUTED, palette.TARGET)) >= 4.5
    assert min(contrast(ink, ground) for ink, ground in palette.TONES.values()) >= 4.5


def test_figures_on_segments_can_be_read() -> None:
    for ground in palette.SERIES:
        ink = palette.INK if palette.is_light(ground) else palette.WHITE
        assert contrast(ink, ground) >= 4.2


def test_each_series_has_its_own_line_and_marker_too() -> None:
    looks = list(zip(palette.LINES, palette.MARKERS, strict=True))
    assert len(set(looks)) == len(looks) == len(palette.SERIES)
