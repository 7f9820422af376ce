"""Pictures of a document: PNG only, each stored once, with words for those who do not see it."""

import struct
from hashlib import sha256
from xml.sax.saxutils import quoteattr

from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError
from khcn.outputs.official_documents.model import Picture
from khcn.outputs.official_documents.words import clean

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_EMU_PER_MM = 36_000
_USUAL_DPI = 96
_TALLEST = 200.0


class Media:
    """The pictures of one document under their relation ids."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self._names: dict[str, str] = {}
        self._shown = 0

    def drawing(self, picture: Picture, room: float) -> str:
        """An inline picture, no wider than `room` (mm)."""
        width, height = _size(picture, room)
        relation = self._stored(picture.png)
        self._shown += 1
        extent = f'cx="{round(width * _EMU_PER_MM)}" cy="{round(height * _EMU_PER_MM)}"'
        name = f'id="{self._shown}" name="Hình {self._shown}" descr={quoteattr(clean(picture.alt))}'
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
            f'<wp:docPr {name}/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            f'<pic:pic><pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>'
            f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
        )

    def _stored(self, png: bytes) -> str:
        digest = sha256(png).hexdigest()
        if digest not in self._names:
            relation = f"rIdPicture{len(self._names) + 1}"
            self._names[digest] = relation
            self.files[relation] = png
        return self._names[digest]


def _size(picture: Picture, room: float) -> tuple[float, float]:
    """Millimetres: as wanted, else the file's own size; never wider than the text or higher than a page."""
    columns, rows, dpi = _png_header(picture)
    width = picture.width or columns / dpi * 25.4
    scale = min(1.0, room / width, _TALLEST / (width * rows / columns))
    return width * scale, width * scale * rows / columns


def _png_header(picture: Picture) -> tuple[int, int, float]:
    data = picture.png
    if len(data) < 33 or not data.startswith(_SIGNATURE) or data[12:16] != b"IHDR":
        raise _refused(picture)
    columns, rows = struct.unpack(">II", data[16:24])
    if not columns or not rows:
        raise _refused(picture)
    place = data.find(b"pHYs", 33, 4096)
    if place < 0 or len(data) < place + 13:
        return columns, rows, _USUAL_DPI
    per_metre = struct.unpack(">I", data[place + 4 : place + 8])[0]
    return columns, rows, per_metre * 0.0254 if data[place + 12] == 1 and per_metre else _USUAL_DPI


def _refused(picture: Picture) -> DomainError:
    return DomainError(
        _("Hình “%s” không phải tệp PNG đọc được. Hãy lưu hình thành PNG rồi thử lại.") % (picture.caption or picture.alt),
        code="bad_picture",
    )  # fmt: skip
