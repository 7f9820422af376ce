"""The register of funding lines, and the sums for targets T5 and T6."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Register, registers, section
from khcn.kernel.registers.facts import Fact, count, total
from khcn.registers.funding.choices import LOCAL, Origin, OriginGroup
from khcn.registers.funding.models import FundingLine
from khcn.registers.funding.rules import (
    jumps_are_explained,
    level_fits_the_origin,
    totals_name_no_task,
    year_can_be,
)

COUNTED = Q(control=False)
IN_THE_PROVINCE = Q(level__in=[str(level) for level in LOCAL])
CAREER = COUNTED & IN_THE_PROVINCE & Q(origin=Origin.SCIENCE.value)
STATE = COUNTED & Q(origin_group=OriginGroup.STATE.value)
INTEGRATED = COUNTED & Q(origin_group=OriginGroup.INTEGRATED.value)
MOBILISED = COUNTED & Q(origin_group=OriginGroup.MOBILISED.value)
KNOWN = COUNTED & ~Q(origin_group=OriginGroup.UNKNOWN.value)
UNKNOWN = COUNTED & Q(origin_group=OriginGroup.UNKNOWN.value)


def money(code: str, name: Any, field: str, where: Q) -> Fact:
    return total(f"funding.{code}", name, field, unit=_("đồng"), over="year", where=where)


@registers.add
class Funding(Register):
    model = FundingLine
    code = "kinh-phi"
    name = _("Kinh phí thực hiện kế hoạch")
    group = "quan-ly"
    icon = "coin"
    about = _(
        "Từng khoản kinh phí theo năm, nguồn, cấp, nhiệm vụ: dự toán, đã giao, đã giải ngân, đã quyết toán."
    )
    legal_basis = ("Kế hoạch 57/KH-UBND", "Luật Ngân sách nhà nước")
    identity = (
        ("year", "origin", "level", "content", "purpose", "responsible"),
        ("year", "origin", "level", "content", "purpose"),
        ("year", "origin", "level", "content", "responsible"),
        ("year", "origin", "level", "content"),
    )
    sections = (
        section(_("Khoản kinh phí"), "year", "origin", "level", "content", "purpose", "programme", "responsible", "control"),
        section(_("Số tiền"), "planned", "allocated", "disbursed", "counted_to", "settled", "explanation"),
        section(_("Văn bản"), "decision", "decided_on"),
    )  # fmt: skip
    labels = {"responsible": _("Cơ quan sử dụng kinh phí")}
    helps = {
        "origin": _(
            "Lồng ghép là tiền đã thuộc chương trình, dự án khác, không cộng vào chi ngân sách cho KH&CN. Chưa rõ lấy tiền ở đâu thì chọn Chưa xác định nguồn. Vốn từng dự án ghi ở sổ Vốn đầu tư công theo năm; ở đây ghi số cộng."
        ),
        "level": _(
            "Cấp ngân sách chi khoản tiền. Từng xã ghi ở sổ Kinh phí KH&CN của xã, phường; ở đây ghi số cộng của cấp xã. Vốn huy động: Ngoài ngân sách."
        ),
        "content": _("Khoản tiền này để làm gì; cùng năm, nguồn và cấp thì mỗi khoản một tên riêng."),
        "purpose": _(
            "Số nhiệm vụ trong phụ lục kế hoạch, ví dụ 3; để trống khi khoản tiền không thuộc riêng nhiệm vụ nào."
        ),
        "programme": _("Chương trình, đề án, dự án mà khoản tiền thuộc về, nếu có."),
        "control": _(
            "Chọn có khi đây là tổng số của cả nguồn do cơ quan tài chính báo, chỉ để so với các dòng chi tiết; số này không được cộng."
        ),
        "planned": _("Không có thì ghi 0; chưa biết thì để trống."),
        "disbursed": _(
            "Vốn huy động: số đã thực hiện. Tiền doanh nghiệp tự chi cho R&D đã có ở sổ Chi R&D của doanh nghiệp; ở đây chỉ ghi phần góp cho nhiệm vụ, và chỉ tiêu T5 không cộng hai lần."
        ),
        "explanation": _(
            "Bắt buộc khi một số lớn hơn số đứng trước nó: giao hơn dự toán, giải ngân hơn số giao…"
        ),
    }
    columns = ("content", "year", "origin_group", "purpose", "planned", "disbursed", "settled")
    computed = ("origin_group",)
    filters = ("year", "origin_group", "origin", "level", "purpose", "responsible", "control", "state")
    sorts = ("year",)
    examples = {
        "year": "2024", "origin": "Ngân sách: sự nghiệp khoa học và công nghệ", "level": "Tỉnh",
        "content": "Nhiệm vụ khoa học và công nghệ cấp tỉnh mẫu 1", "control": "không", "planned": "1,5 tỷ", "allocated": "1,5 tỷ",
        "disbursed": "1,2 tỷ", "settled": "1,2 tỷ", "decision": "QĐ 1/QĐ-UBND",
    }  # fmt: skip
    imports = {
        "Năm": "year", "Nguồn": "origin", "Nguồn vốn": "origin", "Cấp": "level", "Nội dung chi": "content",
        "Tên nhiệm vụ, nội dung": "content", "Nhiệm vụ": "purpose", "Số nhiệm vụ": "purpose", "Chương trình": "programme",
        "Dự toán": "planned", "Dự toán giao đầu năm": "planned", "Kế hoạch vốn": "planned", "Giao": "allocated", "Phân bổ": "allocated",
        "Giải ngân": "disbursed", "Thực hiện": "disbursed", "Quyết toán": "settled", "Số quyết định": "decision",
        "Ngày quyết định": "decided_on", "Cơ quan": "responsible", "Đơn vị": "responsible", "Lý do": "explanation",
    }  # fmt: skip
    rules = (level_fits_the_origin, year_can_be, jumps_are_explained, totals_name_no_task)
    public = (
        "year", "origin", "origin_group", "level", "content", "purpose", "programme", "control", "planned", "allocated",
        "disbursed", "counted_to", "settled", "decision", "decided_on",
    )  # fmt: skip
    facts = (
        money("planned_career", _("Dự toán chi sự nghiệp KH&CN của ngân sách địa phương trong năm"), "planned", CAREER),
        money("settled_career", _("Quyết toán chi sự nghiệp KH&CN của ngân sách địa phương trong năm"), "settled", CAREER),
        money("planned_all", _("Dự toán chi KH&CN của ngân sách địa phương, mọi loại chi, trong năm"), "planned", STATE & IN_THE_PROVINCE),
        money("settled_all", _("Quyết toán chi KH&CN của ngân sách địa phương, mọi loại chi, trong năm"), "settled", STATE & IN_THE_PROVINCE),
        money("planned_state", _("Dự toán chi KH&CN của ngân sách nhà nước, cả trung ương, trong năm"), "planned", STATE),
        money("settled_state", _("Quyết toán chi KH&CN của ngân sách nhà nước, cả trung ương, trong năm"), "settled", STATE),
        money("planned_integrated", _("Kinh phí lồng ghép theo kế hoạch trong năm"), "planned", INTEGRATED),
        money("integrated", _("Kinh phí lồng ghép đã thực hiện trong năm"), "disbursed", INTEGRATED),
        money("planned_mobilised", _("Vốn dự kiến huy động ngoài ngân sách trong năm"), "planned", MOBILISED),
        money("mobilised", _("Vốn đã huy động ngoài ngân sách trong năm"), "disbursed", MOBILISED),
        money("mobilised_other", _("Vốn đã huy động ngoài ngân sách, không kể của doanh nghiệp, trong năm"), "disbursed", MOBILISED & ~Q(origin=Origin.ENTERPRISE.value)),
        money("total_planned", _("Tổng dự toán, kế hoạch mọi nguồn trong năm"), "planned", KNOWN),
        money("allocated", _("Kinh phí đã giao, phân bổ trong năm"), "allocated", KNOWN),
        money("disbursed", _("Kinh phí đã giải ngân, thực hiện trong năm"), "disbursed", KNOWN),
        money("total_settled", _("Tổng quyết toán mọi nguồn trong năm"), "settled", KNOWN),
        money("without_source", _("Nhu cầu kinh phí chưa xác định nguồn trong năm"), "planned", UNKNOWN),
        count("funding.without_document", _("Khoản kinh phí chưa ghi văn bản trong năm"), unit=_("khoản"), over="year", where=KNOWN & Q(decision="")),
    )  # fmt: skip
