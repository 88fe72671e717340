"""Findings that the user accepts: each waiver is for one finding of one file with the values that it was given for."""

from reportlint.waivers.apply import Tracker, apply, is_waivable
from reportlint.waivers.remarks import remarks
from reportlint.waivers.waiver import FILENAME, Waiver, Waivers, named

__all__ = ["FILENAME", "Tracker", "Waiver", "Waivers", "apply", "is_waivable", "named", "remarks"]
