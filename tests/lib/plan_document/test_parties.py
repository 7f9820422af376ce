import pytest

from khcn.lib.plan_document.parties import is_state_body, split_parties, split_roles
from tests.lib.plan_document.reading import names


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Sở Lao động, Thương binh và Xã hội", ["Sở Lao động, Thương binh và Xã hội"]),
        ("Sở Giáo dục và Đào tạo", ["Sở Giáo dục và Đào tạo"]),
        ("Sở Nông nghiệp\nvà PTNT", ["Sở Nông nghiệp và PTNT"]),
        (
            "Sở Tư pháp; Sở Tài chính, các cơ quan liên quan.",
            ["Sở Tư pháp", "Sở Tài chính", "các cơ quan liên quan"],
        ),
        ("UBND các huyện, thành phố", ["UBND các huyện, thành phố"]),
        ("Các Sở, Ban, Ngành và UBND các xã", ["Các Sở, Ban, Ngành", "UBND các xã"]),
        ("Công an tỉnh và Bộ Chỉ huy Quân sự tỉnh", ["Công an tỉnh", "Bộ Chỉ huy Quân sự tỉnh"]),
        ("Các sở: Nội vụ, Y tế và Xây dựng", ["Sở Nội vụ", "Sở Y tế", "Sở Xây dựng"]),
        (
            "Sở Tài chính, Nội vụ, Văn hóa, Thể thao và Du lịch",
            ["Sở Tài chính", "Sở Nội vụ", "Sở Văn hóa, Thể thao và Du lịch"],
        ),
        ("- Sở Y tế\n- Trường Cao đẳng Y", ["Sở Y tế", "Trường Cao đẳng Y"]),
        ("Uỷ ban nhân dân tỉnh, Sở Ngoại vụ", ["Uỷ ban nhân dân tỉnh", "Sở Ngoại vụ"]),
        ("Sở KH&CN/Sở Tư pháp", ["Sở KH&CN", "Sở Tư pháp"]),
        ("Sở Giáo dục và Đào tạo / Sở Y tế", ["Sở Giáo dục và Đào tạo", "Sở Y tế"]),
        ("Sở A và Sở B\nSở C", ["Sở A", "Sở B", "Sở C"]),
        ("Các Sở/Ban/Ngành", ["Các Sở/Ban/Ngành"]),
        ("các cơ quan/đơn vị liên quan", ["các cơ quan/đơn vị liên quan"]),
        ("Tổ công tác theo văn bản 12/UBND-KT", ["Tổ công tác theo văn bản 12/UBND-KT"]),
        ("Sở Y tế và/hoặc Sở Nội vụ", ["Sở Y tế và/hoặc Sở Nội vụ"]),
        ("các tổ chức chính trị - xã hội", ["các tổ chức chính trị - xã hội"]),
        ("", []),
        (" ;; , ", []),
    ],
)
def test_split(cell, expected):
    assert names(split_parties(cell)) == expected


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Sở Khoa học và Công nghệ", "agency"),
        ("Uỷ ban nhân dân tỉnh Mẫu", "agency"),
        ("Hợp tác xã Minh Khai", "agency"),
        ("Hiệp hội Doanh nghiệp tỉnh", "agency"),
        ("Các sở, ban, ngành", "class"),
        ("UBND cấp xã", "class"),
        ("doanh nghiệp", "class"),
        ("Các trường phổ thông", "class"),
        ("Ông Nguyễn Văn Mẫu", "text"),
        ("Báo Tuyên Quang", "agency"),
        ("Báo cáo kết quả", "text"),
        ("Ban hành quy chế", "text"),
        ("Ban Quản lý khu công nghệ cao", "agency"),
    ],
)
def test_kind(name, kind):
    assert [party.kind for party in split_parties(name)] == [kind]


@pytest.mark.parametrize(
    ("cell", "lead", "support", "told"),
    [
        ("Chủ trì: Sở A; phối hợp: Sở B", ["Sở A"], ["Sở B"], True),
        ("Phối hợp: Sở B. Chủ trì: Sở A", ["Sở A"], ["Sở B"], True),
        ("Sở A chủ trì, phối hợp với Sở B, Sở C", ["Sở A"], ["Sở B", "Sở C"], True),
        ("Sở A (chủ trì), Sở B (phối hợp)", ["Sở A"], ["Sở B"], True),
        ("Cơ quan chủ trì: Sở A", ["Sở A"], [], True),
        ("Sở A", ["Sở A"], [], False),
    ],
)
def test_lead_and_coordinators_in_one_cell(cell, lead, support, told):
    first, second, said = split_roles(cell)
    assert (names(split_parties(first)), names(split_parties(second)), said) == (lead, support, told)


def test_an_association_is_no_state_body():
    bodies = {
        party.name: is_state_body(party)
        for party in split_parties("Sở Nội vụ; Hội Nông dân tỉnh; Công ty Mẫu")
    }
    assert bodies == {"Sở Nội vụ": True, "Hội Nông dân tỉnh": False, "Công ty Mẫu": False}
