"""What is known of each file while the audit runs: light rows in memory, everything else in the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from reportlint.audit.judging import Judged
from reportlint.audit.outcome import AuditedFile
from reportlint.audit.packing import pack, unpack, unpack_report, unpack_result
from reportlint.audit.store import Store
from reportlint.engine.rules import Rule, RuleSet
from reportlint.engine.run import Verdict
from reportlint.model.batch import BatchEntry
from reportlint.model.diagnostic import Diagnostic, NotChecked, Result
from reportlint.model.report import Report
from reportlint.model.wording import Text


class LostError(Exception):
    """What an audit had stored is gone; `words` is one sentence."""

    def __init__(self) -> None:
        self.words = Text(
            "检查过程中缓存文件夹被改动了，请再运行一次，或者加 --no-cache",
            "the cache folder was changed during the audit; run it again, or add --no-cache",
        )
        super().__init__(self.words.en)


class KnownFile(Struct, frozen=True):
    """One file's light part; `key` is that of its outcome in the store, "" where it is not stored."""

    row: AuditedFile
    key: str
    figures: str = ""
    entry: BatchEntry | None = None


class Ledger:
    """The files of one audit by path, and what was judged later, which `result` puts together."""

    def __init__(
        self, store: Store, rules: RuleSet, *, waive: Callable[[Result], Result] | None = None
    ) -> None:
        self._waive = waive
        self.files: dict[str, KnownFile] = {}
        self._store = store
        self._rules = rules
        self._held: dict[str, Result] = {}
        self._pairs: dict[str, str] = {}
        self._verdicts: dict[str, list[Verdict]] = {}
        self._changed: set[str] = set()

    def keep(self, path: str, key: str, judged: Judged) -> None:
        """Keeps a judged file under its key."""
        head = pack((judged.row, judged.figures, judged.entry))
        self._store.put(key, (head, judged.result, judged.report or b""))
        self.files[path] = KnownFile(judged.row, key, judged.figures, judged.entry)

    def recall(self, path: str, key: str) -> bool:
        """Takes a file's outcome from the store; False where it is not there."""
        parts = self._store.use(key)
        if parts is None:
            return False
        row, figures, entry = unpack(parts[0])
        self.files[path] = KnownFile(
            replace(row, path=path), key, figures, None if entry is None else replace(entry, path=path)
        )
        return True

    def hold(self, result: Result, row: AuditedFile) -> None:
        """Keeps a result that must not be stored: its file was not read, or its worker died."""
        self._held[result.path] = result
        self.files[result.path] = KnownFile(row, "")

    def drop(self, path: str) -> None:
        """Forgets a file."""
        self.files.pop(path, None)
        self._held.pop(path, None)

    def pair(self, path: str, key: str, verdict: bytes | None = None) -> Verdict | None:
        """What two years gave for a file: kept under its key, or recalled where no `verdict` is given."""
        if verdict is not None:
            self._store.put(key, (verdict,))
        parts = (verdict,) if verdict is not None else self._store.use(key)
        if parts is None:
            return None
        self._pairs[path] = key
        found: Verdict = unpack(parts[0])
        if found.diagnostics or found.not_checked:
            self._changed.add(path)
        return found

    def changed(self, path: str) -> bool:
        """Whether a file's row no longer says all, since something was found later, or may be waived."""
        return self._waive is not None or path in self._changed

    def add(self, path: str, verdict: Verdict) -> None:
        """Adds what was found beside other reports."""
        self._verdicts.setdefault(path, []).append(verdict)
        if verdict.diagnostics or verdict.not_checked:
            self._changed.add(path)

    def refuse(self, path: str, rules: Iterable[Rule], words: Text) -> None:
        """Adds that some rules could not judge a file, and why."""
        codes = [rule.code for rule in rules]
        missed = tuple(NotChecked(code, words) for code in codes)
        self.add(path, Verdict((), missed, dict.fromkeys(codes, "not_checked")))

    def result(self, path: str) -> Result:
        """A file's whole result. Raises KeyError for an unknown path, LostError when it is gone."""
        light = self.files[path]
        if not light.key:
            result = self._held[path]
        else:
            result = replace(unpack_result(self._part(light.key, 1)), path=path)
        if path in self._pairs:
            result = merged(result, unpack(self._part(self._pairs[path], 0)), self._rules)
        for verdict in self._verdicts.get(path, ()):
            result = merged(result, verdict, self._rules)
        return result if self._waive is None else self._waive(result)

    def packed_report(self, path: str) -> bytes | None:
        """A file's packed report; None where there is none."""
        key = self.files[path].key
        return (self._part(key, 2) or None) if key else None

    def report(self, path: str) -> Report | None:
        """A file's report; None where there is none."""
        packed = self.packed_report(path)
        return None if packed is None else unpack_report(packed)

    def stored(self, key: str) -> Mapping[str, Verdict] | None:
        """Verdicts kept by path under one key."""
        parts = self._store.use(key)
        return None if parts is None else unpack(parts[0])

    def store(self, key: str, verdicts: Mapping[str, Verdict]) -> None:
        """Keeps verdicts by path under one key."""
        self._store.put(key, (pack(dict(verdicts)),))

    def _part(self, key: str, number: int) -> bytes:
        parts = self._store.get(key)
        if parts is None:
            raise LostError
        return parts[number]


def merged(result: Result, verdict: Verdict, rules: RuleSet) -> Result:
    """The result with the findings, reasons, states and notes of `verdict`, as if all rules had judged at once.

    The verdict's rules take the place of what the result says of them.
    """
    order = {rule.code: index for index, rule in enumerate(rules)}
    replaced = verdict.states.keys()
    kept = [found for found in result.diagnostics if found.code not in replaced]
    reasons = [item for item in result.not_checked if item.code not in replaced]
    states = {**result.states, **verdict.states}
    return replace(
        result,
        diagnostics=_in_place_order(kept, verdict.diagnostics),
        not_checked=_in_rule_order(reasons, verdict.not_checked, order),
        states=dict(sorted(states.items(), key=lambda entry: order.get(entry[0], len(order)))),
        notes=(*result.notes, *verdict.notes),
        explained={**result.explained, **verdict.explained},
    )


def _in_place_order(first: Sequence[Diagnostic], second: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Both in order of place and code; neither changes its own order, for one rule's cells are sorted already."""
    merged: list[Diagnostic] = list(first)
    position = 0
    for found in second:
        while position < len(merged) and _place(merged[position]) <= _place(found):
            position += 1
        merged.insert(position, found)
        position += 1
    return tuple(merged)


def _place(found: Diagnostic) -> tuple[bool, int, int, int, str]:
    place = found.place
    unknown = place.line is None and place.page is None
    return unknown, place.page or 0, place.line or 0, place.column or 0, found.code


def _in_rule_order(
    first: Sequence[NotChecked], second: Sequence[NotChecked], order: Mapping[str, int]
) -> tuple[NotChecked, ...]:
    """Reasons rule by rule; those on the reading of the file, which come before all rules, stay first."""
    remarks = 0
    while remarks < len(first) and order.get(first[remarks].code, 0) <= order.get(first[0].code, 0):
        remarks += 1
    rest = sorted((*first[remarks:], *second), key=lambda item: order.get(item.code, len(order)))
    return (*first[:remarks], *rest)
