"""The shapes of bodies and answers, as the OpenAPI description tells them. Values of records differ by register:

see the components named after the codes of registers, or /so-dang-ky/{code}/mo-ta.
"""

from datetime import date
from typing import Any

from django.http import JsonResponse
from ninja import Field, Schema
from ninja.responses import NinjaJSONEncoder
from pydantic import ConfigDict

Values = dict[str, Any]
REASON = 500


class Sent(Schema):
    """A body: what it does not know, it refuses."""

    model_config = ConfigDict(extra="forbid")


class NewRecord(Sent):
    values: Values
    state: str = Field("", max_length=30)
    different: bool = False


class Change(Sent):
    values: Values
    reason: str = Field("", max_length=REASON)
    version: str = Field("", max_length=40)


class Step(Sent):
    on: date | None = None
    reason: str = Field("", max_length=REASON)
    values: Values = {}
    version: str = Field("", max_length=40)


class Withdrawal(Sent):
    reason: str = Field(max_length=REASON)
    version: str = Field("", max_length=40)


class Told(Schema):
    """One record in a list."""

    id: int
    name: str
    state: str
    state_name: str
    version: str | None = None
    url: str
    values: Values
    computed: Values


class Page(Schema):
    register_code: str = Field(alias="register")
    count: int
    count_exact: bool
    next: str | None
    previous: str | None
    records: list[Told]


class Whole(Told):
    """One record with all that belongs to it."""

    register_code: str = Field(alias="register")
    validity: dict[str, Any]
    merged_into: int | None = None
    moves: list[str]
    may_edit: bool
    history: list[dict[str, Any]]
    related: list[dict[str, Any]]


class Fault(Schema):
    code: str
    message: str
    fields: dict[str, list[dict[str, str]]] = {}


class Taken(Schema):
    """A fact that was taken; decimals are texts."""

    code: str
    name: str
    register_code: str = Field(alias="register")
    unit: str
    value: int | str | None
    at: date | None
    period: list[date] | None
    territory: str | None
    counted: int
    missing: int
    numerator: int | None
    denominator: int | None
    unplaced: int
    ids: list[int]
    next: str | None


READ = {200: Whole, 401: Fault, 404: Fault, 429: Fault}
WRITTEN = {200: Whole, 401: Fault, 403: Fault, 404: Fault, 409: Fault, 412: Fault, 422: Fault, 428: Fault}


def answer(told: Any, status: int = 200, **headers: str) -> JsonResponse:
    """The values are sound already; nothing is checked a second time."""
    options = {"ensure_ascii": False}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return JsonResponse(
        told, NinjaJSONEncoder, safe=False, json_dumps_params=options, status=status, headers=named
    )
