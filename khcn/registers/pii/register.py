"""The evidence room of the provincial innovation index."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Register, registers, section
from khcn.kernel.registers.facts import count, share
from khcn.registers.pii.models import PiiEvidence

OURS = ~Q(evidence="central")


@registers.add
class PiiEvidences(Register):
    model = PiiEvidence
    code = "minh-chung-pii"
    name = _("Minh chứng PII")
    group = "quan-ly"
    icon = "folder"
    about = _(
        "Mỗi năm, từng chỉ số thành phần của chỉ số đổi mới sáng tạo cấp địa phương: giá trị, minh chứng, đã nộp hay chưa."
    )
    legal_basis = ("QĐ 1705/QĐ-BKHCN",)
    identity = (("indicator", "year"),)
    sections = (
        section(_("Chỉ số thành phần"), "year", "indicator", "name", "pillar", "unit"),
        section(_("Số liệu, minh chứng"), "data_year", "value", "data_source", "responsible", "evidence", "evidence_list"),
        section(_("Nộp, kết quả"), "submitted_on", "score", "rank", "remark"),
    )  # fmt: skip
    labels = {"responsible": _("Cơ quan cung cấp số liệu")}
    helps = {
        "indicator": _("Mã theo bộ chỉ số của năm, ví dụ 1.1.1."),
        "evidence_list": _("Tên, số văn bản; tệp đính kèm ở phần tài liệu của bản ghi."),
        "year": _("Năm của bộ chỉ số, không phải năm số liệu."),
        "rank": _("Nhớ số tỉnh được xếp hạng đã đổi từ 63 còn 34 sau sắp xếp; không so trực tiếp hai năm."),
    }
    columns = ("indicator", "name", "year", "value", "evidence", "responsible", "state")
    filters = ("year", "pillar", "evidence", "responsible", "state")
    sorts = ("year",)
    examples = {"indicator": "1.1.1", "name": "Chỉ số thành phần mẫu 1"}
    imports = {"Mã chỉ số": "indicator", "Tên chỉ số": "name", "Năm": "year", "Cơ quan chủ trì": "responsible", "Số liệu": "value"}  # fmt: skip
    public = ("year", "indicator", "name", "pillar", "unit", "value", "score", "rank")
    facts = (
        count("pii.indicators", _("Chỉ số thành phần PII phải theo dõi trong năm"), unit=_("chỉ số"), over="year"),
        share("pii.complete", _("Tỷ lệ chỉ số thành phần PII đủ minh chứng"), Q(evidence="complete"), over="year", where=OURS),
        share("pii.submitted", _("Tỷ lệ chỉ số thành phần PII đã nộp"), Q(submitted_on__isnull=False), over="year", where=OURS),
    )  # fmt: skip
