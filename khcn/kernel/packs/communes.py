"""The communes of a province after 01/07/2025, from the public list of the statistics office."""

from dataclasses import dataclass
from typing import Literal

from vietnam_provinces import Ward
from vietnam_provinces.base import VietNamDivisionType

CommuneKind = Literal["xa", "phuong", "dac-khu"]

_KINDS: dict[VietNamDivisionType, CommuneKind] = {
    VietNamDivisionType.XA: "xa",
    VietNamDivisionType.PHUONG: "phuong",
    VietNamDivisionType.DAC_KHU: "dac-khu",
}


@dataclass(frozen=True, order=True)
class Commune:
    """One unit of the lower level: five-digit code, full name with its kind in front, kind."""

    code: str
    name: str
    kind: CommuneKind


def communes_of(province_code: int) -> list[Commune]:
    """All communes of a province in the order of their codes; empty for an unknown province."""
    wards = (ward for ward in Ward.iter_all() if int(ward.province_code) == province_code)
    return sorted(Commune(f"{int(ward.code):05d}", ward.name, _KINDS[ward.division_type]) for ward in wards)
