"""The register of gene resources."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Register, registers, section
from khcn.kernel.registers.facts import count
from khcn.registers.gene_resources.models import GeneResource
from khcn.registers.gene_resources.rules import (
    collecting_date_as_in_mcpd,
    country_as_three_letters,
    heads_are_for_animals,
    plants_have_a_genus,
)

GENES = _("nguồn gen")


@registers.add
class GeneResources(Register):
    model = GeneResource
    code = "nguon-gen"
    name = _("Nguồn gen")
    group = "san-pham"
    icon = "category"
    about = _(
        "Nguồn gen cây trồng, vật nuôi, thủy sản quý: thu thập, lưu giữ, đánh giá, tư liệu hóa, khai thác."
    )
    legal_basis = ("TT 17/2016/TT-BKHCN", "QĐ 1671/QĐ-TTg", "Kế hoạch 57/KH-UBND")
    identity = (("accession", "holder_code"), ("name", "kind"))
    subject = "holder"
    similar = ("name",)
    sections = (
        section(_("Nguồn gen"), "name", "local_name", "kind", "accession", "genus", "species", "subtaxa", "crop", "sample_status", "traits", "threat"),
        section(_("Thu thập"), "collected_text", "collector", "origin_country", "place", "latitude", "longitude", "elevation"),
        section(_("Lưu giữ"), "holder", "holder_code", "conservation", "storage", "duplicate_at", "valid_from", "valid_to", "task"),
        section(_("Riêng vật nuôi, thủy sản"), "males", "females", "kept_at"),
        section(_("Đánh giá, tư liệu hóa, khai thác"), "evaluated_on", "documented_on", "used_on", "use", "remarks"),
    )  # fmt: skip
    labels = {"valid_from": _("Lưu giữ từ ngày"), "valid_to": _("Lưu giữ đến hết ngày")}
    helps = {
        "accession": _("ACCENUMB của MCPD: số do nơi lưu giữ đặt, không đổi."),
        "holder_code": _("INSTCODE của MCPD: mã FAO WIEWS của nơi lưu giữ, để trống nếu chưa có."),
        "collected_text": _("Năm, tháng, ngày liền nhau; chưa biết thì gạch ngang, ví dụ 202401--."),
        "origin_country": _("Mã nước ba chữ, ví dụ VNM."),
        "place": _(
            "Địa điểm chính xác chỉ Sở, cơ quan phụ trách và nơi lưu giữ xem; nơi khác chỉ thấy địa bàn."
        ),
        "conservation": _("Bảo tồn tại chỗ, trong sản xuất hay chuyển chỗ."),
    }
    columns = ("name", "kind", "accession", "holder", "conservation", "state")
    filters = ("kind", "holder", "conservation", "sample_status", "territory", "state")
    examples = {
        "name": "Nguồn gen mẫu số 1", "kind": "Vật nuôi", "accession": "GEN-1", "holder_code": "VNM000", "genus": "Chi",
        "species": "loài", "origin_country": "VNM", "collected_text": "202401--", "conservation": "Tại chỗ (in situ)",
    }  # fmt: skip
    imports = {
        "ACCENUMB": "accession", "INSTCODE": "holder_code", "GENUS": "genus", "SPECIES": "species", "SUBTAXA": "subtaxa",
        "CROPNAME": "crop", "ACCENAME": "name", "ORIGCTY": "origin_country", "COLLDATE": "collected_text", "COLLSITE": "place",
        "DECLATITUDE": "latitude", "DECLONGITUDE": "longitude", "ELEVATION": "elevation", "SAMPSTAT": "sample_status",
        "STORAGE": "storage", "DUPLSITE": "duplicate_at", "REMARKS": "remarks", "COLLINSTADDRESS": "collector",
        "Tên giống": "name", "Đơn vị lưu giữ": "holder",
    }  # fmt: skip
    rules = (collecting_date_as_in_mcpd, country_as_three_letters, plants_have_a_genus, heads_are_for_animals)
    public = ("name", "local_name", "kind", "accession", "genus", "species", "crop", "holder", "conservation", "traits", "use")  # fmt: skip
    internal = ("place", "latitude", "longitude", "elevation", "kept_at")
    facts = (
        count("genes.kept", _("Nguồn gen đang lưu giữ"), unit=GENES),
        count("genes.rare_plants", _("Nguồn gen cây trồng, dược liệu, lâm nghiệp đang lưu giữ"), unit=GENES, where=Q(kind__in=["crop", "medicinal", "forest"])),
        count("genes.animals", _("Nguồn gen vật nuôi, thủy sản đang lưu giữ"), unit=GENES, where=Q(kind__in=["livestock", "aquatic"])),
        count("genes.evaluated", _("Nguồn gen được đánh giá trong kỳ"), unit=GENES, over="evaluated_on"),
        count("genes.documented", _("Nguồn gen được tư liệu hóa trong kỳ"), unit=GENES, over="documented_on"),
        count("genes.used", _("Nguồn gen đưa vào khai thác trong kỳ"), unit=GENES, over="used_on"),
    )  # fmt: skip
