"""What the codes of audit events mean, in words; a code without words is shown as it is."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "agency.add": _("Thêm cơ quan"),
    "agency.edit": _("Sửa thông tin cơ quan"),
    "agency.rename": _("Đổi tên cơ quan"),
    "agency.succeed": _("Ghi quan hệ kế thừa"),
    "agency.confirm_succession": _("Xác nhận quan hệ kế thừa"),
    "file.store": _("Lưu tệp vào kho"),
    "document.register": _("Nhập văn bản"),
    "document.attach": _("Đính kèm tài liệu"),
    "document.detach": _("Gỡ tài liệu"),
    "job.retry": _("Chạy lại công việc nền"),
}


def action_name(code: str) -> str:
    return str(ACTIONS.get(code, code))
