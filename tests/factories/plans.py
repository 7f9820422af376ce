import hashlib
from datetime import date

import factory

from khcn.plan.models import Party, Plan, PlanText, Target, Task


class PlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Plan

    code = factory.Sequence(lambda n: f"kh-{n}")
    number = factory.Sequence(lambda n: n + 1)
    symbol = factory.LazyAttribute(lambda plan: f"{plan.number:02d}/KH-UBND")
    short_title = "Kế hoạch khoa học và công nghệ tỉnh Thử Nghiệm"
    issuer_name = "Ủy ban nhân dân tỉnh Thử Nghiệm"
    issued_on = date(2024, 3, 15)
    from_year = 2024
    to_year = 2030


class TargetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Target

    plan = factory.SubFactory(PlanFactory)
    code = factory.Sequence(lambda n: f"T{n + 1}")
    order = factory.Sequence(lambda n: n)
    short_title = "Tỷ lệ nhiệm vụ được ứng dụng"
    kind = "share"
    operator = "ge"
    low = 60
    unit = "%"
    horizon = "by"
    year = 2030


class TaskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Task

    plan = factory.SubFactory(PlanFactory)
    no = factory.Sequence(lambda n: str(n + 1))
    order = factory.Sequence(lambda n: n)
    short_title = "Xây dựng cơ sở dữ liệu khoa học và công nghệ"
    schedule = "range"
    from_year = 2024
    to_year = 2030


class PartyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Party

    task = factory.SubFactory(TaskFactory)
    role = "lead"
    kind = "agency"
    name = factory.LazyAttribute(
        lambda party: party.agency.name if party.agency else "Các sở, ngành liên quan"
    )


def plan_with_text(text: str = "KẾ HOẠCH\nNội dung thử nghiệm.", **fields) -> Plan:
    plan = PlanFactory(**fields)
    PlanText.objects.create(
        plan=plan,
        version=1,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        file_name="ke-hoach.txt",
    )
    return plan
