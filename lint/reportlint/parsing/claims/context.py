"""What is carried on from clause to clause: the topic, the running total, whose and which year's figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from reportlint.parsing.claims.kinds import (
    CARRIES,
    CHANGES,
    DISCLOSED,
    NOUNS,
    OUTCOMES,
    REMEDIES,
    VERBS,
    Kind,
    Kinds,
)
from reportlint.parsing.claims.tokens import Token, unread
from reportlint.parsing.claims.ways import Way


class FigureClaim(Struct, frozen=True, eq=False):
    """One figure of a sentence, or the words that say none; `measure` is "" for a figure that is no claim.

    `way` is the way in which it is told (rules/lexicon/ways.yaml), `why` the reason for which it is no claim
    (`REASONS`). `number` is its place among all of the section, `sentence` that of its sentence; `part_of` is the
    number of the total of which it is a part (其中, brackets). `both`: one figure for receiving and handling
    (收到和办理3件); `whole`: called a total (共); `opens`: the first of a list (其中); `handled_too`: a part that is no
    claim and may have been handled as well (taken back, answered after correction, by another organ);
    `known_part`: a reason or ending that has its own place in the form; `published`: applications for what had been
    published, which some count as granted; `weak`: told by 办理, which may mean all that there were; `case`: cases of
    every kind, which a part on disclosure may follow; `one_way`: received in one way; `fresh`: said to be this
    year's; `remaining`: the rest of what was told before (另外1件); `refused`: not accepted or sent back; `half`:
    handled late, beside what was handled in time; `others`: what other organs received; `whole_area`: told of all the
    area (全县).
    """

    measure: str
    value: int
    start: int
    end: int
    sure: bool = True
    way: str = ""
    why: str = ""
    number: int = -1
    sentence: int = 0
    part_of: int | None = None
    both: bool = False
    whole: bool = False
    opens: bool = False
    handled_too: bool = False
    known_part: bool = False
    published: bool = False
    case: str = ""
    weak: bool = False
    one_way: bool = False
    fresh: bool = False
    remaining: bool = False
    refused: bool = False
    half: bool = False
    others: bool = False
    whole_area: bool = False


class Context(Struct):
    """The state of the reading. `year` is the report's, `reviews` whether the unit itself decides reviews.

    `topic` is what the sentence before last spoke of: "applications", "remedies", "other" or a kind of the lexicon, and
    `presumed` where that are applications that nobody called so.
    `total` is the last total told, `part` the total whose parts are being listed, `last` the last figure of the
    sentence, `bracketed` the one right before the brackets being read. `ours` and `this_year` are False while the
    clauses speak of another organ or another time. `listing` is True once the sentence has told an outcome,
    `announced` is the measure whose number a clause has left open (收到…申请，共2件), `compared` whether it
    told how that changed; `levels` while the
    sentence tells figures of other organs or of the whole area beside those of its own level, `disputes` while it
    names other things that people go to court for, `decisions` where it lists decisions of several kinds and
    nothing that is published. `headings` are the numbered items that the text stands under,
    each with its level and its topic; `seen` the kinds of the words of the sentence so far, `first` counts what was
    told before it. `about_disclosure` and `mentioned` tell whether disclosure was named, at all and in this
    sentence; `denied` whether the clause before told that there were no such cases; `open_measures` wait for their
    figures: 复议、诉讼分别为2件、1件.
    """

    year: int | None
    reviews: bool = False
    topic: str = ""
    presumed: bool = False
    total: FigureClaim | None = None
    part: FigureClaim | None = None
    last: FigureClaim | None = None
    bracketed: FigureClaim | None = None
    ours: bool = True
    this_year: bool = True
    verb: str = ""
    listing: bool = False
    announced: str = ""
    compared: bool = False
    levels: bool = False
    disputes: bool = False
    decisions: tuple[tuple[int, int], ...] = ()
    open_measures: list[str] = field(default_factory=list)
    about_disclosure: bool = False
    mentioned: bool = False
    denied: bool = False
    headings: list[tuple[int, str]] = field(default_factory=list)
    seen: set[Kind] = field(default_factory=set)
    sentence: int = 0
    first: int = 0
    claims: list[FigureClaim] = field(default_factory=list)

    @property
    def heading(self) -> str:
        """The topic of the innermost numbered item that the text stands under."""
        return self.headings[-1][1] if self.headings else ""

    def add(self, claim: FigureClaim, **more: Any) -> FigureClaim:
        """Enters a claim as the next of the section."""
        entered = replace(claim, number=len(self.claims), sentence=self.sentence, **more)
        self.claims.append(entered)
        return entered

    def retell(self, claim: FigureClaim, **changes: Any) -> None:
        """Enters another reading of a claim in its place."""
        read = self.claims[claim.number] = replace(self.claims[claim.number], **changes)
        for name in ("total", "part", "last", "bracketed"):
            held = getattr(self, name)
            if held is not None and held.number == read.number:
                setattr(self, name, read)

    def next_sentence(self, level: int, number: int) -> None:
        """What ends with a sentence; a numbered item (`level` above 0) begins with the topic of the one above it."""
        self.sentence = number
        self.part = self.last = None
        self.ours = self.this_year = True
        self.verb = ""
        self.listing = self.compared = self.mentioned = self.denied = False
        self.announced = ""
        self.open_measures = []
        self.seen = set()
        self.first = len(self.claims)
        if level:
            while self.headings and self.headings[-1][0] >= level:
                self.headings.pop()
            self.topic = self.heading
            self.total = None
            self.about_disclosure = self.topic == "applications"


def fits(way: Way, clause: Sequence[Token], context: Context) -> bool:
    """Whether the text is about what a way speaks of."""
    if way.topic == "denied":
        return context.denied
    if way.topic == "any":
        return context.ours and context.this_year
    if not context.ours or not (context.this_year or way.carries):
        return False
    if way.topic == "applications":
        return context.topic == "applications" or "application" in kinds(clause)
    if way.topic == "remedies":
        named = kinds(clause) & {"application", "disclosure"}
        return context.mentioned or context.about_disclosure or bool(named)
    return context.topic == way.topic


def kinds(scope: Sequence[Token]) -> set[Kind]:
    """The kinds of words that stand in a stretch."""
    return {token.kind for token in scope}


def head_of(scope: Sequence[Token]) -> Token | None:
    """The word that a figure behind the stretch counts."""
    return next((token for token in reversed(scope) if token.kind in NOUNS), None)


def settle_topic(clause: Sequence[Token], context: Context) -> None:
    """The topic after a clause: what its last noun names, if that names one."""
    names = kinds(clause)
    if "application" in names or "disclosure" in names:
        context.about_disclosure = context.mentioned = True
    if "application" in names:
        context.presumed = False
    counted = names & {"figure", "quantity"}
    if names & DISCLOSED and context.last is not None and context.last.way == "issued_behind":
        counted = set()
    topics = [token for token in clause if token.kind in _TOPICS and (counted or token.kind != "publication")]
    head = topics[-1] if topics else None
    if "matter" in names and context.topic in DISCLOSED and not names & DISCLOSED:
        context.topic = "other"
    if head is None or (_TOPICS[head.kind] == "other" and (names & OUTCOMES or _lists_applications(context))):
        return
    context.topic = _TOPICS[head.kind]
    if "other_thing" in names and not names & {"application", *REMEDIES}:
        context.topic = "other"


def _lists_applications(context: Context) -> bool:
    """Whether the parts of a total of applications are being listed: reasons that name other things stay parts."""
    return context.part is not None and context.part.measure in ("new_received", "received", "handled")


def _presume_from_end(found: Sequence[Token], context: Context) -> None:
    """收到25件，…，均为政府信息公开申请: what the last clause says of all of them."""
    mark = max((n for n, token in enumerate(found) if token.kind in ("，", "；")), default=-1)
    last = kinds(found[mark + 1 :])
    if mark < 0 or "all" not in last or not last <= {"all", "filler", "raise", "application", "disclosure"}:
        return
    context.mentioned |= bool(last & {"application", "disclosure"})
    if "application" in last and not kinds(found) & {"other_thing", "publication"}:
        context.topic = "applications"


def presume_topic(found: Sequence[Token], context: Context) -> None:
    """A sentence without a topic that tells 结转 of 申请, or outcomes of the form, or several ways, speaks of
    applications.
    """
    names = kinds(found)
    context.levels = bool(names & {"elsewhere", "whole_area"})
    context.disputes = bool(names & {"dispute", "party"})
    context.decisions = tuple(_listing_decisions(found))
    _presume_from_end(found, context)
    if context.topic or names & {"other_thing", "publication"}:
        return
    carries = names & CARRIES and names & {"apply", "application"} and "matter" not in names
    received = {"apply", "receive"} <= names
    channels = sum(token.kind == "channel" for token in found)
    plain = "apply" in names and not names & _NOT_PLAIN and not unread(found, found[0].start, found[-1].end)
    told = (
        (received and (names & (OUTCOMES - {"other_handling"} | REMEDIES) or channels > 2))
        or carries
        or (len(names & OUTCOMES) > 1 and names & {"denied", "unavailable", "unprocessed"})
    )
    if told or (plain and found[0].start == 0):
        context.topic, context.presumed = "applications", not told and "application" not in names


_DECISIONS: Kinds = frozenset({"licensing", "penalties", "coercion"})
_NOT_DECIDED: Kinds = frozenset(
    {"publication", "disclosure", "information", "already_public", "matter", "rate"}
)


def _listing_decisions(found: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where at least two kinds of decisions are named and nothing that is published, from semicolon to semicolon."""
    parts = [list(part) for semicolon, part in groupby(found, key=lambda t: t.kind == "；") if not semicolon]
    for published, several in groupby(parts, key=lambda part: bool(kinds(part) & _NOT_DECIDED)):
        listed = list(chain.from_iterable(several))
        if not published and len(kinds(listed) & _DECISIONS) > 1:
            yield listed[0].start, listed[-1].end


_NOT_PLAIN: Kinds = DISCLOSED | {"dispute", "applicant", "if", "elsewhere", "matter", "levy", "none"}
_TOPICS: Mapping[Kind, str] = {
    "application": "applications",
    "other_thing": "other",
    "publication": "other",
    **dict.fromkeys(REMEDIES, "remedies"),
    **{kind: kind for kind in DISCLOSED},
}


def settle_time(clause: Sequence[Token], context: Context) -> None:
    """Whether the clause speaks of the report year: told by a year before its first verb, noun and figure."""
    if kinds(clause) & (CARRIES | CHANGES):
        return
    named: set[int | None] = set()
    for token in clause:
        if token.kind == "cumulative":
            context.this_year = False
        elif token.kind == "year":
            named.add(token.value)
            context.this_year = context.year is None or named == {context.year}
        elif token.kind == "current":
            context.this_year = True
        elif token.kind in ("previous", "next"):
            context.this_year = False
        elif token.kind in VERBS or token.kind in NOUNS or token.kind in ("figure", "compare", "raise"):
            return
