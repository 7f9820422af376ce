"""What a series can be told: code, status of the contract, sentence.

The contract has no status for a passed year; a target missed after its year is `limited`, or `deterioration` when the
series also went the wrong way, and the sentence says “Quá hạn”.
"""

from django.utils.translation import gettext_lazy as _

from khcn.indicators.progress import model

UNREADABLE = {
    "not_an_object": _("Mục này không phải là một đối tượng JSON."),
    "no_id": _("Chuỗi số không có “id” là chữ hoặc số nguyên."),
    "bad_points": _("“points” phải là danh sách cặp [năm, giá trị] bằng số."),
    "no_points": _("Chưa đủ dữ liệu: chưa có quan sát nào."),
    "no_direction": _("“direction” phải là “up” hoặc “down”."),
    "bad_base_year": _("“base_year” không phải là năm."),
    "bad_target": _("“target” không phải là số."),
    "bad_target_year": _("“target_year” không phải là năm."),
    "bad_limit": _("“limit” không phải là số."),
    "bad_bounds": _("“bounds” phải là [thấp nhất, cao nhất] bằng số."),
}

REFUSED = {
    "bad_value": _("Có giá trị không phải là số hữu hạn."),
    "bad_year": _("Có năm nằm ngoài khoảng 1–9999."),
    "double": _("Có năm được ghi hơn một giá trị."),
    "all_before": _("Chưa đủ dữ liệu: mọi quan sát đều trước năm gốc."),
    "single": _("Chưa đủ dữ liệu: mới có một quan sát từ năm gốc trở đi."),
    "too_near": _("Chưa đủ dữ liệu: hai quan sát cách nhau chưa đủ một năm."),
    "outside": _("Giá trị gốc, giá trị mới nhất hoặc chỉ tiêu nằm ngoài “bounds”."),
    "no_target": _("Không có chỉ tiêu bằng số; cách tuyến tính cần chỉ tiêu."),
    "wrong_side": _(
        "Chỉ tiêu nằm ngược chiều mong muốn so với giá trị gốc; hãy kiểm tra chiều, chỉ tiêu, giá trị gốc."
    ),
    "no_target_year": _("Có chỉ tiêu nhưng không có năm đích."),
    "no_time": _("Năm đích không sau năm gốc nên không có nhịp cần có."),
    "no_growth": _(
        "Tốc độ tăng kép không xác định khi giá trị gốc bằng 0 hoặc số liệu đổi dấu; hãy dùng cách tuyến tính."
    ),
}

RATED = {
    "achieved": (model.ACHIEVED, _("Giá trị mới nhất đã đạt chỉ tiêu.")),
    "not_kept": (model.DETERIORATION, _("Chỉ tiêu bằng giá trị gốc và giá trị mới nhất đã kém mức này.")),
    "late": (model.LIMITED, _("Quá hạn: đã qua năm đích mà chưa đạt chỉ tiêu.")),
    "late_and_worse": (
        model.DETERIORATION,
        _("Quá hạn: đã qua năm đích mà chưa đạt chỉ tiêu, giá trị còn kém hơn năm gốc."),
    ),
    "ratio_on_track": (model.ON_TRACK, _("Nhịp thực tế từ 95% nhịp cần có trở lên.")),
    "ratio_moderate": (model.MODERATE, _("Nhịp thực tế từ 60% đến dưới 95% nhịp cần có.")),
    "ratio_limited": (model.LIMITED, _("Nhịp thực tế dưới 60% nhịp cần có.")),
    "ratio_deterioration": (model.DETERIORATION, _("Giá trị đi ngược chiều mong muốn.")),
    "growth_on_track": (
        model.ON_TRACK,
        _("Không có chỉ tiêu; tăng theo chiều mong muốn từ 1,5% mỗi năm trở lên."),
    ),
    "growth_moderate": (
        model.MODERATE,
        _("Không có chỉ tiêu; tăng theo chiều mong muốn từ 0,5% đến dưới 1,5% mỗi năm."),
    ),
    "growth_limited": (model.LIMITED, _("Không có chỉ tiêu; tăng theo chiều mong muốn dưới 0,5% mỗi năm.")),
    "growth_deterioration": (model.DETERIORATION, _("Không có chỉ tiêu; giá trị đi ngược chiều mong muốn.")),
}

ORDER = (*REFUSED, *RATED)
NUMBER = {code: number for number, code in enumerate(ORDER, start=1)}


def told(code: str) -> tuple[str, str]:
    """Status and sentence in the language of the moment."""
    if code in RATED:
        status, words = RATED[code]
        return status, str(words)
    return model.NOT_AVAILABLE, str((UNREADABLE | REFUSED)[code])
