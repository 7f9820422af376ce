"""What laboratories are, own and can; who books what."""

from khcn.registers.labs.models.booking import HOLDING, Booking, BookingState, Outage, Qualification
from khcn.registers.labs.models.equipment import Calibration, Equipment, MeasuringDevice
from khcn.registers.labs.models.labs import Lab, LabScope

__all__ = [
    "HOLDING",
    "Booking",
    "BookingState",
    "Calibration",
    "Equipment",
    "Lab",
    "LabScope",
    "MeasuringDevice",
    "Outage",
    "Qualification",
]
