"""Named Word styles made of the layout's elements: one rule of the decree, one style."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from khcn.outputs.official_documents.layout import Element, Layout
from khcn.outputs.official_documents.widths import twips

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_JUSTIFY = {"left": "left", "center": "center", "right": "right", "justify": "both"}


@dataclass(frozen=True)
class Style:
    """A style of the element `element`; what is None comes from the element. Spaces are points, lengths mm."""

    id: str
    element: str
    name: str = ""
    align: str | None = None
    before: float = 0
    after: float = 0
    left: float = 0
    right: float = 0
    first_line: float | None = None
    keep_next: bool = False
    outline: int | None = None
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None


_TEXT = 12.7
STYLES = (
    Style("BodyText", "body", "Body Text", first_line=_TEXT, before=6),
    Style("Bullet", "body", "Gạch đầu dòng", first_line=_TEXT, before=6),
    Style("Quote", "body", "Quote", left=_TEXT, right=_TEXT, before=6, italic=True),
    Style("Heading1", "heading_roman", "heading 1", "justify", 12, 0, first_line=_TEXT, keep_next=True, outline=0),
    Style("Heading2", "clause_heading", "heading 2", "justify", 6, 0, first_line=_TEXT, keep_next=True, outline=1),
    Style("Heading3", "point", "heading 3", "justify", 6, 0, first_line=_TEXT, keep_next=True, outline=2),
    Style("Article", "body", "Điều", before=6, first_line=_TEXT),
    Style("Superior", "superior"),
    Style("Issuer", "issuer"),
    Style("NationalName", "national_name"),
    Style("Motto", "motto"),
    Style("Number", "number", before=6),
    Style("PlaceDate", "place_date", before=6),
    Style("LetterSubject", "letter_subject", before=6),
    Style("Urgency", "urgency", before=6),
    Style("Kind", "kind", before=18, keep_next=True),
    Style("Subject", "subject", keep_next=True),
    Style("Decider", "kind", "Thẩm quyền ban hành", before=12),
    Style("Decides", "kind", "Lời quyết định", before=12, after=6, keep_next=True),
    Style("Addressees", "addressees", before=12),
    Style("LegalBasis", "legal_basis", before=6, first_line=_TEXT),
    Style("RecipientsLabel", "recipients_label"),
    Style("Recipients", "recipients_list"),
    Style("Authority", "authority", keep_next=True),
    Style("SignerTitle", "signer_title", keep_next=True),
    Style("SignerName", "signer_name"),
    Style("AnnexLabel", "annex_label", keep_next=True, outline=0),
    Style("AnnexTitle", "annex_title", keep_next=True),
    Style("AnnexNote", "annex_note", after=12),
    Style("PageNumber", "page_number"),
    Style("TableText", "body", "Bảng - nội dung", "left", 2, 2, first_line=0, size=13),
    Style("TableHead", "body", "Bảng - đầu cột", "center", 2, 2, first_line=0, size=13, bold=True, keep_next=True),
    Style("TableUnit", "body", "Bảng - đơn vị tính", "right", 6, 2, first_line=0, size=13, italic=True, keep_next=True),
    Style("Caption", "body", "caption", "center", 6, 3, first_line=0, size=13, bold=True, keep_next=True),
    Style("Source", "body", "Nguồn số liệu", "justify", 3, 6, first_line=0, size=13, italic=True),
    Style("Picture", "body", "Hình", "center", 6, 0, first_line=0, keep_next=True),
)  # fmt: skip


def styles_xml(rules: Layout) -> str:
    """The styles part: Times New Roman for every script, Vietnamese, black."""
    font = quoteattr(rules.page.font)
    fonts = f"<w:rFonts w:ascii={font} w:eastAsia={font} w:hAnsi={font} w:cs={font}/>"
    size = round(rules.element("body").preferred * 2)
    language = '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="vi-VN"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:color w:val="{rules.page.colour}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>{language}</w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles {NAMESPACE}>'
        f"{defaults}{normal}{_RULE}{''.join(_styles(rules))}{_TABLES}</w:styles>"
    )


_RULE = (
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Rule"><w:name w:val="Đường kẻ"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:spacing w:line="40" w:lineRule="exact"/></w:pPr><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>'
)
_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
    '<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style>"
)
_BUILT_IN = frozenset({"Body Text", "Quote", "heading 1", "heading 2", "heading 3", "caption"})


def _styles(rules: Layout) -> Iterator[str]:
    for style in STYLES:
        element = rules.element(style.element)
        name = style.name or element.name
        custom = "" if name in _BUILT_IN else ' w:customStyle="1"'
        yield (
            f'<w:style w:type="paragraph"{custom} w:styleId="{style.id}"><w:name w:val={quoteattr(name)}/>'
            f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{_paragraph(style, element)}</w:pPr>'
            f"<w:rPr>{_run(style, element)}</w:rPr></w:style>"
        )


def _paragraph(style: Style, element: Element) -> str:
    align = style.align or element.alignment or "left"
    line = round(240 * (element.line_spacing_preferred or 1))
    first = style.first_line if style.first_line is not None else 0
    keep = "<w:keepNext/>" if style.keep_next else ""
    outline = f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else ""
    indent = (
        f'<w:ind w:left="{twips(style.left)}" w:right="{twips(style.right)}" w:firstLine="{twips(first)}"/>'
    )
    spacing = f'<w:spacing w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}" w:line="{line}" w:lineRule="auto"/>'
    return f'{keep}<w:widowControl/>{spacing}{indent}<w:jc w:val="{_JUSTIFY[align]}"/>{outline}'


def _run(style: Style, element: Element) -> str:
    bold = element.bold if style.bold is None else style.bold
    italic = element.italic if style.italic is None else style.italic
    size = round((style.size or element.preferred) * 2)
    marks = ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if italic else "")
    return f'{marks}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
