"""Words by which an official Vietnamese plan is understood. Add a word here, not in the code.

All words are in the form `prose.plain` gives: lower case, NFC, new tone style ("ủy", "hòa").
"""

KINDS = (
    "chương trình hành động",
    "kế hoạch hành động",
    "kế hoạch",
    "quyết định",
    "nghị quyết",
    "chương trình",
    "đề án",
    "chỉ thị",
    "kết luận",
    "hướng dẫn",
    "thông báo",
)

# Columns of a task table. The first role with a matching word wins, longer words first.
TASK_COLUMNS: dict[str, tuple[str, ...]] = {
    "number": ("stt", "tt", "số tt", "số thứ tự"),
    "both": (
        "chủ trì và phối hợp",
        "chủ trì, phối hợp",
        "chủ trì/phối hợp",
        "chủ trì - phối hợp",
        "cơ quan thực hiện",
        "đơn vị thực hiện",
        "cơ quan, đơn vị thực hiện",
        "phân công thực hiện",
        "phân công",
        "trách nhiệm thực hiện",
        "cơ quan chịu trách nhiệm",
    ),
    "lead": ("chủ trì", "cơ quan tham mưu", "đơn vị đầu mối", "cơ quan đầu mối", "đầu mối"),
    "coordinating": ("phối hợp",),
    "schedule": (
        "thời gian",
        "thời hạn",
        "tiến độ",
        "lộ trình",
        "hoàn thành",
        "năm thực hiện",
        "giai đoạn",
    ),
    "output": ("sản phẩm", "kết quả", "đầu ra", "hình thức văn bản"),
    "funding": ("kinh phí", "nguồn lực", "nguồn vốn", "dự toán"),
    "note": ("ghi chú",),
    "task": (
        "nhiệm vụ",
        "nội dung công việc",
        "nội dung thực hiện",
        "nội dung",
        "tên công việc",
        "công việc",
        "hoạt động",
        "giải pháp",
        "chương trình",
        "đề án",
        "dự án",
    ),
}

TARGET_COLUMNS: dict[str, tuple[str, ...]] = {
    "number": TASK_COLUMNS["number"],
    "unit": ("đơn vị tính", "đvt", "đơn vị đo", "đơn vị"),
    "baseline": (
        "hiện trạng",
        "kết quả",
        "ước",
        "thực hiện",
        "thực trạng",
        "ước thực hiện",
        "gốc",
        "năm cơ sở",
    ),
    "lead": ("chủ trì", "theo dõi", "phụ trách", "cung cấp số liệu", "cơ quan", "đơn vị thực hiện"),
    "note": ("ghi chú",),
    "indicator": ("tên chỉ tiêu", "chỉ tiêu", "chỉ số", "mục tiêu", "nội dung"),
    "value": ("mục tiêu", "chỉ tiêu", "kế hoạch", "phấn đấu", "giá trị"),
}

TOTAL_ROW = ("tổng cộng", "tổng số", "cộng")

# Comparators before a figure, longest first.
COMPARATORS: tuple[tuple[str, str], ...] = (
    ("không thấp hơn", "ge"),
    ("không ít hơn", "ge"),
    ("không nhỏ hơn", "ge"),
    ("không dưới", "ge"),
    ("tối thiểu", "ge"),
    ("ít nhất", "ge"),
    ("không vượt quá", "le"),
    ("không quá", "le"),
    ("không cao hơn", "le"),
    ("nhiều nhất", "le"),
    ("giảm xuống còn", "le"),
    ("giảm còn", "le"),
    ("thấp hơn", "le"),
    ("tối đa", "le"),
    ("dưới", "le"),
    ("lớn hơn", "gt"),
    ("nhiều hơn", "gt"),
    ("cao hơn", "gt"),
    ("vượt", "gt"),
    ("trên", "gt"),
    ("hơn", "gt"),
    ("xấp xỉ", "approx"),
    ("khoảng", "approx"),
    ("ước đạt", "approx"),
    ("gần", "approx"),
    (">=", "ge"),
    ("≥", "ge"),
    ("<=", "le"),
    ("≤", "le"),
    (">", "gt"),
    ("<", "le"),
    ("≈", "approx"),
    ("~", "approx"),
)
COMPARATORS_BEHIND = (("trở lên", "ge"), ("trở xuống", "le"))
INCREMENT = ("có thêm", "tăng thêm", "thêm mới", "thành lập mới", "phát triển mới", "thêm")
EACH_YEAR = ("hằng năm", "hàng năm", "mỗi năm", "từng năm")
GROWTH_LABEL = ("tỷ lệ tăng", "tỉ lệ tăng", "tốc độ tăng", "mức tăng", "tăng trưởng")
ESTABLISHING = ("thành lập", "hình thành", "có thêm", "tăng thêm", "phát triển mới")
MILESTONE_VERBS = (
    "thành lập",
    "hình thành",
    "hoàn thành",
    "ban hành",
    "vận hành",
    "khai trương",
    "đưa vào",
    "xây dựng và đưa",
    "xây dựng được",
    "xây dựng xong",
)
UNQUANTIFIED = ("một số", "nhiều", "các", "những", "một vài")
NOT_UNITS = (
    "và", "hoặc", "là", "của", "cho", "đến", "trên", "theo", "để", "trong", "với", "tại", "đã", "được", "thì",
    "về", "từ", "tới", "năm", "tháng", "quý", "khi", "có", "nêu", "này",
)  # fmt: skip
UNIT_STOPS = (
    "về", "dẫn đầu", "đứng đầu", "đặt", "quy mô", "hàng đầu",
    "được", "trên", "thực", "thành lập", "có", "đạt", "ứng dụng", "vào", "đến", "trong", "tại", "cho", "của", "so",
    "tham gia", "thuộc", "với", "theo", "là", "hoạt động", "bằng", "từ", "lên", "xuống", "tăng", "giảm", "để", "hằng", "hàng", "mỗi",
    "trở", "ở", "phục vụ", "sử dụng", "áp dụng", "cấp", "trực tiếp", "hình thành", "/", "và", "đi", "năm",
    "tổ chức thực", "kết nối", "sẽ", "đủ",
)  # fmt: skip
MONEY_UNITS = (
    "nghìn tỷ đồng",
    "ngàn tỷ đồng",
    "tỷ đồng",
    "triệu đồng",
    "nghìn đồng",
    "triệu usd",
    "tỷ usd",
    "đồng",
)

# Section titles by meaning.
TARGET_SECTION = ("mục tiêu", "chỉ tiêu")
NO_TARGET_SECTION = ("mục đích", "chương trình mục tiêu", "mục tiêu quốc gia")
REACHING = ("đạt", "bằng", "duy trì", "còn", "mức")
RANKS = ("trong nhóm", "nhóm", "top", "trong tốp", "tốp")
GENERAL_TARGET_SECTION = ("tổng quát", "mục tiêu chung", "mục đích")
DUTY_SECTION = ("tổ chức thực hiện", "phân công trách nhiệm", "phân công nhiệm vụ", "trách nhiệm thực hiện")
REPORT_SECTION = ("chế độ báo cáo", "báo cáo", "chế độ thông tin")
FUNDING_SECTION = ("kinh phí", "nguồn lực thực hiện", "nguồn vốn", "nguồn lực tài chính")

# Parties. Names are matched without regard to case; the first letter decides "agency" or not.
STATE_PREFIXES = (
    "sở", "bộ", "ban", "ủy ban", "ubnd", "hội đồng nhân dân", "hđnd", "công an", "bộ chỉ huy", "văn phòng",
    "cục", "chi cục", "tổng cục", "kho bạc", "thanh tra", "tỉnh ủy", "thành ủy", "huyện ủy", "đảng ủy",
    "tòa án", "viện kiểm sát", "bảo hiểm xã hội", "ngân hàng nhà nước", "thuế", "hải quan", "phòng", "thường trực",
    "thủ tướng", "chính phủ", "chủ tịch", "trung tâm", "viện", "trường", "đài", "báo", "học viện", "bệnh viện",
    "quỹ", "vườn quốc gia", "trạm", "cổng thông tin",
)  # fmt: skip
NON_STATE_PREFIXES = (
    "hiệp hội", "hội", "liên hiệp", "liên minh", "liên đoàn", "công ty", "tổng công ty", "tập đoàn", "doanh nghiệp",
    "hợp tác xã", "ngân hàng", "câu lạc bộ", "tổ hợp tác",
)  # fmt: skip
OTHER_PREFIXES = (
    "tỉnh đoàn", "đoàn thanh niên", "đoàn", "mặt trận", "ủy ban mặt trận", "ub mttq", "mttq", "đại học", "cao đẳng",
    "cơ quan", "đơn vị", "tổ chức", "địa phương", "tổ công tác", "thành viên",
)  # fmt: skip
# Ordinary words that begin like a name: "Ban hành", "Báo cáo", "Hội nghị".
NOT_PARTIES = (
    "báo cáo", "ban hành", "phòng chống", "phòng, chống", "phòng ngừa", "trường hợp", "hội nghị", "hội thảo", "hội chợ",
    "hội nhập", "hội thi", "đoàn kết", "bộ dữ liệu", "bộ tiêu chí", "bộ chỉ số", "bộ máy", "viện trợ", "quỹ đất",
    "tổ chức thực hiện", "tổ chức triển khai", "tổ chức quán triệt", "tổ chức hội", "tổ chức sơ kết", "tổ chức tổng kết",
    "tổ chức đào tạo", "tổ chức tuyên truyền", "tổ chức lớp", "tổ chức kiểm tra", "thuế suất", "thanh tra, kiểm tra",
    "đơn vị tính", "thuế thu nhập", "phòng thí nghiệm", "đài thọ",
)  # fmt: skip
PARTY_PREFIXES = tuple(
    sorted(STATE_PREFIXES + NON_STATE_PREFIXES + OTHER_PREFIXES, key=len, reverse=True),
)
CLASS_STARTS = (
    "thủ trưởng các", "thủ trưởng cơ quan", "người đứng đầu", "lãnh đạo các", "giám đốc các", "chủ tịch ubnd các",
    "chủ tịch ủy ban nhân dân các",
    "các", "những", "mọi", "toàn thể", "tất cả", "ubnd các", "ủy ban nhân dân các", "ubnd huyện", "ubnd cấp",
    "ubnd xã", "ủy ban nhân dân huyện,", "ủy ban nhân dân cấp", "ủy ban nhân dân xã,", "hđnd các", "sở, ban", "sở, ngành",
    "doanh nghiệp", "cơ quan", "đơn vị", "tổ chức", "địa phương", "cá nhân", "hợp tác xã", "thành viên",
    "cơ sở", "chính quyền", "người dân", "nhà khoa học",
)  # fmt: skip
# Names of departments: they hold commas and "và" that part nothing, and may follow "Sở" in a list.
FIELDS = (
    "khoa học và công nghệ", "kế hoạch và đầu tư", "tài chính", "nội vụ", "tư pháp", "công thương", "y tế", "xây dựng",
    "giao thông vận tải", "nông nghiệp và phát triển nông thôn", "nông nghiệp và môi trường", "nông nghiệp và ptnt",
    "tài nguyên và môi trường", "giáo dục và đào tạo", "thông tin và truyền thông", "ngoại vụ", "du lịch",
    "lao động, thương binh và xã hội", "lao động - thương binh và xã hội", "lao động-thương binh và xã hội",
    "văn hóa, thể thao và du lịch", "văn hóa, thể thao", "văn hóa và thể thao", "dân tộc và tôn giáo", "dân tộc",
    "quốc phòng", "công an", "kh&cn", "kh&đt", "tt&tt", "gd&đt", "tn&mt", "nn&ptnt", "nn&mt", "vhtt&dl", "lđtb&xh",
)  # fmt: skip
# Names that hold a "và" before what elsewhere begins a name.
COMPOUND_NAMES = (
    r"đoàn (?:đbqh|đại biểu quốc hội) và (?:hđnd|hội đồng nhân dân)",
    r"văn phòng (?:hđnd|hội đồng nhân dân) và (?:ubnd|ủy ban nhân dân)",
    r"liên hiệp các hội [^,;]*",
)
NAME_STOPS = (
    "để", "xem xét", "theo", "trước", "về", "kết quả", "tình hình", "định kỳ", "hằng năm", "hàng năm", "tổng hợp",
    "chủ trì", "phối hợp", "có trách nhiệm", "chịu trách nhiệm", "qua", "khi", "thực hiện", "triển khai", "gồm",
    "báo cáo", "tham mưu", "căn cứ", "chậm nhất", "gửi", "tại", "trong", "vào",
)  # fmt: skip

DUTY_STARTS = (
    "lãnh đạo", "tổ chức quán triệt", "quán triệt", "ban hành", "phổ biến", "vận động", "phát huy", "chủ động",
    "tiếp tục", "có nhiệm vụ", "đăng tải", "nghiên cứu", "bảo đảm", "đảm bảo", "gửi báo cáo", "xem xét",
    "theo chức năng", "căn cứ", "chủ trì", "có trách nhiệm", "chịu trách nhiệm", "tham mưu", "phối hợp", "tổ chức thực",
    "tổ chức triển khai", "tổ chức tuyên", "tổ chức hội", "tổ chức sơ kết", "tổ chức tổng kết", "tổ chức kiểm tra", "tổ chức đánh giá", "tổ chức theo dõi", "là cơ quan", "là đầu mối", "bố trí", "đẩy mạnh", "tăng cường", "xây dựng",
    "hướng dẫn", "chỉ đạo", "thực hiện", "triển khai", "theo dõi", "cụ thể hóa", "tuyên truyền", "rà soát", "ưu tiên",
    "định kỳ", "hằng năm", "hàng năm", "trên cơ sở", "giúp", "đôn đốc", "giám sát", "khuyến khích", "thúc đẩy",
    "cân đối", "lồng ghép", "cập nhật", "thường xuyên", "kiểm tra", "đưa tin", "mở chuyên mục", "xác nhận", "cung cấp",
)  # fmt: skip
GIVING = ("giao cho", "giao", "đề nghị", "yêu cầu")

# Sentences that close a document; they are no duty of the party named last.
CLOSING_SENTENCES = (
    "nghị quyết này", "quyết định này", "kế hoạch này có", "chương trình này", "trong quá trình", "trên đây là",
    "yêu cầu các", "đề nghị các",
)  # fmt: skip

YEARLY = ("hằng năm", "hàng năm", "thường xuyên", "mỗi năm", "liên tục")
REPORT_FREQUENCIES = (
    ("quarterly", ("hằng quý", "hàng quý", "mỗi quý", "định kỳ quý")),
    ("monthly", ("hằng tháng", "hàng tháng", "mỗi tháng")),
    ("half_yearly", ("6 tháng", "06 tháng", "sáu tháng")),
    ("yearly", ("hằng năm", "hàng năm", "mỗi năm", "định kỳ năm")),
)
REVIEWS = ("sơ kết", "tổng kết")

MOTTO = (
    r"cộng\s+hòa\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam",
    r"độc\s+lập\s*-\s*tự\s+do\s*-\s*hạnh\s+phúc",
    r"đảng\s+cộng\s+sản\s+việt\s+nam",
)
SIGNATURE_WORDS = (
    "tm.", "kt.", "tl.", "tuq.", "q.", "chủ tịch", "phó chủ tịch", "giám đốc", "phó giám đốc", "đã ký", "bí thư",
    "phó bí thư", "(đã ký)", "ký tên", "chánh văn phòng", "trưởng ban",
)  # fmt: skip
