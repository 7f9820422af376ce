"""Model fields that know their unit."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models


class MoneyField(models.BigIntegerField):
    """Whole đồng; people type 1.500.000, "1,5 tỷ" or "500 triệu"."""

    def __init__(self, *args: Any, negative: bool = False, **kwargs: Any) -> None:
        self.negative = negative
        if not negative:
            kwargs["validators"] = [*kwargs.get("validators", []), MinValueValidator(0)]
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        if self.negative:
            kwargs["negative"] = True
        return name, path, args, kwargs


class FigureField(models.DecimalField):
    """A measured number with its unit; None is missing, never zero."""

    def __init__(self, *args: Any, unit: str = "", **kwargs: Any) -> None:
        self.unit = unit
        kwargs.setdefault("max_digits", 20)
        kwargs.setdefault("decimal_places", 4)
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.unit:
            kwargs["unit"] = self.unit
        return name, path, args, kwargs


class CountField(models.PositiveIntegerField):
    """A whole number of things; None is missing, never zero."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class YearField(models.PositiveSmallIntegerField):
    """A calendar year."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["validators"] = [MinValueValidator(1950)]
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        return name, path, args, kwargs


class SubjectKeyField(models.CharField):
    """Names a record of any register as `app.model:12`, where a subject may stand in one of several tables."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)

    @staticmethod
    def of(record: models.Model) -> str:
        return f"{record._meta.label_lower}:{record.pk}"

    @staticmethod
    def parse(key: str) -> tuple[str, int]:
        label, _sign, pk = key.partition(":")
        return label, int(pk)
