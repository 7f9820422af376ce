"""The Vietnamese sentence of each step, fault and refusal of `judging`."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from khcn.operations.st_tasks.judging.steps import Code, Refusal

COMPOSITION: dict[Code, Promise] = {
    "composition.too_few": _("Có %(found)s thành viên; ít nhất phải có %(needed)s."),
    "composition.too_many": _("Có %(found)s thành viên; nhiều nhất chỉ được có %(most)s."),
    "composition.size_not_allowed": _("Có %(found)s thành viên; chỉ được có %(sizes)s thành viên."),
    "composition.role_count": _("Chức trách “%(role)s”: có %(found)s người, phải có đúng %(needed)s."),
    "composition.twice": _("%(member)s được xếp hơn một lần trong cùng hội đồng."),
    "composition.reviewer_count": _(
        "“%(item)s”: có %(found)s phản biện là thành viên hội đồng, phải có đúng %(needed)s."
    ),
    "composition.reviewer_not_seated": _(
        "“%(item)s”: phản biện %(member)s không phải là thành viên hội đồng."
    ),
    "composition.side_count": _("Nhóm “%(side)s”: có %(found)s người, phải có đúng %(needed)s."),
    "composition.nobody_from_earlier": _(
        "Có %(found)s thành viên từng dự hội đồng trước, ít nhất phải có %(needed)s."
    ),
    "composition.host_barred": _(
        "%(member)s làm việc tại tổ chức chủ trì nên không được giữ chức trách “%(role)s”."
    ),
    "composition.outside_register": _(
        "%(member)s thuộc nhóm chuyên gia nhưng không có trong cơ sở dữ liệu chuyên gia."
    ),
}

QUORUM: dict[Code, Promise] = {
    "quorum.share": _(
        "Có mặt %(present)s trên %(size)s thành viên; phải có ít nhất %(share)s, tức %(needed)s người."
    ),
    "quorum.valid": _("Phiên họp hợp lệ."),
    "quorum.not_valid": _("Phiên họp không hợp lệ."),
    "quorum.share_missing": _("Chỉ có %(present)s thành viên có mặt, phải có ít nhất %(needed)s."),
    "quorum.chair_missing": _("Vắng cả chủ tịch và phó chủ tịch."),
    "quorum.vice_not_authorised": _("Vắng chủ tịch; phó chủ tịch có mặt nhưng chưa được ủy quyền chủ trì."),
    "quorum.reviewer_missing": _("Vắng phản biện %(member)s."),
    "quorum.role_missing": _("Không có người giữ chức trách bắt buộc “%(role)s”."),
}

IDENTIFICATION: dict[Code, Promise] = {
    "identification.uncounted": _("Không tính phiếu bỏ trống, thiếu nội dung hoặc hỏng của: %(members)s."),
    "identification.votes": _(
        "%(votes)s phiếu “thực hiện” trong %(cast)s phiếu đủ nội dung, %(present)s thành viên có mặt; tính trên %(counted)s: %(votes)s/%(of)s."
    ),
    "identification.recommended": _(
        "Tỷ lệ %(share)s, đáp ứng yêu cầu %(strictly)s %(needed_share)s: đề nghị thực hiện."
    ),
    "identification.not_recommended": _(
        "Tỷ lệ %(share)s, chưa đáp ứng yêu cầu %(strictly)s %(needed_share)s: không đề nghị thực hiện."
    ),
    "identification.no_ballots": _("Chưa có phiếu nào đủ nội dung nên chưa có kết quả."),
    "identification.carried": _(
        "%(votes)s/%(of)s tán thành, đáp ứng yêu cầu %(strictly)s %(needed_share)s: thông qua."
    ),
    "identification.not_carried": _(
        "%(votes)s/%(of)s tán thành, chưa đáp ứng yêu cầu %(strictly)s %(needed_share)s: không thông qua."
    ),
}

SELECTION: dict[Code, Promise] = {
    "selection.incomplete": _(
        "Phiếu còn tiêu chí chưa cho điểm, không tính vào điểm trung bình (không coi là 0 điểm): %(members)s."
    ),
    "selection.void": _("Phiếu hỏng, không tính: %(members)s."),
    "selection.mean_all": _("Tất cả %(count)s phiếu đủ điểm có tổng %(sum)s điểm, trung bình %(mean)s điểm."),
    "selection.no_ballots": _("Không có phiếu nào đủ điểm nên không có điểm trung bình."),
    "selection.band": _(
        "Phiếu hợp lệ chênh lệch không quá %(share)s so với điểm trung bình: từ %(low)s đến %(high)s điểm."
    ),
    "selection.deviant": _(
        "Phiếu của %(member)s cho %(total)s điểm, lệch %(deviation)s điểm so với %(mean)s: không hợp lệ."
    ),
    "selection.mean_valid": _("%(count)s phiếu hợp lệ có tổng %(sum)s điểm, trung bình %(mean)s điểm."),
    "selection.no_valid": _(
        "Mọi phiếu đều lệch quá mức cho phép nên không có điểm trung bình; hội đồng phải xem xét lại."
    ),
    "selection.zeros": _(
        "Tiêu chí “%(criterion)s” bị %(zeros)s trên %(present)s thành viên có mặt cho 0 điểm, quá %(share)s: không trúng tuyển."
    ),
    "selection.below_pass": _("Điểm trung bình %(mean)s thấp hơn mức %(pass_mark)s: không trúng tuyển."),
    "selection.reaches_pass": _("Điểm trung bình %(mean)s đạt mức tối thiểu %(pass_mark)s."),
    "selection.bonus": _(
        "Bên dự tuyển là bên đề xuất nhiệm vụ nên được cộng %(share)s của %(mean)s điểm, tức %(bonus)s điểm, thành %(final)s điểm."
    ),
    "selection.winner": _("Trúng tuyển: %(bid)s, %(final)s điểm."),
    "selection.tie": _("Các hồ sơ cùng cao nhất với %(final)s điểm: %(bids)s."),
    "selection.tie_broken": _("Xét ưu tiên %(tie)s, còn lại: %(bids)s."),
    "selection.undecided": _(
        "Vẫn ngang nhau sau mọi tiêu chí ưu tiên: %(bids)s. Hội đồng phải kiến nghị cách xử lý."
    ),
    "selection.nobody_passes": _("Trong %(count)s hồ sơ không có hồ sơ nào đủ điều kiện trúng tuyển."),
}

ACCEPTANCE: dict[Code, Promise] = {
    "acceptance.late": _("Hồ sơ nộp chậm quá %(months)s tháng: xếp loại “Không đạt”."),
    "acceptance.incomplete": _("Phiếu hỏng hoặc còn nội dung chưa đánh giá nên chưa xếp loại: %(members)s."),
    "acceptance.products_excellent": _(
        "Mọi tiêu chí của %(products)s sản phẩm đều “Xuất sắc” và báo cáo tổng hợp từ “Đạt” trở lên."
    ),
    "acceptance.quality_or_kind_failed": _("Sản phẩm “%(product)s” không đạt về chất lượng hoặc chủng loại."),
    "acceptance.report_failed": _("Báo cáo tổng hợp không đạt."),
    "acceptance.quantity_share": _(
        "%(passed)s trên %(products)s tiêu chí về số lượng từ “Đạt” trở lên; ít nhất phải có %(needed_share)s."
    ),
    "acceptance.quantity_share_low": _(
        "Chỉ có %(passed)s trên %(products)s tiêu chí về số lượng từ “Đạt” trở lên, ít hơn %(needed_share)s."
    ),
    "acceptance.quantity_short": _(
        "Sản phẩm “%(product)s” chỉ giao được %(reached)s số lượng đặt hàng, ít hơn %(needed_share)s."
    ),
    "acceptance.quantity_unknown": _(
        "Sản phẩm “%(product)s” không đạt về số lượng và chưa ghi số đặt hàng, số đã giao nên không thể coi là chấp nhận được."
    ),
    "acceptance.member_grade": _("%(member)s xếp loại “%(grade)s”."),
    "acceptance.votes": _(
        "%(excellent)s phiếu “Xuất sắc”, %(passed)s phiếu “Đạt”, %(failed)s phiếu “Không đạt” trên %(present)s thành viên có mặt."
    ),
    "acceptance.uncounted": _("Không tính phiếu hỏng hoặc chưa đánh giá đủ của: %(members)s."),
    "acceptance.not_settled": _(
        "Còn %(open)s thành viên có mặt chưa có phiếu được tính; các phiếu này có thể làm thay đổi xếp loại."
    ),
    "acceptance.no_ballots": _("Chưa có phiếu nào được tính nên chưa xếp loại."),
    "acceptance.council_grade": _(
        "Hội đồng xếp loại “%(grade)s” (“Xuất sắc” khi có ít nhất %(excellent_share)s phiếu “Xuất sắc” và không có phiếu “Không đạt”; “Không đạt” khi có hơn %(fail_share)s phiếu “Không đạt”)."
    ),
}

MONEY: dict[Code, Promise] = {
    "finance.above_asked": _(
        "Dòng “%(item)s”: thẩm định %(appraised_money)s đồng, cao hơn mức đề nghị %(asked_money)s đồng."
    ),
    "finance.not_appraised": _("Dòng “%(item)s” chưa có mức thẩm định."),
    "finance.total": _(
        "Đề nghị %(asked_money)s đồng, thẩm định %(appraised_money)s đồng, chênh lệch %(difference_money)s đồng trên các dòng đã thẩm định."
    ),
    "lump_sum.not_measurable": _("Sản phẩm cuối cùng chưa rõ ràng, chưa đo đếm được."),
    "lump_sum.not_proposed": _("Hội đồng không đề xuất khoán chi đến sản phẩm cuối cùng."),
    "lump_sum.non_lump_share": _(
        "Phần không khoán %(non_lump_money)s đồng, quá %(most_share)s tổng kinh phí %(budget_money)s đồng."
    ),
    "lump_sum.non_lump_amount": _("Phần không khoán %(non_lump_money)s đồng, quá %(most_money)s đồng."),
    "lump_sum.first_advance": _(
        "Tạm ứng lần đầu %(asked_money)s đồng, quá %(most_share)s tổng kinh phí %(budget_money)s đồng."
    ),
    "lump_sum.previous_not_settled": _(
        "Mới thanh toán %(settled_money)s đồng trong %(advanced_money)s đồng đã tạm ứng lần trước, chưa được %(needed_share)s."
    ),
    "lump_sum.above_budget": _(
        "Đã tạm ứng %(paid_money)s đồng, đề nghị thêm %(asked_money)s đồng, quá tổng kinh phí %(budget_money)s đồng."
    ),
    "lump_sum.refund_proper": _(
        "Phải hoàn trả ít nhất %(share)s của %(spent_money)s đồng đã chi đúng quy định: %(refund_money)s đồng."
    ),
    "lump_sum.refund_unproven": _(
        "Phải hoàn trả %(share)s của %(spent_money)s đồng không chứng minh được: %(refund_money)s đồng."
    ),
}

CHANGES: dict[Code, Promise] = {
    "changes.extended_before": _("Nhiệm vụ đã được gia hạn %(times)s lần; chỉ được gia hạn %(most)s lần."),
    "changes.extension_too_long": _("Đề nghị gia hạn %(asked)s tháng; nhiều nhất chỉ được %(most)s tháng."),
    "changes.extension_asked_late": _(
        "Đề nghị ngày %(asked_on)s là muộn: phải trước ngày kết thúc %(ends_on)s ít nhất %(months)s tháng."
    ),
    "changes.too_little_done": _(
        "Mới hoàn thành %(done_share)s nội dung; chỉ được rút ngắn khi đã hoàn thành ít nhất %(needed_share)s."
    ),
    "changes.frozen": _("Không được điều chỉnh %(subject)s của nhiệm vụ theo phương thức khoán chi này."),
    "changes.ground_not_listed": _(
        "Lý do thay đổi không thuộc các trường hợp được phép thay đổi %(replaced)s."
    ),
    "codes.unreadable": _("Mẫu mã số “%(pattern)s” thiếu hoặc thừa dấu ngoặc nhọn."),
    "codes.unknown_name": _("Mẫu mã số không biết “%(name)s”; chỉ dùng được: %(names)s."),
    "codes.bad_format": _(
        "Mẫu mã số: cách viết “%(format)s” của “%(name)s” không dùng được; ví dụ đúng: {seq:02d}."
    ),
    "codes.no_sequence": _("Mẫu mã số “%(pattern)s” không có số thứ tự {seq}."),
}

SENTENCES: dict[Code, Promise] = {
    **COMPOSITION,
    **QUORUM,
    **IDENTIFICATION,
    **SELECTION,
    **ACCEPTANCE,
    **MONEY,
    **CHANGES,
}

REFUSALS: dict[Refusal, Promise] = {
    "bid_twice": _("Một hồ sơ được đưa vào bảng chấm hai lần."),
    "impossible_count": _("Số phiếu tán thành, số phiếu thu về và số người có mặt không khớp nhau."),
    "more_sheets_than_present": _("Có %(sheets)s phiếu nhưng chỉ có %(present)s thành viên có mặt."),
    "negative": _("Số tiền không được âm."),
    "no_contents": _("Phiếu chưa có nội dung đánh giá nào."),
    "no_products": _("Phiếu của %(member)s không có sản phẩm nào để đánh giá."),
    "not_a_number": _("Phiếu của %(member)s: điểm của tiêu chí “%(criterion)s” không phải là một số."),
    "not_exact": _("Giá trị phải là số chính xác, không âm; số tiền phải là số nguyên đồng."),
    "nothing_ordered": _("Sản phẩm “%(product)s” có số lượng đặt hàng bằng 0."),
    "out_of_range": _(
        "Phiếu của %(member)s: %(points)s điểm cho tiêu chí “%(criterion)s”; chỉ được cho từ 0 đến %(maximum)s."
    ),
    "product_twice": _("Phiếu của %(member)s đánh giá sản phẩm “%(product)s” hai lần."),
    "quantity_contradicts": _(
        "Phiếu của %(member)s: sản phẩm “%(product)s” giao ít hơn đặt hàng nên không thể “Đạt” về số lượng."
    ),
    "twice": _("%(member)s có hai phiếu cho cùng một nội dung."),
    "unknown_bid": _("Phiếu của %(member)s chấm một hồ sơ không có trong danh sách."),
    "unknown_content": _("Phiếu của %(member)s có nội dung lạ “%(content)s”."),
    "unknown_criterion": _("Phiếu của %(member)s có tiêu chí lạ “%(criterion)s”."),
    "unknown_item": _("Phiếu của %(member)s đánh giá một đề xuất không có trong danh sách."),
    "unknown_mark": _("Phiếu của %(member)s có mức đánh giá lạ “%(mark)s”."),
}

TIES: dict[str, Promise] = {
    "budget": _("kinh phí đề nghị từ ngân sách thấp hơn"),
    "excellent_record": _("tổ chức hoặc chủ nhiệm có nhiệm vụ xếp loại “Xuất sắc”"),
    "content": _("điểm nội dung cao hơn"),
}
DENOMINATORS: dict[str, Promise] = {
    "ballots": _("số phiếu đủ nội dung"),
    "present": _("số thành viên có mặt"),
}
SUBJECTS: dict[str, Promise] = {
    "name": _("tên"),
    "objective": _("mục tiêu"),
    "product": _("sản phẩm"),
}
REPLACED: dict[str, Promise] = {
    "leader": _("chủ nhiệm"),
    "host": _("tổ chức chủ trì"),
}
STRICTLY: dict[bool, Promise] = {True: _("hơn"), False: _("ít nhất")}
