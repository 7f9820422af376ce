"""What the law lays down for the look of a document: data with its article, never numbers in code.

`layout(on)` gives the layout in force that day. Sizes are points, lengths millimetres.
"""

from khcn.outputs.official_documents.layout.loading import layout, layouts, read_layout
from khcn.outputs.official_documents.layout.model import Element, Layout, Margins, Range

__all__ = ["Element", "Layout", "Margins", "Range", "layout", "layouts", "read_layout"]
