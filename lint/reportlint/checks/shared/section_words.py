"""How messages name a section of the form, and where a person looks for one that is not there."""

from __future__ import annotations

from reportlint.engine.kind import Unchecked
from reportlint.model.document import NOWHERE, Place
from reportlint.model.forms import NUMERALS, Form
from reportlint.model.report import Report, Section
from reportlint.model.wording import Text


def official_title(form: Form, number: int) -> str:
    """The official title of a section: 存在的主要问题及改进情况."""
    return next(section.title for section in form.sections if section.number == number)


def official_heading(form: Form, number: int) -> str:
    """The official title with its numeral: 五、存在的主要问题及改进情况."""
    return f"{NUMERALS[number]}、{official_title(form, number)}"


def says_nothing(section: Section, form: Form) -> Unchecked:
    """That a section has no text that could be judged; whether it must have some, another rule tells."""
    heading = official_heading(form, section.number)
    return Unchecked(
        Text(f"“{heading}”下面没有实际内容，没有核对", f"there is no real text below “{heading}”")
    )


def following(report: Report, number: int) -> Section | None:
    """The first section in the file that belongs behind section `number`."""
    return next((section for section in report.sections if section.number > number), None)


def top(report: Report) -> Place:
    """Where the report begins: its title, else its first text, else its first section."""
    if report.title is not None:
        return report.title.place
    if report.preamble:
        return report.preamble[0].place
    return report.sections[0].place if report.sections else NOWHERE
