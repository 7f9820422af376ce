"""What counts as suspected double funding."""

import pytest

from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import move_record, withdraw_record
from khcn.registers.enterprise_support.models import SupportGiven
from khcn.registers.enterprise_support.queries import double_funding, overlap_of, overlaps
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.records import sample

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return actor_for(seat("coordinator", AgencyFactory()))


@pytest.fixture
def give(coordinator):
    """Support by a programme for technology in 2024, 200 million, unless told otherwise."""
    register = registers.get("ho-tro-doanh-nghiep")

    def add(name, *, n=1, **over):
        values = {
            "programme_name": name,
            "content": "technology",
            "year": 2024,
            "review": "open",
            "review_note": "",
        }
        return sample(register, n, by=coordinator, **(values | over))

    return add


def groups():
    return [[one.programme_name for one in found.records] for found in overlaps(SupportGiven.objects.all())]


def test_two_programmes_for_the_same_content_and_year_are_suspicious(give):
    give("Khuyến công mẫu")
    give("Đổi mới công nghệ mẫu")
    assert groups() == [["Khuyến công mẫu", "Đổi mới công nghệ mẫu"]]


@pytest.mark.parametrize("other", [{"year": 2025}, {"content": "ip"}])
def test_another_year_or_content_is_not(give, other):
    give("Khuyến công mẫu")
    give("Đổi mới công nghệ mẫu", **other)
    assert groups() == []


def test_another_enterprise_is_not(give, coordinator):
    give("Khuyến công mẫu")
    second = sample(registers.get("to-chuc"), 2, by=coordinator)
    give("Đổi mới công nghệ mẫu", enterprise=second)
    assert groups() == []


def test_two_payments_of_one_programme_are_not_even_when_written_differently(give):
    give("Khuyến công mẫu", n=1)
    give("KHUYẾN  CÔNG MẪU", n=2)
    assert groups() == []


def test_programme_of_the_register_counts_before_its_name(give, coordinator):
    programme = sample(registers.get("chuong-trinh-lien-ket"), by=coordinator)
    give("Chương trình A", programme=programme)
    give("Tên khác của chương trình A", programme=programme)
    assert groups() == []


def test_recovered_and_withdrawn_support_does_not_count(give, coordinator):
    register = registers.get("ho-tro-doanh-nghiep")
    give("Chương trình A")
    back = give("Chương trình B", state="granted")
    gone = give("Chương trình C")
    move_record(register, back, "recover", by=coordinator, on=coordinator.on, reason="Sai mục đích")
    withdraw_record(register, gone, by=coordinator, reason="Nhập nhầm")
    assert groups() == []


def test_group_sums_amounts_unless_one_is_missing(give):
    give("Chương trình A", amount=200)
    give("Chương trình B", amount=300)
    assert double_funding(SupportGiven.objects.all())[0].total == 500
    SupportGiven.objects.filter(amount=300).update(amount=None)
    assert double_funding(SupportGiven.objects.all())[0].total is None


def test_group_is_closed_when_every_record_was_reviewed(give):
    give("Chương trình A", review="different", review_note="Khác hạng mục")
    open_one = give("Chương trình B")
    assert overlap_of(open_one, SupportGiven.objects.all()).open
    SupportGiven.objects.filter(pk=open_one.pk).update(review="settled", review_note="Đã giảm trừ")
    assert not overlap_of(open_one, SupportGiven.objects.all()).open


def test_queries_do_not_grow_with_the_groups(give, django_assert_num_queries):
    for year in range(2020, 2024):
        give("Chương trình A", year=year)
        give("Chương trình B", year=year)
    with django_assert_num_queries(2):
        found = overlaps(SupportGiven.objects.all())
        assert [str(one.first.enterprise) for one in found] == [str(found[0].first.enterprise)] * 4
