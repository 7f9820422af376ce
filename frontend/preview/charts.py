"""Charts for the preview, with plainly artificial data in shapes that occur: gaps, ranges, no baseline."""

from decimal import Decimal as D
from typing import Any

from khcn.outputs.charts import (
    Baseline,
    Bullet,
    DotPlot,
    Fan,
    ForecastPoint,
    Funding,
    Goal,
    Heat,
    HeatMap,
    HeatRow,
    Milestone,
    MoneyBars,
    Picture,
    Place,
    Point,
    Series,
    Slope,
    Spark,
    Target,
    TerritoryBars,
    Way,
    ordered,
)

LONG = (
    "Tỷ lệ doanh nghiệp có hoạt động đổi mới sáng tạo trong tổng số doanh nghiệp đang hoạt động trên địa bàn "
    "tỉnh mẫu (chỉ tiêu mẫu dài)"
)
SOURCE = "số liệu mẫu do nhóm phát triển tự đặt ra, không phải số liệu thật"
MILESTONES = tuple(
    Milestone(year, D(value)) for year, value in ((2026, "14"), (2027, "15.5"), (2028, "17"), (2029, "18.5"))
)


def points(first: int, *values: str | None, open_from: int = 9999) -> tuple[Point, ...]:
    """Values from a year on; those from `open_from` are preliminary."""
    return tuple(
        Point(
            year,
            D(value) if value else None,
            final=year < open_from,
            vintage="sơ bộ" if year >= open_from else "",
        )
        for year, value in enumerate(values, start=first)
    )


def forecast(first: int, start: str, step: str, spread: str, count: int = 5) -> tuple[ForecastPoint, ...]:
    """A straight median with intervals that open."""
    made = []
    for index in range(1, count + 1):
        median, half = D(start) + D(step) * index, D(spread) * index
        made.append(
            ForecastPoint(
                first + index - 1, median, median - half, median + half, median - half * 2, median + half * 2
            )
        )
    return tuple(made)


def bullets() -> list[Bullet]:
    goal = Goal(D(20), year=2030)
    return [
        Bullet(
            title="Chỉ tiêu mẫu A còn thiếu 1,5 điểm phần trăm so với mốc năm 2026",
            value=D("12.5"), now="2025", unit="%", baseline=Baseline(D(8), 2020), goal=goal,
            milestones=(Milestone(2026, D(14)),), source=SOURCE,
        ),
        Bullet(
            title="Chỉ tiêu mẫu B đang ở trong khoảng mục tiêu 15–20%",
            value=D("16.2"), now="sơ bộ 2025", final=False, unit="%", baseline=Baseline(D("9.4"), 2021, 2023),
            goal=Goal(D(15), "between", D(20), 2030), source=SOURCE,
        ),
        Bullet(
            title="Chỉ tiêu mẫu C giảm dần, cần dưới 5 ngày",
            value=D("7.5"), now="2025", unit="ngày", direction="down", baseline=Baseline(D(12), 2020),
            goal=Goal(D(5), "le", year=2030), milestones=(Milestone(2026, D(7)),), source=SOURCE,
        ),
        Bullet(
            title="Chỉ tiêu mẫu D đã vượt xa mục tiêu",
            value=D(412), now="2025", unit="hồ sơ", baseline=Baseline(D(20), 2020), goal=Goal(D(60), year=2030),
        ),
        Bullet(title="Chỉ tiêu mẫu E chưa có số liệu", value=None, unit="%", goal=goal, baseline=Baseline(D(8), 2020)),
        Bullet(
            title="Chi cho khoa học, công nghệ của tỉnh mẫu mới bằng một nửa mục tiêu",
            value=D("123456789000"), now="2025", unit="đồng", goal=Goal(D("250000000000"), year=2030),
            baseline=Baseline(D("-15000000000"), 2020),
        ),
    ]  # fmt: skip


def fans() -> list[Fan]:
    return [
        Fan(
            title="Theo đà hiện nay, chỉ tiêu mẫu A chạm mục tiêu 20% vào năm 2030 với xác suất khoảng một nửa",
            unit="%",
            series=(
                Series("Tỉnh mẫu (sau hợp nhất)", points(2018, "7.1", "7.6", "8", "9.2", None, "11", "11.9", "12.5", open_from=2025)),
                Series("Tỉnh mẫu cũ số 2", points(2018, "5.1", "5.0", "5.8", "6.2", "6.9", "7.7", "8.8")),
            ),
            forecast=forecast(2026, "12.5", "1.3", "0.7"),
            goal=Goal(D(20), year=2030), baseline=Baseline(D(8), 2020), milestones=MILESTONES,
            floor=D(0), ceiling=D(100), source=SOURCE,
        ),
        Fan(
            title="Chỉ tiêu mẫu B đã ở trong khoảng mục tiêu, nhưng cách tính đổi từ năm 2021",
            unit="%",
            series=(Series("Tỉnh mẫu", points(2017, "22", "23.4", "24", "24.1", "13", "14.1", "14.9", "15.8"), breaks=(2021,)),),
            goal=Goal(D(15), "between", D(20), 2030), baseline=Baseline(D("14.0"), 2021, 2023), source=SOURCE,
        ),
        Fan(
            title="Vốn huy động của tỉnh mẫu dao động mạnh; dự báo rất rộng",
            unit="đồng",
            series=(Series("Tỉnh mẫu", points(2021, "1250000000000", "900000000000", "1420000000000", "1800000000000")),),
            forecast=forecast(2025, "1800000000000", "100000000000", "400000000000", 6),
            goal=Goal(D("3000000000000"), year=2030), floor=D(0),
        ),
        Fan(title="Chỉ tiêu mẫu F mới có một giá trị", unit="mô hình",
            series=(Series("Tỉnh mẫu", points(2025, "3")),), goal=Goal(D(20), year=2030)),
        Fan(title="Chỉ tiêu mẫu G giảm và đang âm", unit="điểm",
            series=(Series("Tỉnh mẫu", points(2020, "4", "2", "-1", "-3", "-6")),), goal=Goal(D(-5), "le", year=2030)),
    ]  # fmt: skip


def targets() -> DotPlot:
    return DotPlot(
        title="Ba trong tám chỉ tiêu mẫu đi đúng tiến độ; một chỉ tiêu đi lùi",
        source=SOURCE,
        targets=(
            Target(label=LONG, rating="on_track", now=D("12.5"), now_period="2025", baseline=D(8), baseline_period="2020", goal=Goal(D(20), year=2030), unit="%", url="#"),
            Target(label="Số hợp đồng chuyển giao mẫu", rating="reached", now=D(412), now_period="2025", baseline=D(20), baseline_period="2020", goal=Goal(D(60), year=2030), unit="hợp đồng"),
            Target(label="Thời gian xử lý hồ sơ mẫu", rating="at_risk", now=D("9.5"), now_period="sơ bộ 2025", final=False, baseline=D(12), baseline_period="2020", goal=Goal(D(5), "le", year=2030), unit="ngày"),
            Target(label="Tỷ lệ mẫu có khoảng mục tiêu", rating="on_track", now=D("14.2"), now_period="2025", baseline=D(9), baseline_period="2021", goal=Goal(D(15), "between", D(18), 2030), unit="%"),
            Target(label="Chỉ số mẫu đi lùi", rating="off_track", now=D("31.2"), now_period="2025", baseline=D("33.9"), baseline_period="2020", goal=Goal(D(40), year=2030), unit="%"),
            Target(label="Chỉ tiêu mẫu chưa có số gốc", rating="not_enough", now=D(12), now_period="2025", goal=Goal(D(20), year=2030), unit="mô hình"),
            Target(label="Chỉ tiêu mẫu không định lượng", rating="not_enough", sentence="Mục tiêu bằng lời: “mỗi xã có ít nhất một mô hình ứng dụng được duy trì”."),
            Target(label="Chỉ tiêu mẫu chưa có số liệu", rating="not_enough", baseline=D(0), baseline_period="2020", goal=Goal(D(15), "approx", year=2030), unit="%"),
        ),
    )  # fmt: skip


def heat() -> HeatMap:
    codes = ("off_track", "at_risk", "at_risk", "on_track", "on_track", "reached", "not_enough")
    years = tuple(range(2021, 2031))

    def cells(start: int, first: int, last: int) -> dict[int, Heat]:
        return {
            year: Heat(rating=codes[(start + index) % len(codes)], value=D(80 + 7 * index) / 10)
            for index, year in enumerate(range(first, last))
        }

    names = (LONG, "Số hợp đồng chuyển giao mẫu", "Thời gian xử lý hồ sơ mẫu", "Chỉ số mẫu đi lùi")
    rows = [
        HeatRow(
            label=name, unit="%" if not index else "", url="#", cells=cells(index, 2021 + index % 2, 2026)
        )
        for index, name in enumerate(names)
    ]
    return HeatMap(
        title="Từ năm 2024 phần lớn chỉ tiêu mẫu trở lại đúng tiến độ",
        source=SOURCE,
        years=years,
        targets=(*rows, HeatRow(label="Chỉ tiêu mẫu chưa có số liệu", cells={})),
    )


def sparks() -> list[tuple[str, str, Picture]]:
    made = (
        ("Có dự báo", points(2018, "7", "8", "8", "9", "10", "12", "12.5"), forecast(2025, "12.5", "1.2", "0.6"), Goal(D(20))),
        ("Thiếu năm giữa", points(2018, "7", None, "8", None, None, "12", "9", open_from=2024), (), Goal(D(15), "between", D(20))),
        ("Một giá trị", points(2024, "5"), (), None),
        ("Mọi năm bằng nhau", points(2020, "5", "5", "5", "5"), (), Goal(D(5))),
        ("Chưa có số liệu", points(2020, None, None), (), None),
    )  # fmt: skip
    return [
        (name, "12,5%", Spark(title=name, points=seen, forecast=ahead, goal=goal, unit="%").picture())
        for name, seen, ahead, goal in made
    ]


def places(order: str = "-gia-tri") -> TerritoryBars:
    names = (
        "Xã Mẫu Đông",
        "Xã Mẫu Tây",
        "Phường Ánh Dương mẫu",
        "Xã Đèo Mẫu có tên rất dài để thử xuống dòng",
        "Phường Mẫu Trung",
    )
    values = (D("24.5"), None, D("61.2"), D(0), D("-3.5"))
    made = [
        Place(label=name, value=value, url="#", note="xã chưa nộp báo cáo quý này" if value is None else "")
        for name, value in zip(names, values, strict=True)
    ]
    return TerritoryBars(
        title="Một trong năm đơn vị mẫu vượt mục tiêu 40%, một đơn vị chưa nộp số",
        places_shown=ordered(made, order), column="Xã, phường", unit="%", goal=Goal(D(40)), source=SOURCE,
    )  # fmt: skip


def money(stacked: bool) -> MoneyBars:
    def line(label: str, *values: int | None) -> Funding:
        made = [None if value is None else D(value) * 1_000_000 for value in values]
        return Funding(label=label, planned=made[0], allocated=made[1], disbursed=made[2], settled=made[3])

    return MoneyBars(
        title="Mới giải ngân chưa đến một nửa số đã giao; vốn huy động chưa có số quyết toán",
        stacked=stacked,
        source=SOURCE,
        funding=(
            line("Ngân sách sự nghiệp khoa học và công nghệ mẫu", 52_400, 48_000, 21_350, 20_900),
            line("Đầu tư phát triển mẫu", 120_000, 95_500, 31_000, 0),
            line("Lồng ghép chương trình mẫu", 8_500, 8_500, 7_900, 7_900),
            line("Vốn huy động của doanh nghiệp mẫu", 60_000, None, 18_250, None),
        ),
    )


def slope() -> Slope:
    def way(label: str, *values: str | None) -> Way:
        made = [None if value is None else D(value) for value in values]
        return Way(label=label, baseline=made[0], now=made[1], target=made[2])

    return Slope(
        title="Tỉnh mẫu cũ số 2 đi sau nhưng tăng nhanh hơn",
        unit="%",
        ways=(
            way("Tỉnh mẫu sau hợp nhất", "8", "12.5", "20"),
            way("Tỉnh mẫu cũ số 1", "8.2", "12.9", "20"),
            way("Tỉnh mẫu cũ số 2", "5.1", "8.8", "19"),
            way("Vùng mẫu (chưa có số nay)", "9", None, "21"),
        ),
        heads=("Gốc 2020", "Nay 2025", "Mục tiêu 2030"),
        source=SOURCE,
    )


def charts() -> list[Any]:
    """Every chart once, for looking at their files."""
    return [*bullets(), *fans(), targets(), heat(), slope(), places(), money(False), money(True)]


def context() -> dict[str, Any]:
    """Everything the page `/bieu-do` shows; one picture stands there twice on purpose."""
    return {
        "bullets": [chart.picture() for chart in (*bullets(), bullets()[0])],
        "fans": [chart.picture() for chart in fans()],
        "dot_plot": targets().picture(),
        "heat_map": heat().picture(),
        "sparks": sparks(),
        "others": [slope().picture(), money(False).picture(), money(True).picture()],
        "territory": places().picture(),
    }
