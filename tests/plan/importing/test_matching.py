"""Names of documents against the directory: exact or nothing."""

from datetime import date

import pytest

from khcn.kernel.agencies.models import AgencyClass, AgencyName
from khcn.kernel.territory.models import Unit
from khcn.plan.importing.matching import AgencyMatcher, normalise
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db
DAY = date(2024, 4, 15)


def province(name):
    return Unit.objects.create(code=name.lower().replace(" ", "-"), level="province", name=name)


@pytest.mark.parametrize(
    "written",
    [
        "Sở Khoa học và Công nghệ",
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        "Sở KH&CN",
        "Sở KHCN",
        "sở khoa học và công nghệ.",
    ],
)
def test_usual_spellings_are_one_agency(written):
    agency = AgencyFactory(name="Sở Khoa học và Công nghệ")
    AgencyFactory(name="Sở Tài chính")
    assert AgencyMatcher(DAY).match(written).agency == agency


def test_a_typing_error_is_suggested_never_taken():
    agency = AgencyFactory(name="Sở Khoa học và Công nghệ")
    match = AgencyMatcher(DAY).match("Sở Khoa hoc và Công nghê tỉnh nhà")
    assert match.agency is None
    assert AgencyMatcher(DAY).match("Sở Khoa học và Công nhệ").suggestions == (agency,)


def test_the_name_of_the_documents_date_comes_first():
    old = AgencyFactory(name="Sở Nông nghiệp và Môi trường")
    AgencyName.objects.create(agency=old, name="Sở Nông nghiệp", valid_to=date(2025, 2, 28))
    AgencyFactory(name="Sở Nông nghiệp", valid_from=date(2025, 3, 1))
    assert AgencyMatcher(DAY).match("Sở Nông nghiệp").agency == old


def test_two_provinces_with_one_name_are_told_apart_by_the_plans_place():
    here, there = province("Tỉnh Thử"), province("Tỉnh Khác")
    mine = AgencyFactory(name="Sở Tài chính", territory=here)
    AgencyFactory(name="Sở Tài chính", territory=there)
    assert AgencyMatcher(DAY).match("Sở Tài chính").agency is None
    assert len(AgencyMatcher(DAY).match("Sở Tài chính").suggestions) == 2
    assert AgencyMatcher(DAY, near=[here.pk]).match("Sở Tài chính").agency == mine
    assert AgencyMatcher(DAY, place="Ủy ban nhân dân tỉnh Thử").match("Sở Tài chính").agency == mine


def test_the_province_may_be_left_out_of_a_name():
    agency = AgencyFactory(name="Thanh tra tỉnh Thử", territory=province("Tỉnh Thử"))
    assert AgencyMatcher(DAY).match("Thanh tra tỉnh").agency == agency


def test_the_longest_pattern_decides_the_class():
    wide = AgencyClass.objects.create(code="so-nganh", name="Các sở, ngành", patterns=["cac so, nganh"])
    narrow = AgencyClass.objects.create(
        code="so-nganh-lien-quan", name="Các sở, ngành liên quan", patterns=["cac so, nganh lien quan"]
    )
    matcher = AgencyMatcher(DAY)
    assert matcher.match("Các sở, ngành liên quan", "class").agency_class == narrow
    assert matcher.match("các sở ngành", "class").agency_class == wide
    assert matcher.match("Các sở thích", "class").agency_class is None


def test_a_code_chosen_by_a_person_wins():
    AgencyFactory(name="Sở Tài chính")
    chosen = AgencyFactory(code="so-khac", name="Sở Khác")
    assert AgencyMatcher(DAY).match("Sở Tài chính", chosen="so-khac").agency == chosen


def test_normal_form():
    assert normalise("UBND các huyện, thành phố") == normalise("Uỷ ban nhân dân các huyện thành phố")
