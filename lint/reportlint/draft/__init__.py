"""Reports before they are files: from a sample and edits to tables as the form draws them and to plain text.

The examples of the rules, the tests and a new empty report are all made here, from one description.
"""

from reportlint.draft.drawing import Drawing, Drawn, draw, grids
from reportlint.draft.edits import DraftError, draft_from, prior_draft_from
from reportlint.draft.html import html
from reportlint.draft.model import Draft
from reportlint.draft.samples import SAMPLES, sample
from reportlint.draft.text import text

__all__ = [
    "SAMPLES",
    "Draft",
    "DraftError",
    "Drawing",
    "Drawn",
    "draft_from",
    "draw",
    "grids",
    "html",
    "prior_draft_from",
    "sample",
    "text",
]
