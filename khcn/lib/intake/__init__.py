"""Reading of uploaded files into plain text with tables, whatever the format.

`read_document(path)` is the only door: it looks at the content, not at the name,
and raises `IntakeError` with a Vietnamese sentence when a file cannot be read.
"""

from khcn.lib.intake.extracted import Cell, Extracted, IntakeError, Table
from khcn.lib.intake.limits import DEFAULT, Limits
from khcn.lib.intake.reading import read_document

__all__ = ["DEFAULT", "Cell", "Extracted", "IntakeError", "Limits", "Table", "read_document"]
