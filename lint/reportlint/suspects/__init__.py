"""Which cells of a table are wrong: the smallest change that satisfies all its identities at once."""

from __future__ import annotations

from reportlint.suspects.likeliest import Suspects, ToldSum, find_suspects
from reportlint.suspects.search import CellChange, Mending, smallest_mendings
from reportlint.suspects.system import System

__all__ = ["CellChange", "Mending", "Suspects", "System", "ToldSum", "find_suspects", "smallest_mendings"]
