"""Cut a tiny companion font with figures of equal width out of Be Vietnam Pro.

The face has no "tnum" feature: its figures differ in width, so columns of numbers would not line up.
The result (digits and the signs that stand among them) is put before the face itself in the font list
of tables. Needs fonttools and brotli; run it only when the face is updated:

    python tabular_figures.py node_modules/@fontsource/be-vietnam-pro/files fonts
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.misc.transform import Offset
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FIGURES = "0123456789"
WEIGHTS = (400, 600)
FAMILY = "Be Vietnam Pro Tabular"


def equal_widths(font: TTFont) -> None:
    """Give all figures the advance of the mean figure and centre each in it."""
    names = [font.getBestCmap()[ord(figure)] for figure in FIGURES]
    metrics, glyphs, glyph_set = font["hmtx"], font["glyf"], font.getGlyphSet()
    width = round(sum(metrics[name][0] for name in names) / len(names))
    for name in names:
        advance, bearing = metrics[name]
        shift = round((width - advance) / 2)
        pen = TTGlyphPen(None)
        glyph_set[name].draw(TransformPen(pen, Offset(shift, 0)))
        glyphs[name] = pen.glyph()
        metrics[name] = (width, bearing + shift)


def rename(font: TTFont) -> None:
    """Tell the companion apart from the face it was cut from."""
    for record in font["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = FAMILY


def cut(source: Path, target: Path) -> None:
    """Write the figures of one weight to target."""
    font = TTFont(source)
    options = subset.Options(layout_features=[], hinting=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=FIGURES)
    subsetter.subset(font)
    equal_widths(font)
    rename(font)
    font.flavor = "woff2"
    font.save(target)


if __name__ == "__main__":
    files, out = Path(sys.argv[1]), Path(sys.argv[2])
    for weight in WEIGHTS:
        cut(
            files / f"be-vietnam-pro-latin-{weight}-normal.woff2",
            out / f"be-vietnam-pro-figures-{weight}.woff2",
        )
