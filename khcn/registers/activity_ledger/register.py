"""The declaration of the activity ledger."""

from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Register, registers, section
from khcn.kernel.registers.facts import count, distinct
from khcn.registers.activity_ledger.choices import ActivityKind
from khcn.registers.activity_ledger.models import ActivityEntry
from khcn.registers.activity_ledger.rules import somebody

SUBJECTS = _("chủ thể")


@registers.add
class ActivityLedger(Register):
    model = ActivityEntry
    code = "so-cai-hoat-dong"
    name = _("Sổ cái hoạt động khoa học và công nghệ")
    group = "doanh-nghiep"
    icon = "list-check"
    about = _(
        "Ai đã nghiên cứu, ứng dụng, đổi mới công nghệ, xác lập quyền sở hữu công nghiệp, làm tiêu chuẩn đo lường chất "
        "lượng trong năm nào. Hệ thống tự ghi từ các sổ khác; việc chưa có sổ nào ghi thì ghi tay kèm minh chứng."
    )
    legal_basis = ("Mục II.2 của kế hoạch (chỉ tiêu T12); chưa có văn bản quy định cách đếm, cần xác nhận",)
    identity = (("organisation", "kind", "year", "evidence"), ("person", "kind", "year", "evidence"))
    subject = "organisation"
    sections = (section(_("Hoạt động"), "organisation", "person", "kind", "year", "evidence"),)
    columns = ("evidence", "organisation", "person", "kind", "year")
    filters = ("kind", "year", "territory")
    sorts = ("year", "valid_from")
    helps = {
        "person": _("Cá nhân thực hiện. Khi ghi cả tổ chức thì tổ chức là chủ thể được đếm."),
        "year": _("Năm diễn ra hoạt động."),
        "evidence": _(
            "Quyết định, hợp đồng, biên bản, đường dẫn… chứng minh hoạt động; dòng tự ghi nêu bản ghi gốc."
        ),
    }
    examples = {
        "kind": "Đổi mới công nghệ, đổi mới sáng tạo",
        "year": "2026",
        "evidence": "Biên bản kiểm tra ngày 05/10/2026, số 1",
    }
    imports = {"Doanh nghiệp": "organisation", "Năm thực hiện": "year", "Hoạt động": "kind"}
    rules = (somebody,)
    facts = (
        distinct(
            "activities.subjects", _("Doanh nghiệp, tổ chức, cá nhân có hoạt động khoa học và công nghệ"), "subject_key",
            unit=SUBJECTS, over="year",
        ),
        distinct(
            "activities.organisations", _("Doanh nghiệp, tổ chức có hoạt động khoa học và công nghệ"), "organisation",
            unit=_("tổ chức"), where=Q(organisation__isnull=False), over="year",
        ),
        *(
            distinct(
                f"activities.{kind.value}", format_lazy(_("Chủ thể có hoạt động: {kind}"), kind=kind.label), "subject_key", unit=SUBJECTS, where=Q(kind=kind.value), over="year"
            )
            for kind in ActivityKind
        ),
        count("activities.entries", _("Lượt hoạt động được ghi nhận"), unit=_("lượt"), over="year"),
    )  # fmt: skip
