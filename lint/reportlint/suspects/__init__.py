"""Which cells of a table are wrong: the smallest change that satisfies all its identities at once."""

from __future__ import annotations

from reportlint.suspects.search import Change, Mending, smallest_mendings
from reportlint.suspects.system import System
from reportlint.suspects.verdict import Localisation, Told, localise

__all__ = ["Change", "Localisation", "Mending", "System", "Told", "localise", "smallest_mendings"]
