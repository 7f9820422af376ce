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
    "task.update": _("Cập nhật kết quả nhiệm vụ"),
    "task.years": _("Tạo kỳ báo cáo năm của nhiệm vụ"),
    "task.close": _("Kết thúc nhiệm vụ"),
    "task.extend": _("Gia hạn nhiệm vụ"),
    "task.succeed": _("Chuyển sang nhiệm vụ tiếp nối"),
    "task.take_over": _("Giao cơ quan khác tiếp nhận nhiệm vụ"),
    "task.reopen": _("Mở lại nhiệm vụ"),
    "milestone.add": _("Thêm mốc"),
    "milestone.update": _("Sửa mốc"),
    "milestone.complete": _("Ghi mốc hoàn thành"),
    "milestone.undo": _("Bỏ ghi mốc hoàn thành"),
    "obstacle.raise": _("Nêu vướng mắc"),
    "obstacle.update": _("Sửa vướng mắc"),
    "obstacle.answer": _("Trả lời vướng mắc"),
    "obstacle.close": _("Ghi vướng mắc đã giải quyết"),
    "subplan.add": _("Ghi kế hoạch của đơn vị"),
    "subplan.update": _("Sửa kế hoạch của đơn vị"),
    "user.create": _("Tạo tài khoản"),
    "user.edit": _("Sửa tài khoản"),
    "user.edit_profile": _("Sửa hồ sơ của mình"),
    "user.password_link": _("Tạo liên kết đặt mật khẩu"),
    "user.deactivate": _("Khoá tài khoản"),
    "user.reactivate": _("Mở khoá tài khoản"),
    "user.reset_second_factor": _("Gỡ xác thực hai lớp"),
    "user.hand_over": _("Giao lại vai trò"),
    "seat.give": _("Giao vai trò"),
    "seat.end": _("Kết thúc vai trò"),
    "duty.complete": _("Ghi nghĩa vụ đã làm"),
    "duty.waive": _("Miễn nghĩa vụ"),
    "duty.reopen": _("Mở lại nghĩa vụ"),
    "duty_rule.edit": _("Sửa quy tắc nghĩa vụ"),
    "feed.create": _("Tạo địa chỉ lịch"),
    "feed.revoke": _("Thu hồi địa chỉ lịch"),
    "job.retry": _("Chạy lại công việc nền"),
}


def action_name(code: str) -> str:
    return str(ACTIONS.get(code, code))
