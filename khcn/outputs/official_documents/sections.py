"""Sections: paper, margins and page numbers of the document and of each annex."""

from dataclasses import dataclass

from khcn.outputs.official_documents.layout import Layout
from khcn.outputs.official_documents.widths import twips


@dataclass(frozen=True)
class Paper:
    """One section's sheet in mm. Each section counts its own pages and hides the number on its first."""

    rules: Layout
    landscape: bool = False

    @property
    def width(self) -> float:
        return self.rules.page.height if self.landscape else self.rules.page.width

    @property
    def height(self) -> float:
        return self.rules.page.width if self.landscape else self.rules.page.height

    @property
    def room(self) -> float:
        """How wide text and tables may stand."""
        margins = self.rules.page.margins.preferred
        return self.width - margins["left"] - margins["right"]

    def properties(self) -> str:
        margins = self.rules.page.margins.preferred
        sides = "".join(f' w:{side}="{twips(margins[side])}"' for side in ("top", "right", "bottom", "left"))
        turned = ' w:orient="landscape"' if self.landscape else ""
        return (
            '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/><w:type w:val="nextPage"/>'
            f'<w:pgSz w:w="{twips(self.width)}" w:h="{twips(self.height)}"{turned}/>'
            f'<w:pgMar{sides} w:header="{twips(margins["top"] / 2)}" w:footer="{twips(margins["bottom"] / 2)}" w:gutter="0"/>'
            '<w:pgNumType w:fmt="decimal" w:start="1"/><w:titlePg/></w:sectPr>'
        )
