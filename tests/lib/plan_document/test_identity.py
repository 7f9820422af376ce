from datetime import date

from tests.lib.plan_document.reading import parse_text


def identity(text):
    return parse_text(text).document


def test_party_document():
    found = identity(
        "BAN CHẤP HÀNH TRUNG ƯƠNG\tĐẢNG CỘNG SẢN VIỆT NAM\nBAN CHỈ ĐẠO MẪU\n\tHà Nội, ngày 02 tháng 3 năm 2026\n"
        "Số 05-KH/BCĐTW\n\nKẾ HOẠCH\nhoạt động năm 2026\n\nCăn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024,\nI. MỤC ĐÍCH\n1. Một"
    )
    assert (found.kind, found.number, found.symbol) == ("KẾ HOẠCH", 5, "05-KH/BCĐTW")
    assert (found.place, found.issued_on) == ("Hà Nội", date(2026, 3, 2))
    assert found.title == "hoạt động năm 2026"
    assert [(b.symbol, b.issued_on) for b in found.legal_bases] == [("57-NQ/TW", date(2024, 12, 22))]


def test_decision_with_an_attached_plan():
    plan = parse_text(
        "ỦY BAN NHÂN DÂN\nTỈNH MẪU\nSố: 301/QĐ-UBND\nMẫu, ngày 5 tháng 5 năm 2026\n\nQUYẾT ĐỊNH\nVề việc ban hành Kế hoạch thử\n\n"
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch thử.\n"
        "Điều 2. Hiệu lực thi hành./.\n\nNơi nhận:\n- Như Điều 2;\nCHỦ TỊCH\n\nKẾ HOẠCH\nThử nghiệm\n(Kèm theo Quyết định số 301/QĐ-UBND ngày 5/5/2026)\n\n"
        "I. MỤC TIÊU\nĐến năm 2028 có 3 phòng đo lường.\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ: Theo dõi chung.\n"
    )
    assert (plan.document.kind, plan.document.symbol) == ("QUYẾT ĐỊNH", "301/QĐ-UBND")
    assert [s.path for s in plan.sections] == ["Điều 1", "Điều 2", "I", "II", "II.1"]
    assert [(t.low, t.unit, t.horizon.year) for t in plan.targets] == [(3, "phòng đo lường", 2028)]
    assert [d.party.name for d in plan.duties] == ["Sở Nội vụ"]


def test_department_as_issuer_takes_the_casing_of_the_text():
    found = identity(
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ\nSố: 9/KH-SKHCN\n\nĐỀ ÁN\nMẫu\n\nTheo đề nghị của Sở Khoa học và Công nghệ tỉnh.\nI. MỘT\n"
    )
    assert (found.kind, found.issuer) == ("ĐỀ ÁN", "Sở Khoa học và Công nghệ")


def test_action_programme_without_letterhead():
    found = identity("CHƯƠNG TRÌNH HÀNH ĐỘNG\nThực hiện nghị quyết\n\nI. MỘT\n")
    assert (found.kind, found.title) == ("CHƯƠNG TRÌNH HÀNH ĐỘNG", "Thực hiện nghị quyết")
    assert (found.number, found.symbol, found.issued_on, found.issuer) == (None, None, None, None)


def test_impossible_day_is_no_day():
    found = identity("Số: 7/KH-UBND\nMẫu, ngày 31 tháng 02 năm 2026\nKẾ HOẠCH\nThử\n")
    assert (found.symbol, found.issued_on, found.place) == ("7/KH-UBND", None, "Mẫu")


def test_nothing_at_all():
    found = identity("")
    assert found.to_json()["kind"] is None
    assert found.legal_bases == ()


def test_letterhead_of_a_pdf_with_the_motto_broken_and_the_number_open():
    found = identity(
        "\tỦY BAN NHÂN DÂN\nTỈNH MẪU\nSố: /KH-UBND\n\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA\nVIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Mẫu, ngày tháng năm\n\n2026\n\nKẾ HOẠCH\nThử\n"
    )
    assert (found.issuer, found.place, found.symbol, found.issued_on) == ("UBND tỉnh Mẫu", "Mẫu", None, None)
