"""What a document says as an annual report: identity, sections, tables; every piece keeps its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal, NamedTuple, TypeAlias

from msgspec import Struct

from reportlint.model.document import Certainty, Paragraph, Place, Publication, Recognition
from reportlint.model.wording import Text

LONGEST_SENTENCE = 2_000
"""In characters; the longest that people wrote in the reports we know has six hundred."""
_SENTENCE_END = re.compile(r"[。！？；!?;\n]")

Flaw: TypeAlias = Literal[
    "negative",  # -4, 减4
    "decimal",  # 1.5 where things are counted
    "unit",  # 124件, 251000元
    "words",  # 见附件
    "two_figures",  # 3 5
    "too_long",  # more digits than any figure of the form has
    "row_too_long",  # the row has more figures than the form has columns
    "row_too_short",  # the row has fewer, and nothing shows which one is lost
    "unplaced_row",  # figures stand near, and nothing shows whether they are this row's
    "unplaced_blank",  # the row has blanks, and nothing shows under which column each figure stands
]

Lack: TypeAlias = Literal["labels", "numerals"]
"""Row and column labels as written; the numerals of headings: a parsed report as JSON has neither."""


class Number(Struct, frozen=True):
    """A cell that holds a figure. `note` is a remark beside it: `22（其中修订16件）` → 其中修订16件."""

    value: int | Decimal
    raw: str
    place: Place
    note: str = ""
    in_words: bool = False
    """Written in Chinese numerals (一千二百) instead of digits."""
    certainty: Certainty | None = None
    """How sure it is, where it was recognised in a picture; None where it was read."""
    state: ClassVar[Literal["number"]] = "number"


class Blank(Struct, frozen=True):
    """A cell with nothing in it. Blank is not 0."""

    raw: str
    place: Place
    certainty: Certainty | None = None
    state: ClassVar[Literal["blank"]] = "blank"


class Placeholder(Struct, frozen=True):
    """A cell with a sign for nothing: / - — 无 不涉及."""

    raw: str
    place: Place
    certainty: Certainty | None = None
    state: ClassVar[Literal["placeholder"]] = "placeholder"


class Unreadable(Struct, frozen=True):
    """A cell whose figure cannot be told; `flaw` says why. Never taken for a number."""

    raw: str
    place: Place
    flaw: Flaw
    certainty: Certainty | None = None
    state: ClassVar[Literal["unreadable"]] = "unreadable"

    @property
    def is_formula(self) -> bool:
        """Whether it is a formula in a workbook that holds no result of it."""
        spot = self.place.spot
        return self.raw.startswith("=") and spot is not None and spot.address is not None


Value: TypeAlias = Number | Blank | Placeholder | Unreadable


class CellKey(NamedTuple):
    """A cell of a form: table, row and column by their keys (see rules/formats)."""

    table: str
    row: str
    column: str


class Label(Struct, frozen=True):
    """A row's or column's label as the file has it; `official` is what the form prints there.

    `altered` is True when the wording differs from every wording the form accepts.
    """

    key: str
    text: str
    place: Place
    official: str
    altered: bool = False


class Table(Struct, frozen=True):
    """One statutory table, found by its labels.

    `edition` is the form whose labels it carries. `values` has a row for each row found, with a
    value for each column found. `missing_columns` are (row key, column key) for a column that one
    block of rows lacks; the row key is None where the whole table lacks it.
    """

    key: str
    edition: str
    place: Place
    rows: Mapping[str, Label]
    columns: tuple[Label, ...]
    values: Mapping[str, Mapping[str, Value]]
    missing_rows: tuple[str, ...] = ()
    missing_columns: tuple[tuple[str | None, str], ...] = ()
    unknown_labels: tuple[Label, ...] = ()
    """Texts that stand where a row label stands, with figures behind, and are none of the form's."""
    repeated_rows: tuple[Label, ...] = ()
    """Rows met a second time with other figures; the first was taken."""
    obsolete_heads: tuple[Label, ...] = ()
    """Heads of older forms that the one for the report's year has not."""

    def value(self, row: str, column: str) -> Value | None:
        """The cell's value, or None when its row or column is missing."""
        return self.values.get(row, {}).get(column)

    def cells(self) -> Iterator[tuple[CellKey, Value]]:
        """All cells found, in the form's order."""
        for row, columns in self.values.items():
            for column, value in columns.items():
                yield CellKey(self.key, row, column), value


class Section(Struct, frozen=True):
    """One of the six sections.

    `number` is its number in the form, found by its title; `numeral` the numeral as written
    ("" where there is none). `standing` tells how well the title is known: official, a harmless
    variant, unrecognised (found by its numeral only), or lost (only its table was found).
    `paragraphs` is the prose below the heading, tables left out.
    """

    number: int
    numeral: str
    title: str
    place: Place
    standing: Literal["official", "variant", "unrecognised", "lost"]
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """The prose, a line for each paragraph."""
        return "\n".join(paragraph.text.strip() for paragraph in self.paragraphs)


class Period(Struct, frozen=True):
    """The statistical period as told. A date that is told but impossible, or told in part, is None there.

    `start_year` and `end_year` are the years as written, None where only month and day stand.
    """

    start: date | None
    end: date | None
    text: str
    place: Place
    start_year: int | None = None
    end_year: int | None = None


class Claim(Struct, frozen=True):
    """A figure that a sentence asserts for this unit and this year.

    `measure` names what is counted (see rules/lexicon/claims.yaml), `place` is that of the figure
    (or of the words that say none), `text` the sentence. `sure` is False where the sentence can
    be read another way.
    """

    measure: str
    value: int
    sure: bool
    text: str
    section: int | None
    place: Place


class Remark(Struct, frozen=True):
    """Something the parser could not read or had to leave out; shown to the user, never silent."""

    subject: str
    """What it is about: a table's key, "report" for several reports in one file."""
    text: Text
    place: Place


class PicturedPage(Struct, frozen=True):
    """A page that is one picture, so that nothing on it was read.

    `above` is the number of the section that it stands in (0 before section 一), `below` that of the
    next section found behind it; one more than the last where none is.
    """

    place: Place
    above: int
    below: int

    def may_hold(self, section: int) -> bool:
        """Whether some of this section may stand there; 0 is what stands before section 一."""
        return self.above <= section < self.below


class SecondTable(Struct, frozen=True):
    """A statutory table that stands in the report once more; `caption` is what stands above it, sentences left out."""

    table: Table
    caption: str


class Report(Struct, frozen=True):
    """A parsed annual report.

    `year` comes from the title (`title_year`), else from the period, else from the options.
    `edition` is the form by which the report is to be judged. `tables` holds the tables read;
    `unread` those that were found and could not be read. `likeness` counts the signs that this
    is an annual report at all (see `parsing.likeness`).
    """

    name: str
    title: Paragraph | None
    unit: str | None
    year: int | None
    title_year: int | None
    period: Period | None
    edition: str
    preamble: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    tables: Mapping[str, Table]
    unread: tuple[Remark, ...]
    remarks: tuple[Remark, ...]
    likeness: int
    lines: tuple[str, ...]
    encoding: str | None = None
    claims: tuple[Claim, ...] = ()
    published: Publication | None = None
    """What the file says of its publication; None where it is no published page and says nothing."""
    pictures: tuple[tuple[int | None, Place], ...] = ()
    """Large pictures, each with the number of the section that it stands in (None before section 一)."""
    pictured: tuple[PicturedPage, ...] = ()
    """Pages that are pictures and nothing else; they are among the pictures too."""
    attachments: tuple[str, ...] = ()
    """Names of documents that the file leads to or shows instead of holding them."""
    notes: tuple[Text, ...] = ()
    """What the reader wants the user to know of the file; it left nothing out but text that is struck out."""
    asides: tuple[tuple[int | None, Paragraph], ...] = ()
    """Cells in the tables' rows that are neither a label of the form nor a plain figure, each with the number of
    its section: remarks beside figures, labels that are none of the form's, names and numbers of persons."""
    second_tables: tuple[SecondTable, ...] = ()
    """Tables of the form, or rows of one, that stand anywhere besides the table that was taken."""
    others: tuple[str, ...] = ()
    """The units of further reports in the same file."""
    further: int = 0
    """How many further reports in the same file are read each by itself."""
    footnotes: tuple[tuple[int | None, Paragraph], ...] = ()
    """Lines of footnotes and endnotes, each with the number of the section that its mark stands in: prose that
    fills no section."""
    beside: tuple[Paragraph, ...] = ()
    """What the file holds beside the report, as `Document.beside`: no rule on the report's text looks there."""
    recognised: Recognition | None = None
    """What of the file was recognised in pictures; None where all of it was read."""
    lacks: frozenset[Lack] = frozenset()
    """What its source does not hold, so that rules on it can say that they could not check."""

    def section(self, number: int) -> Section | None:
        """The first section found with this number of the form."""
        return next((section for section in self.sections if section.number == number), None)

    def in_table(self, place: Place) -> bool:
        """Whether a place stands in one of the tables that were read."""
        spans = ((table.place.line, table.place.end_line) for table in self.tables.values())
        return place.line is not None and any(
            first is not None and first <= place.line <= (last or first) for first, last in spans
        )

    def prose(self) -> Iterator[tuple[int | None, Paragraph]]:
        """All running text with its section's number; None for what stands before section 一; notes come last.

        What is no prose, because a sentence in it has no end, is left out: see `endless`.
        """
        return ((number, paragraph) for number, paragraph in self._written() if not _has_no_end(paragraph))

    def endless(self) -> Iterator[Paragraph]:
        """Paragraphs that nobody wrote: more than `LONGEST_SENTENCE` characters of them stand without a full stop."""
        return (paragraph for _, paragraph in self._written() if _has_no_end(paragraph))

    def _written(self) -> Iterator[tuple[int | None, Paragraph]]:
        for paragraph in self.preamble:
            yield None, paragraph
        for section in self.sections:
            for paragraph in section.paragraphs:
                yield section.number, paragraph
        yield from self.footnotes


def _has_no_end(paragraph: Paragraph) -> bool:
    long = len(paragraph.text) > LONGEST_SENTENCE
    return long and max(map(len, _SENTENCE_END.split(paragraph.text))) > LONGEST_SENTENCE
