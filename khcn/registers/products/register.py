"""Products and what hangs on them, as registers."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Activity, Register, registers, section
from khcn.kernel.registers.facts import count, distinct, total
from khcn.kernel.registers.identity import gtin
from khcn.registers.products.models import (
    ChainActor,
    FarmingModel,
    OcopCertificate,
    Product,
    ProductYear,
    ValueChain,
)
from khcn.registers.products.rules import (
    bare_codes,
    stars_by_score,
    total_of_parts,
    traced_by_something,
    within_term,
)

TRACED = Q(trace_state="connected")
PRODUCTS, FIRMS, CHAINS = _("sản phẩm"), _("đơn vị"), _("chuỗi")


@registers.add
class Products(Register):
    model = Product
    code = "san-pham"
    name = _("Sản phẩm của tỉnh")
    group = "san-pham"
    icon = "package"
    about = _("Mỗi sản phẩm ghi một lần; sao OCOP, chuỗi giá trị, mô hình và số liệu năm đều trỏ về đây.")
    legal_basis = ("TT 02/2024/TT-BKHCN", "NĐ 37/2026/NĐ-CP", "TCVN 13274:2020")
    identity = ("gtin", ("name", "owner"))
    subject = "owner"
    similar = ("name",)
    sections = (
        section(
            _("Sản phẩm"), "name", "group", "key_product", "speciality", "list_decision", "owner", "producers", "producing_area",
            "territory", "chain_stage", "directions", "valid_from", "valid_to",
        ),
        section(
            _("Tiêu chuẩn, sở hữu trí tuệ"), "standard", "geographical_indication", "indication_number", "mark", "mark_number",
        ),
        section(
            _("Mã số, truy xuất nguồn gốc"), "gtin", "gln", "trace_code", "batch_rule", "trace_state", "trace_system", "trace_link",
            "traced_on", "trace_checked_on", "safety_warning",
        ),
    )  # fmt: skip
    labels = {"valid_from": _("Bắt đầu theo dõi"), "valid_to": _("Theo dõi đến hết ngày")}
    helps = {
        "key_product": _("Có trong danh mục sản phẩm chủ lực do tỉnh ban hành."),
        "list_decision": _("Số, ngày của văn bản ban hành danh mục chủ lực, đặc sản."),
        "owner": _("Doanh nghiệp, hợp tác xã, hộ đứng tên; bỏ trống với sản phẩm chung của một vùng."),
        "indication_number": _("Số trong sổ chỉ dẫn địa lý, để nối hai sổ."),
        "gtin": _("Mã in dưới mã vạch: 8, 12, 13 hoặc 14 chữ số. Số cuối được kiểm tra."),
        "gln": _("13 chữ số của nơi sản xuất hoặc đóng gói."),
        "trace_code": _("Mã của hệ thống truy xuất khi sản phẩm không dùng GTIN."),
        "trace_checked_on": _("Ngày gần nhất quét thử mã và xem thông tin hiện ra có đúng không."),
    }
    examples = {
        "name": "Cam sành mẫu số 1",
        "group": "Thực phẩm",
        "gln": "8930000000019",
        "trace_state": "Đã kết nối cổng truy xuất",
        "trace_code": "MAU-01",
        "trace_system": "Hệ thống truy xuất mẫu",
        "traced_on": "01/02/2024",
    }
    imports = {
        "Sản phẩm": "name",
        "Tên SP": "name",
        "Nhóm": "group",
        "Chủ thể sản xuất": "owner",
        "Cơ sở sản xuất": "owner",
        "GTIN": "gtin",
        "Mã vạch": "gtin",
        "GLN": "gln",
        "CDĐL": "geographical_indication",
        "Chủ lực": "key_product",
    }
    columns = ("name", "group", "owner", "key_product", "speciality", "trace_state", "territory")
    filters = (
        "group", "key_product", "speciality", "chain_stage", "trace_state", "territory", "directions", "owner",
    )  # fmt: skip
    rules = (gtin("gtin"), bare_codes, traced_by_something)
    public = (
        "name", "group", "key_product", "speciality", "owner", "producing_area", "territory", "standard",
        "geographical_indication", "mark", "gtin", "trace_code", "trace_state", "trace_link", "safety_warning",
    )  # fmt: skip
    facts = (
        count("products.key", _("Sản phẩm chủ lực"), unit=PRODUCTS, where=Q(key_product=True)),
        count("products.speciality", _("Đặc sản"), unit=PRODUCTS, where=Q(speciality=True)),
        count("products.with_indication", _("Sản phẩm mang chỉ dẫn địa lý"), unit=PRODUCTS, where=~Q(geographical_indication="")),
        count("products.traced", _("Sản phẩm đã kết nối truy xuất nguồn gốc"), unit=PRODUCTS, where=TRACED),
        distinct("products.traced_firms", _("Đơn vị có sản phẩm kết nối truy xuất nguồn gốc"), unit=FIRMS, where=TRACED),
        count("products.newly_traced", _("Sản phẩm kết nối truy xuất trong kỳ"), unit=PRODUCTS, over="traced_on"),
    )  # fmt: skip
    activities = (Activity("standards", date="traced_on"),)


@registers.add
class ProductYears(Register):
    model = ProductYear
    code = "san-pham-theo-nam"
    name = _("Số liệu sản phẩm theo năm")
    group = "san-pham"
    about = _("Diện tích, sản lượng, giá trị của từng sản phẩm mỗi năm.")
    identity = (("product", "year"),)
    subject = "product__owner"
    parent = "product"
    sections = (
        section(
            _("Số liệu"), "product", "year", "area", "output", "other_output", "other_unit", "value", "export_value", "households",
            "data_source",
        ),
    )  # fmt: skip
    helps = {
        "area": _(
            "Diện tích cho sản phẩm trong năm, hoặc diện tích gieo trồng nếu nhiều vụ; ghi rõ ở nguồn số liệu."
        ),
        "other_output": _("Dùng khi không đo bằng tấn: lít, con, sản phẩm, lượt khách."),
        "value": _("Giá trị theo giá bán tại nơi sản xuất."),
    }
    imports = {
        "DT (ha)": "area",
        "Diện tích (ha)": "area",
        "Sản lượng (tấn)": "output",
        "Giá trị": "value",
        "Tên sản phẩm": "product",
    }
    columns = ("product", "year", "area", "output", "value")
    filters = ("year", "product")
    sorts = ("year",)
    public = (
        "product",
        "year",
        "area",
        "output",
        "other_output",
        "other_unit",
        "value",
        "households",
        "data_source",
    )
    facts = (
        total("product_years.area", _("Diện tích sản phẩm theo dõi"), "area", unit="ha", over="year"),
        total("product_years.output", _("Sản lượng sản phẩm theo dõi"), "output", unit=_("tấn"), over="year"),
        total("product_years.value", _("Giá trị sản phẩm theo dõi"), "value", unit=_("đồng"), over="year"),
        total("product_years.key_value", _("Giá trị sản phẩm chủ lực"), "value", unit=_("đồng"), over="year", where=Q(product__key_product=True)),
    )  # fmt: skip


@registers.add
class OcopCertificates(Register):
    model = OcopCertificate
    code = "ocop"
    name = _("Công nhận OCOP")
    group = "san-pham"
    icon = "award"
    about = _("Kết quả đánh giá, phân hạng OCOP của từng sản phẩm và thời hạn công nhận.")
    legal_basis = ("QĐ 1048/QĐ-TTg năm 2019",)
    identity = (("number", "issuer"), ("product", "valid_from"))
    subject = "product__owner"
    parent = "product"
    sections = (
        section(_("Đánh giá"), "product", "cycle", "level", "submitted_on", "score_community", "score_market", "score_quality", "score", "stars", "minutes"),
        section(
            _("Công nhận"), "number", "issuer", "decision", "valid_from", "valid_to", "extended_by", "legal_basis", "confirmation",
        ),
    )  # fmt: skip
    labels = {
        "number": _("Số giấy chứng nhận"),
        "valid_from": _("Ngày công nhận"),
        "product__group": _("Nhóm sản phẩm"),
        "product__owner": _("Chủ thể"),
    }
    helps = {
        "cycle": _("Mỗi lần đánh giá là một bản ghi mới, nhờ vậy giữ được lịch sử hạng sao."),
        "score_community": _("Sản phẩm và sức mạnh cộng đồng."),
        "score_market": _("Khả năng tiếp thị."),
        "score_quality": _("Chất lượng sản phẩm."),
        "score": _("Bằng tổng ba phần nếu ghi đủ ba phần."),
        "stars": _("5 sao: 90–100 điểm; 4 sao: 70 đến dưới 90; 3 sao: 50 đến dưới 70 (cần xác nhận theo bộ tiêu chí đang áp dụng)."),
        "valid_to": _("Công nhận có giá trị 36 tháng. Dài hơn thì ghi văn bản gia hạn."),
    }  # fmt: skip
    examples = {
        "number": "OCOP-01",
        "issuer": "Ủy ban nhân dân tỉnh Mẫu",
        "score_community": "28",
        "score_market": "20,5",
        "score_quality": "30",
        "score": "78,5",
        "stars": "4 sao",
        "valid_from": "01/02/2024",
        "valid_to": "31/01/2027",
    }
    imports = {
        "Tên sản phẩm": "product",
        "Điểm": "score",
        "Hạng": "stars",
        "Số sao": "stars",
        "Phân hạng": "stars",
        "Số QĐ": "decision",
        "Ngày cấp": "valid_from",
        "Ngày hết hạn": "valid_to",
    }
    columns = ("product", "product__owner", "stars", "score", "decision", "valid_to", "state")
    filters = ("stars", "level", "cycle", "product__group", "territory")
    rules = (stars_by_score, total_of_parts, within_term)
    public = ("product", "level", "stars", "number", "issuer", "decision", "valid_from", "valid_to")
    facts = (
        count("ocop.valid", _("Sản phẩm OCOP còn hiệu lực"), unit=PRODUCTS),
        count("ocop.five_stars", _("Sản phẩm OCOP 5 sao"), unit=PRODUCTS, where=Q(stars="5")),
        count("ocop.four_stars", _("Sản phẩm OCOP 4 sao"), unit=PRODUCTS, where=Q(stars="4")),
        count("ocop.three_stars", _("Sản phẩm OCOP 3 sao"), unit=PRODUCTS, where=Q(stars="3")),
        distinct("ocop.owners", _("Chủ thể có sản phẩm OCOP còn hiệu lực"), unit=_("chủ thể")),
        count("ocop.recognised", _("Sản phẩm được công nhận OCOP trong kỳ"), unit=PRODUCTS, over="valid_from", where=Q(state__in=("recognised", "revoked"))),
        count("ocop.expiring", _("Công nhận OCOP hết hạn trong kỳ"), over="valid_to", where=Q(state="recognised")),
    )  # fmt: skip


@registers.add
class ValueChains(Register):
    model = ValueChain
    code = "chuoi-gia-tri"
    name = _("Chuỗi giá trị")
    group = "san-pham"
    about = _("Chuỗi sản xuất, chuỗi giá trị ngành hàng: đơn vị dẫn dắt, mức liên kết, điểm đổi mới.")
    legal_basis = ("NĐ 98/2018/NĐ-CP",)
    identity = ("name",)
    subject = "lead"
    similar = ("name",)
    sections = (
        section(_("Chuỗi"), "name", "product", "lead", "stages", "valid_from", "valid_to", "document"),
        section(_("Liên kết"), "contract_share", "area", "households"),
        section(_("Công nghệ"), "innovation", "gaps"),
    )
    labels = {"valid_from": _("Vận hành từ ngày"), "valid_to": _("Theo hợp đồng đến hết ngày")}
    helps = {
        "stages": _("Kể lần lượt các khâu, từ giống đến tiêu thụ. Tác nhân của từng khâu ghi ở sổ tác nhân."),
        "innovation": _("Khâu nào đã đổi mới, bằng công nghệ gì, từ nhiệm vụ nào."),
        "gaps": _("Dùng khi đặt hàng nhiệm vụ khoa học và công nghệ theo chuỗi."),
    }
    examples = {"name": "Chuỗi chè mẫu số 1"}
    imports = {"Chuỗi giá trị": "name", "Sản phẩm": "product", "Đơn vị chủ trì liên kết": "lead"}
    columns = ("name", "product", "lead", "contract_share", "households", "state")
    filters = ("product", "territory")
    public = (
        "name",
        "product",
        "lead",
        "stages",
        "innovation",
        "area",
        "households",
        "territory",
        "valid_from",
    )
    facts = (
        count("chains.running", _("Chuỗi giá trị đang vận hành"), unit=CHAINS),
        count("chains.with_innovation", _("Chuỗi giá trị có điểm đổi mới công nghệ"), unit=CHAINS, where=~Q(innovation="")),
        total("chains.households", _("Số hộ tham gia chuỗi giá trị"), "households", unit=_("hộ")),
    )  # fmt: skip


@registers.add
class ChainActors(Register):
    model = ChainActor
    code = "tac-nhan-chuoi"
    name = _("Tác nhân trong chuỗi giá trị")
    group = "san-pham"
    about = _("Từng tác nhân ở từng khâu của chuỗi, liên kết với ai và bằng hợp đồng nào.")
    identity = (("chain", "name", "stage"),)
    subject = "organisation"
    parent = "chain"
    sections = (
        section(
            _("Tác nhân"), "chain", "name", "organisation", "stage", "role", "bound_to", "contract", "innovation", "valid_from",
            "valid_to",
        ),
    )  # fmt: skip
    labels = {"valid_from": _("Tham gia từ ngày"), "valid_to": _("Tham gia đến hết ngày")}
    helps = {
        "name": _("Doanh nghiệp, hợp tác xã, hoặc một nhóm hộ; không ghi tên từng người."),
        "organisation": _("Chọn khi tác nhân có trong danh bạ, để đếm mỗi tổ chức một lần."),
    }
    imports = {"Tác nhân": "name", "Tên chuỗi": "chain", "Tổ chức": "organisation"}
    columns = ("name", "chain", "stage", "organisation", "contract")
    filters = ("stage", "chain")
    public = ("chain", "name", "organisation", "stage", "role")
    facts = (distinct("chain_actors.organisations", _("Tổ chức tham gia chuỗi giá trị"), unit=_("tổ chức")),)


@registers.add
class FarmingModels(Register):
    model = FarmingModel
    code = "mo-hinh-canh-tac"
    name = _("Mô hình canh tác, sản xuất")
    group = "san-pham"
    about = _("Mô hình ứng dụng công nghệ: nơi làm, công nghệ, hiệu quả, nơi nhân rộng.")
    legal_basis = ("QĐ 569/QĐ-TTg",)
    identity = (("name", "host"),)
    subject = "host"
    similar = ("name",)
    sections = (
        section(
            _("Mô hình"), "name", "kind", "host", "product", "place", "territory", "technology", "directions", "origin_task",
            "area", "other_size", "cost", "valid_from", "valid_to",
        ),
        section(_("Kết quả"), "effect", "income_change", "replicated_where", "replicated_area", "replicated_households"),
    )  # fmt: skip
    labels = {"valid_from": _("Áp dụng từ ngày"), "valid_to": _("Áp dụng đến hết ngày")}
    helps = {
        "origin_task": _(
            "Tên hoặc mã nhiệm vụ khoa học và công nghệ đã tạo ra hoặc chuyển giao công nghệ này."
        ),
        "income_change": _("Ghi số âm nếu giảm."),
        "replicated_where": _("Kể tên xã, đơn vị đã làm theo, mỗi nơi một dòng."),
        "valid_from": _("Ngày này đưa đơn vị thực hiện vào sổ hoạt động (ứng dụng) của năm đó."),
    }
    examples = {"name": "Mô hình mẫu số 1", "kind": "Trồng trọt", "technology": "Tưới nhỏ giọt"}
    imports = {
        "Mô hình": "name",
        "Đơn vị chủ trì": "host",
        "Địa điểm": "place",
        "Công nghệ": "technology",
        "Nhân rộng": "replicated_where",
        "Hiệu quả kinh tế": "effect",
    }
    columns = ("name", "kind", "host", "technology", "territory", "state")
    filters = ("kind", "product", "directions", "territory")
    public = (
        "name", "kind", "host", "product", "place", "territory", "technology", "area", "other_size", "effect",
        "replicated_where", "replicated_area", "valid_from",
    )  # fmt: skip
    facts = (
        count("farming_models.running", _("Mô hình sản xuất đang áp dụng"), unit=_("mô hình")),
        count("farming_models.spread", _("Mô hình sản xuất đã nhân rộng"), unit=_("mô hình"), where=Q(state="spread")),
        total("farming_models.replicated_area", _("Diện tích nhân rộng mô hình"), "replicated_area", unit="ha"),
        count("farming_models.started", _("Mô hình bắt đầu trong kỳ"), unit=_("mô hình"), over="valid_from"),
    )  # fmt: skip
    activities = (Activity("application"),)
