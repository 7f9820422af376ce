"""Confidence of an item: 1 minus the weights of the named doubts, never below 0.05.

A doubt is only ever added where the parser knows it guessed, so that a person can
read why an item is worth a second look. The table below is the whole rule.
"""

from enum import Enum


class Reason(Enum):
    """Doubts: code, weight, Vietnamese sentence for the reader."""

    TWO_COMPARATORS = ("two_comparators", 0.15, "Văn bản dùng hai từ so sánh liền nhau cho một con số.")
    COMPARATOR_AND_RANGE = ("comparator_and_range", 0.1, "Từ so sánh đứng trước một khoảng giá trị.")
    HORIZON_INHERITED = ("horizon_inherited", 0.1, "Thời hạn lấy từ câu hoặc đề mục đứng trước.")
    HORIZON_MISSING = ("horizon_missing", 0.25, "Không thấy thời hạn của chỉ tiêu.")
    SEVERAL_FIGURES = ("several_figures", 0.1, "Câu có nhiều con số, được tách thành nhiều chỉ tiêu.")
    UNQUANTIFIED = ("unquantified", 0.3, "Chỉ tiêu không có con số.")
    MILESTONE = ("milestone", 0.1, "Hiểu là một mốc phải hoàn thành, không phải một con số.")
    BASELINE_BY_CONTENT = (
        "baseline_by_content",
        0.1,
        "Số liệu gốc được ghép theo nội dung, không theo dấu chú thích.",
    )
    UNIT_MISSING = ("unit_missing", 0.15, "Không thấy đơn vị tính.")
    LEAD_MISSING = ("lead_missing", 0.3, "Không thấy cơ quan chủ trì.")
    LEAD_UNCLEAR = ("lead_unclear", 0.2, "Chưa chắc tên cơ quan chủ trì.")
    PARTY_UNCLEAR = ("party_unclear", 0.1, "Chưa chắc tên một cơ quan phối hợp.")
    ROLES_IN_ONE_CELL = ("roles_in_one_cell", 0.1, "Chủ trì và phối hợp đứng chung một ô.")
    SCHEDULE_UNKNOWN = ("schedule_unknown", 0.2, "Không hiểu thời gian thực hiện.")
    SCHEDULE_INHERITED = ("schedule_inherited", 0.1, "Thời gian lấy từ dòng nhóm.")
    COLUMNS_INHERITED = (
        "columns_inherited",
        0.1,
        "Cột để trống được lấy theo dòng nhiệm vụ ở trên.",
    )
    ROWS_JOINED = ("rows_joined", 0.1, "Nhiệm vụ được ghép từ nhiều dòng của bảng.")
    NUMBER_MISSING = ("number_missing", 0.05, "Dòng không có số thứ tự.")
    FROM_PROSE = ("from_prose", 0.15, "Nhiệm vụ nằm trong lời văn, không nằm trong bảng.")

    def __init__(self, code: str, weight: float, sentence: str) -> None:
        self.code = code
        self.weight = weight
        self.sentence = sentence


def confidence(reasons: tuple[Reason, ...]) -> float:
    """From 0.05 (nothing is sure) to 1 (read without a guess)."""
    return round(max(0.05, 1 - sum(reason.weight for reason in set(reasons))), 2)
