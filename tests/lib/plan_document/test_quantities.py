from decimal import Decimal

import pytest

from khcn.lib.plan_document.quantities import find_horizon, find_quantities, to_decimal


def one(text):
    found = find_quantities(text, (0, len(text)))
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "operator", "low", "high", "unit"),
    [
        ("đạt 40%", "eq", "40", None, "%"),
        ("đạt trên 35 %", "gt", "35", None, "%"),
        ("khoảng trên 20% cho lĩnh vực khác", "gt", "20", None, "%"),
        ("khoảng 1,5% tổng chi", "approx", "1.5", None, "%"),
        ("ít nhất 2-3 doanh nghiệp", "ge", "2", "3", "doanh nghiệp"),
        ("có 05-07 sáng chế được cấp", "between", "5", "7", "sáng chế"),
        ("từ 5 đến 7 mô hình", "between", "5", "7", "mô hình"),
        ("tối thiểu 1.500 tỷ đồng", "ge", "1500", None, "tỷ đồng"),
        ("không quá 20 ngày làm việc", "le", None, "20", "ngày làm việc"),
        ("không quá 3 hồ sơ", "le", None, "3", "hồ sơ"),
        ("đạt 70% trở lên", "ge", "70", None, "%"),
        ("tăng bình quân 8%/năm", "eq", "8", None, "%/năm"),
        ("≥ 12 phòng", "ge", "12", None, "phòng"),
    ],
)
def test_quantity(text, operator, low, high, unit):
    found = one(text)
    assert (found.operator, found.unit) == (operator, unit)
    assert (found.low, found.high) == (low and Decimal(low), high and Decimal(high))


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 569/QĐ-TTg ngày 11/5/2022",
        "giai đoạn 2021-2025",
        "Đến năm 2030, tỉnh phát triển",
        "cuộc cách mạng công nghiệp 4.0 và mạng 5G",
        "ngày 05 tháng 12 năm 2026",
        "kế hoạch 05 năm",
        "khóa XVII, kỳ họp thứ 6",
        "công nghệ in 3D",
    ],
)
def test_these_figures_are_no_quantities(text):
    assert find_quantities(text, (0, len(text))) == []


def test_an_increment_is_marked():
    assert one("có thêm 30 doanh nghiệp").increment
    assert one("tăng 15% so với năm 2025").increment
    assert not one("có 30 doanh nghiệp").increment


@pytest.mark.parametrize(
    ("figure", "value"), [("1.234,5", "1234.5"), ("33,9", "33.9"), ("1.500", "1500"), ("0.5", "0.5")]
)
def test_vietnamese_figures(figure, value):
    assert to_decimal(figure) == Decimal(value)


@pytest.mark.parametrize(
    ("words", "kind", "year"),
    [
        ("phấn đấu đến năm 2030", "by", 2030),
        ("đến 2030 có", "by", 2030),
        ("vào năm 2030", "at", 2030),
        ("giai đoạn 2026 - 2030", "by", 2030),
    ],
)
def test_horizon(words, kind, year):
    found = find_horizon(words)
    assert found is not None
    assert (found.kind, found.year) == (kind, year)
