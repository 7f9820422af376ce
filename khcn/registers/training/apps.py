from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "khcn.registers.training"
    label = "training"
    verbose_name = _("Đào tạo, bồi dưỡng")

    def ready(self) -> None:
        from khcn.kernel.registers.signals import records_saved

        records_saved.connect(on_saved, dispatch_uid="training.follow_courses")


def on_saved(sender: Any, records: list[Any], **_more: Any) -> None:
    from khcn.registers.training.domain import follow_courses, keep_years
    from khcn.registers.training.models import CourseTrainees, TrainingCourse

    follow_courses(one for one in records if isinstance(one, TrainingCourse))
    keep_years(one for one in records if isinstance(one, CourseTrainees))
