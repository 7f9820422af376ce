"""How the parts of a document are known by their words; all but forms are matched on folded text."""

import re

NATIONAL_NAME = "cong hoa xa hoi chu nghia viet nam"
MOTTO = "doc lap - tu do - hanh phuc"
MOTTO_WORDS = ("doc lap", "tu do", "hanh phuc")
PARTY = "dang cong san viet nam"
ADDRESSEES = "kinh gui"
RECIPIENTS = "noi nhan"

NUMBER_LINE = re.compile(r"^so\s*(?:[:;.]\s*[^/]{0,30}|[\d\s.…_]*)/")
BARE_NUMBER_LINE = re.compile(r"^so\s*:")
DATE_LINE = re.compile(r"\bngay\b.{0,14}\bthang\b.{0,14}\bnam\b")
LETTER_SUBJECT = re.compile(r"^(v/v|v\.v|ve viec)\b")
GAP = re.compile(r"\t+|\s{4,}")

LEGAL_BASIS = re.compile(r"^[-+*•]?\s*(can cu|theo de nghi|xet de nghi|xet to trinh)\b")
PART = re.compile(r"^(phan|chuong)\s+([ivxlc]+|thu\s+\w+|\d+)\s*[.:]?$")
SECTION = re.compile(r"^(muc|tieu muc)\s+([ivxlc]+|\d+)\s*[.:]?$")
ARTICLE = re.compile(r"^dieu\s+\d+[a-z]?\b")
ROMAN = re.compile(r"^([IVXLC]{1,7})\s*([./)\-–:])\s*(?=\S)")
CLAUSE = re.compile(r"^(\d{1,2})\s*([./)])\s*(?=[^\d\s])")
POINT = re.compile(r"^([a-zđ])\s*([).])\s*(?=\S)")
BULLET = re.compile(r"^[-–—+*•]\s*")
CAPTION = re.compile(r"^(bang|bieu|hinh|so do|do thi|don vi|dvt|ghi chu|nguon|chu thich)\b|^\(|^\*")
END_MARK = re.compile(r"\./\.$")
ANNEX = re.compile(r"^phu luc(\s+(so\s+)?([ivxlc]+|\d+))?\s*[.:]?\s*(?P<rest>.*)$")
ANNEX_NOTE = re.compile(r"^\(?\s*(ban hanh )?kem theo\b")

_AUTHORITY = r"(?:tm|kt|tl|tuq|q|t/m|k/t|t/l|t\.m|k\.t|t\.l)"
_TITLES = (
    "giam doc|tong giam doc|chu tich|bo truong|thu truong|chanh van phong|chanh thanh tra|truong phong|truong ban|"
    "cuc truong|chi cuc truong|vu truong|vien truong|hieu truong|truong doan|to truong|chu nhiem|thu tuong|tong cuc truong|"
    "dai dien|chu tri|chu toa|thu ky|nguoi lap bieu|nguoi ghi bien ban|phu trach"
)
SIGNING = re.compile(rf"^(?:{_AUTHORITY}[.\s].{{2,80}}|(?:quyen |pho |q\. ?)*(?:{_TITLES})(?:\s.{{0,60}})?)$")
AUTHORITY_FORM = re.compile(r"^(TM|KT|TL|TUQ|Q)\. ?(?=\S)")
AUTHORITY_SLIP = re.compile(rf"^{_AUTHORITY}[.\s]\s*(?=\S)", re.IGNORECASE)
ACADEMIC = re.compile(
    r"^(GS|PGS|TS|ThS|Ths|TSKH|BS|KS|CN|Tiến sĩ|Thạc sĩ|Giáo sư|Phó Giáo sư|Kỹ sư|Bác sĩ|NGƯT|NGND)\b\.?",
    re.UNICODE,
)
SUPERIORS = re.compile(r"^(ubnd|uy ban nhan dan|bo|tinh|thanh pho|hdnd|hoi dong nhan dan|so|cuc|tong cuc)\b")
ORGANISATIONS = re.compile(
    r"^(ubnd|uy ban|so|bo|cuc|chi cuc|tong cuc|trung tam|ban|hoi dong|van phong|phong|vien|truong|lien hiep|hoi|quy|"
    r"to cong tac|thanh tra|cong ty|doan)\b"
)
PLACEHOLDER = re.compile(r"[{}…_]|\.{3,}|\[|\]")
URGENCY = ("hoa toc", "thuong khan", "khan")
