"""Vietnamese names of the kinds of agencies that data packs use."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "so": _("Sở"),
    "ban": _("Ban"),
    "thanh-tra": _("Thanh tra"),
    "van-phong": _("Văn phòng"),
    "ubnd-tinh": _("Ủy ban nhân dân tỉnh"),
    "ubnd-huyen": _("Ủy ban nhân dân huyện, thành phố"),
    "ubnd-xa": _("Ủy ban nhân dân xã, phường"),
    "hdnd": _("Hội đồng nhân dân"),
    "dang": _("Cơ quan Đảng"),
    "doan-the": _("Mặt trận, đoàn thể"),
    "bo": _("Bộ, cơ quan ngang bộ"),
    "trung-uong": _("Cơ quan Trung ương"),
    "thong-ke": _("Cơ quan thống kê"),
    "truong": _("Trường"),
    "don-vi-su-nghiep": _("Đơn vị sự nghiệp"),
    "bao-dai": _("Báo, đài"),
    "hoi": _("Hội, hiệp hội"),
    "doanh-nghiep": _("Doanh nghiệp"),
}


def kind_choices():
    return list(KINDS.items())


def kind_name(code: str) -> str:
    return str(KINDS.get(code, code))
