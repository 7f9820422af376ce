"""The form of the agency's report that comes with the platform; the department may replace it by versions of its own."""

from khcn.agency_reports.models import ReportTemplate

CODE = "don-vi"

#: Titles and prompts are words of the people's own language in which reports are written, so they are not translated.
SECTIONS: list[dict[str, object]] = [
    {
        "code": "tinh-hinh-chi-dao",
        "title": "Tình hình chỉ đạo, triển khai",
        "prompt": "Đơn vị đã ban hành văn bản, kế hoạch nào (số, ngày); ai phụ trách; đã kiểm tra, đôn đốc ra sao.",
        "required": True,
    },
    {
        "code": "ket-qua-noi-bat",
        "title": "Kết quả nổi bật",
        "prompt": "Từ ba đến năm kết quả đáng kể nhất trong kỳ: làm được gì, ở đâu, con số và ai được hưởng lợi.",
        "required": True,
    },
    {
        "code": "kho-khan-vuong-mac",
        "title": "Khó khăn, vướng mắc",
        "prompt": "Việc gì chậm hoặc chưa làm được, nguyên nhân từ đâu, đơn vị đã tự gỡ đến mức nào.",
        "required": True,
    },
    {
        "code": "de-xuat-kien-nghi",
        "title": "Đề xuất, kiến nghị",
        "prompt": "Cần ai quyết định hoặc hỗ trợ việc gì, trước thời điểm nào. Mỗi kiến nghị một câu.",
        "required": False,
    },
    {
        "code": "phuong-huong-nam-sau",
        "title": "Phương hướng kỳ sau",
        "prompt": "Những việc chính của kỳ tới, sản phẩm dự kiến và thời điểm hoàn thành.",
        "required": True,
    },
]


def current_template() -> ReportTemplate:
    """The latest version of the house's own template, made on first use."""
    found = ReportTemplate.objects.filter(code=CODE).order_by("-version").first()
    if found is not None:
        return found
    told = {"name": "Báo cáo của đơn vị", "sections": SECTIONS}
    return ReportTemplate.objects.get_or_create(code=CODE, version=1, defaults=told)[0]
