"""A small plan of an artificial province, in versions that differ in known ways."""

HEAD = """ỦY BAN NHÂN DÂN
TỈNH THỬ
Số: {number}/KH-UBND
Thử, ngày 15 tháng 4 năm 2024

KẾ HOẠCH
Phát triển khoa học và công nghệ tỉnh Thử đến năm 2030

I. MỤC TIÊU
1. Mục tiêu chung
Đưa khoa học thành động lực phát triển của tỉnh.
2. Mục tiêu cụ thể
Đến năm 2030, tỷ lệ nhiệm vụ khoa học được ứng dụng đạt trên {share}%.
Đến năm 2030, có ít nhất 12 doanh nghiệp khoa học và công nghệ.

II. TỔ CHỨC THỰC HIỆN
1. Sở Thử nghiệm
Theo dõi, đôn đốc việc thực hiện Kế hoạch; định kỳ hằng năm (trước ngày 05 tháng 12) báo cáo Ủy ban nhân dân tỉnh.
2. Sở Đo lường
Bố trí kinh phí thực hiện Kế hoạch theo phân cấp.

PHỤ LỤC
NHIỆM VỤ TRIỂN KHAI

| STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian |
|-----|----------|-----------------|------------------|-----------|
"""

DATABASE = "Xây dựng cơ sở dữ liệu về các nhiệm vụ khoa học và công nghệ của tỉnh"
TRACING = "Triển khai hệ thống truy xuất nguồn gốc nông sản chủ lực của tỉnh"
TRACING_REWORDED = "Triển khai, nâng cấp hệ thống truy xuất nguồn gốc nông sản chủ lực và đặc sản của tỉnh"
SCHOOLS = "Tổ chức cuộc thi sáng tạo dành cho học sinh trung học trong tỉnh"
STARTUP = "Hỗ trợ không gian làm việc chung cho nhóm khởi nghiệp trẻ"

FIRST = (
    (DATABASE, "Sở Thử nghiệm", "Sở Đo lường", "2024-2026"),
    (TRACING, "Sở Đo lường", "Sở Thử nghiệm", "Hằng năm"),
    (SCHOOLS, "Sở Thử nghiệm", "", "2024-2030"),
)
#: A task reworded and given another lead, one removed, one added in front.
SECOND = (
    (STARTUP, "Sở Thử nghiệm", "", "2025-2028"),
    (DATABASE, "Sở Thử nghiệm", "Sở Đo lường", "2024-2026"),
    (TRACING_REWORDED, "Sở Thử nghiệm", "Sở Đo lường", "Hằng năm"),
)


def plan_text(tasks=FIRST, *, number="18", share="60") -> str:
    rows = [f"| {no} | {' | '.join(cells)} |" for no, cells in enumerate(tasks, start=1)]
    return HEAD.format(number=number, share=share) + "\n".join(rows) + "\n"
