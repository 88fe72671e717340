"""The audit itself: every file judged, then pairs of years, then all reports together; whole on Ctrl-C too."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timezone
from time import monotonic
from typing import Any

from msgspec.structs import replace

from reportlint import __version__
from reportlint.app.api import rules_in_force, unreadable
from reportlint.app.archives import content, opened
from reportlint.app.inputs import Found, Missed, archive_of, find
from reportlint.app.sequences import pages_on_disk
from reportlint.audit.batch_summary import batch_summary, rows_of
from reportlint.audit.judging import comparing, digest_of, instructions_for, judge_file, judge_pair, row_of
from reportlint.audit.ledger import Ledger
from reportlint.audit.outcome import Audit, AuditRecord
from reportlint.audit.packing import pack, unpack_result
from reportlint.audit.pairing import Pairing
from reportlint.audit.progress import Progress, Silent
from reportlint.audit.request import AuditRequest
from reportlint.audit.sorting import Sorting, is_meant, sort_files
from reportlint.audit.store import Store, key_of, key_of_instructions
from reportlint.data.files import note_input
from reportlint.engine.across import judge_across
from reportlint.model.batch import Batch, BatchEntry, Filing
from reportlint.model.diagnostic import Result, RunState
from reportlint.model.naming import with_part, without_sheet
from reportlint.model.report import Report
from reportlint.model.wording import Text
from reportlint.readers.failure import ReadFailure
from reportlint.workers import Failure, Pool, Processes, ThisProcess, usable_cores

_FILES = Text("检查报告", "judging reports")
_PAIRS = Text("核对两年", "comparing years")
_ACROSS = Text("比对报告", "comparing reports")
_FEW_FILES = 32
"""Up to this many files are judged sooner by this process than workers have started."""
_STOPPED = Text("检查中途停止，这一项没有核对", "stopped before this was judged")


def audit(request: AuditRequest, *, progress: Progress | None = None) -> Audit:
    """Audits what is asked for. Ctrl-C ends it early, with what is done by then (`AuditRecord.interrupted`).

    Raises RuleError, StoreError and ClusterError for what stops the whole. Close the audit after use.
    """
    store = Store.private() if request.cache is None else Store.cache(request.cache)
    try:
        run = _Run(request, store, progress or Silent())
        return run.audit()
    except BaseException:
        store.close()
        raise


class _Run:
    """One audit being made."""

    def __init__(self, request: AuditRequest, store: Store, progress: Progress) -> None:
        self.request = request
        self.settings = replace(request.settings, units=request.units, each=True)
        self.rules = rules_in_force(self.settings)
        self.across = [rule for rule in self.rules if str(rule.kind.stage) == "across"]
        self.instructions = instructions_for(self.settings)
        self.base = key_of_instructions(self.instructions)
        self.store = store
        self.ledger = Ledger(store, self.rules, waive=request.waive)
        self.progress = progress
        self.given = request.given
        self.left_out: list[str] = []
        """Pictures and archives that were not looked into."""
        found = self._find() if self.given is None else _as_given(self.given)
        self.found = [one for one in found if not self._excluded(one.path)]
        self.from_cache = 0
        self.interrupted = False
        self.uncompared: set[str] | None = None
        """Files whose two years are still to be compared; None before that is known."""
        self.together = False

    def audit(self) -> Audit:
        started, clock = datetime.now(timezone.utc).astimezone(), monotonic()
        pool = self._pool()
        sorting = None
        try:
            self._judge_files(pool, self.found)
            self._judge_files(pool, self._further())
            sorting = self._sorted()
            self._judge_pairs(pool, sorting.pairing)
            self._judge_together(sorting)
        except KeyboardInterrupt:
            self.interrupted = True
            sorting = sorting or self._sorted()
            self._leave()
        finally:
            pool.close()
            self.progress.close()
        excused = self._excused()
        order = (found.path for found in self.found)
        pairing, batch = sorting.pairing, self._batch(sorting)
        rows = rows_of(self.ledger, order, pairing, sorting.filings, batch)
        record = AuditRecord(
            __version__,
            self.request.unusual_settings(),
            started,
            monotonic() - clock,
            pool.jobs,
            self.request.scheduler,
            self.from_cache,
            self.interrupted,
            self.rules.version,
            self.request.handbook,
        )
        done = len([one for one in self.found if one.path in self.ledger.files]) + len(sorting.no_reports)
        left = len(self.found) - done
        return Audit(
            rows,
            pairing.units,
            tuple(sorted({year for unit in pairing.units for year in unit.files})),
            batch_summary(
                rows,
                pairing,
                self.request.units,
                batch=batch,
                left=left if self.interrupted else None,
                left_out=self.left_out,
                sorting=sorting,
                excused=excused,
            ),
            record,
            self.ledger.result,
            self.ledger.report,
            self.store.close,
            self.progress,
        )

    def _excused(self) -> frozenset[str]:
        """The units whose missing report the user's waivers accept; a list under which nothing stands is shown to them
        all the same, so that waivers without use are told.
        """
        listing = self.request.units_path
        if listing is None or self.request.waive is None or not self.together:
            return frozenset()
        if listing in self.ledger.files:
            result = self.ledger.result(listing)
        else:
            states: dict[str, RunState] = {rule.code: "judged" for rule in self.across}
            result = self.request.waive(Result(listing, "checked", None, None, (), (), states))
        told = (dict(entry.diagnostic.rests_on) for entry in result.waived)
        return frozenset(values["unit"] for values in told if "unit" in values)

    def _find(self) -> Iterator[Found | Missed]:
        files = find(self.request.paths, left_out=self.left_out)
        wanted = (one for one in files if not self._excluded(one.path))
        return opened(wanted, max_bytes=self.settings.max_bytes, left_out=self.left_out)

    def _excluded(self, path: str) -> bool:
        """Whether a file is left out: by the configuration, or as the list of units itself."""
        listing = self.request.units_path
        if self.given is None and listing is not None and os.path.realpath(path) == os.path.realpath(listing):
            return True
        return any(is_meant(path, pattern) for pattern in self.request.exclude)

    def _pool(self) -> Pool:
        if self.request.scheduler is not None:
            from reportlint.audit.cluster import Cluster

            return Cluster(self.request.scheduler)
        jobs = self.request.jobs
        if jobs is None:
            jobs = usable_cores() if len(self.found) > _FEW_FILES else 1
        return ThisProcess() if jobs == 1 else Processes(jobs)

    def _further(self) -> list[Found | Missed]:
        """Further reports in files that hold several, put behind the first of each."""
        found, self.found = self.found, []
        further: list[Found | Missed] = []
        for one in found:
            self.found.append(one)
            if isinstance(one, Found) and one.path in self.ledger.files:
                number = self.ledger.files[one.path].row.further
                more = [one._replace(path=with_part(one.path, part)) for part in range(2, number + 2)]
                self.found += more
                further += more
        return further

    def _judge_files(self, pool: Pool, files: Sequence[Found | Missed]) -> None:
        """Every file by itself."""
        if not files:
            return
        self.progress.stage(_FILES, len(files))
        sent: list[str] = []
        items = self._to_judge(files, sent)
        for number, outcome in pool.outcomes(judge_file, items, tick=self.progress.tick):
            path = sent[number]
            if isinstance(outcome, Failure):
                self._hold(unreadable(path, outcome.words, settings=self.settings))
            elif not outcome.digest:
                self.ledger.hold(unpack_result(outcome.result), outcome.row)
            else:
                self.ledger.keep(path, self._key(path, outcome.digest), outcome)
            self.progress.advance()

    def _to_judge(self, files: Sequence[Found | Missed], sent: list[str]) -> Iterator[tuple[Any, ...]]:
        """What the pool has to do: the files that are not in the cache. Their paths are put into `sent`."""
        for found in files:
            if isinstance(found, Missed):
                self._hold(unreadable(found.path, found.words, settings=self.settings))
                self.progress.advance()
                continue
            if self.given is None:
                for path in pages_on_disk(found.path):
                    note_input(path)
                note_input(archive_of(found.path) or without_sheet(found.path))
            try:
                data = self._content(found)
            except ReadFailure as failure:
                self._hold(unreadable(found.path, failure.words, settings=self.settings))
                self.progress.advance()
                continue
            if data is not None and self._recalled(found, data):
                self.progress.advance()
                continue
            sent.append(found.path)
            remote = data if self.given is not None or self.request.scheduler or found.inside else None
            yield self.instructions, found.path, remote

    def _content(self, found: Found) -> bytes | None:
        """A file's content where this process needs it: for the cache, for another machine, or as it was given.

        A member is unpacked here, once: every process would unpack the whole archive.
        """
        if self.given is not None:
            given = self.given[without_sheet(found.path) if found.path not in self.given else found.path]
            return given if isinstance(given, bytes) else None
        if self.request.cache is None and self.request.scheduler is None and not found.inside:
            return None
        return content(found.path, max_bytes=self.settings.max_bytes)

    def _recalled(self, found: Found, data: bytes) -> bool:
        if self.request.cache is None:
            return False
        recalled = self.ledger.recall(found.path, self._key(found.path, digest_of(data, found.path)))
        self.from_cache += recalled
        return recalled

    def _key(self, path: str, digest: str) -> str:
        return key_of(self.base, os.path.basename(path), digest)

    def _hold(self, result: Result) -> None:
        self.ledger.hold(result, row_of(result))

    def _sorted(self) -> Sorting:
        return sort_files(self.request, self.ledger, [one.path for one in self.found], self.left_out)

    def _judge_pairs(self, pool: Pool, pairing: Pairing) -> None:
        """Every report beside last year's, by the rules that compare the two."""
        rules = comparing(self.rules)
        self.uncompared = set(pairing.priors if len(rules) else ())
        if not len(rules):
            return
        for path, words in pairing.refused.items():
            self.ledger.refuse(path, rules, words)
        self.progress.stage(_PAIRS, len(pairing.priors))
        sent: list[tuple[str, str]] = []
        items = self._pairs_to_judge(pairing, sent)
        for number, outcome in pool.outcomes(judge_pair, items, tick=self.progress.tick):
            path, key = sent[number]
            if isinstance(outcome, Failure):
                self.ledger.refuse(path, rules, outcome.words)
            else:
                self.ledger.pair(path, key, pack(outcome))
            self._compared(path)

    def _compared(self, path: str) -> None:
        if self.uncompared is not None:
            self.uncompared.discard(path)
        self.progress.advance()

    def _pairs_to_judge(self, pairing: Pairing, sent: list[tuple[str, str]]) -> Iterator[tuple[Any, ...]]:
        for path, prior in pairing.priors.items():
            key = key_of(self.base, "pair", self.ledger.files[path].key, self.ledger.files[prior].key)
            if self.request.cache is not None and self.ledger.pair(path, key) is not None:
                self._compared(path)
                continue
            sent.append((path, key))
            yield (
                self.instructions,
                self.ledger.packed_report(path),
                self.ledger.packed_report(prior),
            )

    def _judge_together(self, sorting: Sorting) -> None:
        """All reports together, by the rules across reports."""
        if not self.across:
            self.together = True
            return
        self.progress.stage(_ACROSS, len(self.across))
        key = self._key_of_all(sorting)
        verdicts = self.ledger.stored(key) if self.request.cache is not None else None
        if verdicts is None:
            verdicts = judge_across(self._batch(sorting), self.rules, advance=self.progress.advance)
            self.ledger.store(key, verdicts)
        for path, verdict in verdicts.items():
            if path not in self.ledger.files:  # the list of units
                self._hold(Result(path, "checked", None, None, (), (), {}))
            self.ledger.add(path, verdict)
        self.together = True

    def _batch(self, sorting: Sorting) -> Batch:
        pairing, filings = sorting.pairing, sorting.filings
        entries = [light.entry for light in self.ledger.files.values() if light.entry is not None]
        unread = (*self._unread(filings), *self.left_out)
        owners = {path: owner for path in unread if (owner := filings[path].unit) is not None}
        return Batch(
            tuple(sorted(entries, key=lambda entry: entry.path)),
            self._reading,
            self.request.units,
            self.request.units_path,
            pairing.priors,
            {**pairing.owners, **owners},
            (*self._unread(filings), *(path for path in self.left_out if path in owners)),
            filings,
            sorting.year,
        )

    def _unread(self, filings: Mapping[str, Filing]) -> tuple[str, ...]:
        files = self.ledger.files.items()
        return tuple(path for path, light in files if light.entry is None and path in filings)

    def _reading(self, entry: BatchEntry) -> Report:
        report = self.ledger.report(entry.path)
        if report is None:
            raise KeyError(entry.path)
        return report

    def _key_of_all(self, sorting: Sorting) -> str:
        pairing = sorting.pairing
        files = sorted((path, light.key) for path, light in self.ledger.files.items())
        told = (files, sorted(pairing.priors.items()), sorted(pairing.owners.items()), self.request.units)
        besides = (self.left_out, self.request.units_path, sorted(sorting.filings.items()), sorting.year)
        return key_of(self.base, "across", repr(told), repr(besides))

    def _leave(self) -> None:
        """What was not judged when the audit was stopped is told with every file."""
        for path, light in self.ledger.files.items():
            if light.entry is not None:
                if self.uncompared is None or path in self.uncompared:
                    self.ledger.refuse(path, comparing(self.rules), _STOPPED)
                if not self.together:
                    self.ledger.refuse(path, self.across, _STOPPED)


def _as_given(given: Mapping[str, bytes | Text]) -> Iterator[Found | Missed]:
    for path, held in given.items():
        yield Missed(path, held) if isinstance(held, Text) else Found(path)
