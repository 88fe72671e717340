"""Changes the code in small ways, one at a time, and asks which changes the tests notice.

    python tools/mutate.py lint/reportlint/engine --tests tests/engine tests/test_rule_examples.py --sample 100

Nothing is written to the tree: the tests are collected once, every change is made in the memory of a process of its
own (a fork, so not on Windows), and that process runs the tests that reach the changed function, the quickest first.
A change that fails no test within its time survives; one that makes tests run without end counts as noticed.
"""

from __future__ import annotations

import argparse
import ast
import copy
import functools
import gc
import importlib
import os
import pickle
import random
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any, TypeAlias

import pytest
from _pytest.runner import runtestprotocol

ROOT = Path(__file__).resolve().parents[1]
Where: TypeAlias = tuple[str, str, int]
"""A function: its file, its name and its first line."""
NOTICED, SURVIVED, UNREACHED = "noticed", "survived", "reached by no test"


# What is changed.


@dataclass(frozen=True)
class Mutant:
    """One change: of the node in `slot` of a file's tree to its replacement of this `number`."""

    path: Path
    slot: int
    number: int
    where: Where
    line: int
    told: str


COMPARED: dict[type, tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
RECKONED: dict[type, type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
REMOVED = (ast.Expr, ast.Assign, ast.AugAssign, ast.Raise)
"""Statements that a change leaves out."""


def replacements(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in place of a node."""
    if isinstance(node, ast.Compare):
        for index, operator in enumerate(node.ops):
            for other in COMPARED[type(operator)]:
                yield _with(node, ops=[*node.ops[:index], other(), *node.ops[index + 1 :]])
    elif isinstance(node, ast.BoolOp):
        yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        for index in range(len(node.values)):
            rest = [*node.values[:index], *node.values[index + 1 :]]
            yield rest[0] if len(rest) == 1 else _with(node, values=rest)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in RECKONED:
        yield _with(node, op=RECKONED[type(node.op)]())
    elif isinstance(node, ast.Constant):
        yield from _other_constants(node)
    elif isinstance(node, ast.If | ast.While | ast.IfExp):
        yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield _with(node, ifs=node.ifs[1:])
    elif isinstance(node, ast.Call):
        for index in range(len(node.keywords)):
            yield _with(node, keywords=[*node.keywords[:index], *node.keywords[index + 1 :]])
    elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield _with(node, value=ast.Constant(None))
    elif isinstance(node, ast.Break | ast.Continue):
        yield ast.Continue() if isinstance(node, ast.Break) else ast.Break()
    elif isinstance(node, REMOVED) and not _is_text(node):
        yield ast.Pass()


def _other_constants(node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int | float):
        yield ast.Constant(node.value + 1)
        yield ast.Constant(node.value - 1)
    elif isinstance(node.value, str) and node.value:
        yield ast.Constant("")


def _with(node: ast.AST, **fields: object) -> ast.AST:
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


Slot: TypeAlias = tuple[ast.AST, str, int | None]
"""Where a node stands: its parent, the parent's field, and the index in it if it is a list."""
APART = (ast.JoinedStr, ast.Assert, ast.arguments, ast.ImportFrom)
"""Nodes within which nothing is changed: texts put together, what is only said to the type checker, defaults."""


def slots(tree: ast.AST) -> Iterator[tuple[Slot, ast.AST, ast.FunctionDef]]:
    """Every node in the body of a function, with the outermost function around it."""
    for outer in ast.walk(tree):
        if isinstance(outer, ast.Module | ast.ClassDef):
            for function in outer.body:
                if isinstance(function, ast.FunctionDef):
                    for index, statement in enumerate(function.body):
                        yield (function, "body", index), statement, function
                        yield from ((slot, node, function) for slot, node in _inside(statement))


def _inside(parent: ast.AST) -> Iterator[tuple[Slot, ast.AST]]:
    if isinstance(parent, APART) or _is_text(parent):
        return
    for field, value in ast.iter_fields(parent):
        if field in ("annotation", "returns", "decorator_list"):
            continue
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(node, ast.AST) and not (isinstance(node, ast.Constant) and _is_wording(parent)):
                yield (parent, field, index), node
                yield from _inside(node)


def _is_wording(node: ast.AST) -> bool:
    """Whether a node gives a text in two languages: words are not changed."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text"


def mutants(path: Path) -> Iterator[Mutant]:
    """Every change of a file."""
    tree = ast.parse(path.read_text("utf-8"))
    for slot, (_, node, function) in enumerate(slots(tree)):
        first = min([function.lineno, *(decorator.lineno for decorator in function.decorator_list)])
        for number, other in enumerate(replacements(node)):
            told = f"{_shown(node)}  →  {_shown(other)}"
            line = getattr(node, "lineno", function.lineno)
            yield Mutant(path, slot, number, (str(path), function.name, first), line, told)


def _shown(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 90 else text[:88] + " …"


# Making a change in this process.


def change(mutant: Mutant) -> None:
    """Gives every function of the changed code its new code, and forgets what was worked out before."""
    tree = ast.parse(mutant.path.read_text("utf-8"))
    (parent, field, index), node, _ = list(slots(tree))[mutant.slot]
    other = list(replacements(node))[mutant.number]
    ast.copy_location(other, node)
    if index is None:
        setattr(parent, field, other)
    else:
        getattr(parent, field)[index] = other
    importlib.import_module(_module(mutant.path))  # many are imported only when they are needed
    module = compile(ast.fix_missing_locations(tree), str(mutant.path), "exec")
    new = {_key(code): code for code in _codes(module) if _key(code) == _key_of(mutant.where)}
    new |= {_key(inner): inner for code in list(new.values()) for inner in _codes(code)}
    for found in gc.get_objects():
        if isinstance(found, FunctionType) and found.__code__.co_filename == str(mutant.path):
            code = new.get(_key(found.__code__))
            if code is not None and code.co_freevars == found.__code__.co_freevars:
                found.__code__ = code
        elif isinstance(found, functools._lru_cache_wrapper) and found.__module__.startswith("reportlint"):
            found.cache_clear()


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT / "lint").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)


def _key(code: CodeType) -> tuple[str, int]:
    return code.co_name, code.co_firstlineno


def _key_of(where: Where) -> tuple[str, int]:
    return where[1], where[2]


# Running tests.


@dataclass(frozen=True)
class Reached:
    """What one test takes, in seconds, and the functions that it calls."""

    index: int
    seconds: float
    functions: frozenset[Where]


def passes(item: pytest.Item) -> bool:
    """Whether a test passes."""
    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def reached(items: Sequence[pytest.Item], files: frozenset[str]) -> list[Reached]:
    """What every test that passes calls of these files."""
    found = []
    for index, item in enumerate(items):
        called: set[CodeType] = set()

        def note(frame: FrameType, event: str, _: object, called: set[CodeType] = called) -> None:
            if event == "call":
                called.add(frame.f_code)

        start = time.perf_counter()
        sys.setprofile(note)
        try:
            passed = passes(item)
        finally:
            sys.setprofile(None)
        if passed:
            functions = {(code.co_filename, *_key(code)) for code in called if code.co_filename in files}
            found.append(Reached(index, time.perf_counter() - start, frozenset(functions)))
    return found


def apart(work: Callable[[], Any], path: Path) -> int:
    """Starts the work in a process of its own, which puts what comes out into the file; the process's id."""
    child = os.fork()
    if child:
        return child
    try:
        os.setpgid(0, 0)
        silent = os.open(os.devnull, os.O_RDWR)
        for descriptor in range(3):
            os.dup2(silent, descriptor)
        path.write_bytes(pickle.dumps(work()))
    finally:
        os._exit(0)


class Hunt:
    """A plug-in of pytest that runs the collected tests on changed code in place of running them once."""

    def __init__(self, sample: Sequence[Mutant], *, processes: int, seconds: float, limit: float) -> None:
        self.sample = sample
        self.processes = processes
        self.seconds = seconds
        self.limit = limit
        self.outcomes: dict[Mutant, str] = {}
        self._folder = tempfile.TemporaryDirectory()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Finds what the tests reach, and then makes one change after the other."""
        files = frozenset(str(mutant.path) for mutant in self.sample)
        path = Path(self._folder.name) / "reached"
        os.waitpid(apart(lambda: reached(session.items, files), path), 0)
        tests: list[Reached] = pickle.loads(path.read_bytes())
        print(
            f"{len(tests)} of {len(session.items)} tests pass unchanged; {len(self.sample)} changes",
            flush=True,
        )
        by_function: dict[Where, list[Reached]] = defaultdict(list)
        for test in sorted(tests, key=lambda test: test.seconds):
            for where in test.functions:
                by_function[where].append(test)
        running: dict[int, tuple[Mutant, Path, float]] = {}
        for number, mutant in enumerate(self.sample):
            chosen = [session.items[test.index] for test in self._within(by_function[mutant.where])]
            if not chosen:
                self._tell(mutant, UNREACHED)
                continue
            while len(running) >= self.processes:
                self._collect(running)
            path = Path(self._folder.name) / str(number)
            child = apart(lambda mutant=mutant, chosen=chosen: noticed(mutant, chosen), path)
            running[child] = mutant, path, time.monotonic() + self.limit
        while running:
            self._collect(running)
        return True

    def _within(self, tests: Sequence[Reached]) -> Iterator[Reached]:
        """The quickest tests, as many as fit into the seconds; at least one."""
        spent = 0.0
        for test in tests:
            if spent and spent + test.seconds > self.seconds:
                return
            spent += test.seconds
            yield test

    def _collect(self, running: dict[int, tuple[Mutant, Path, float]]) -> None:
        """Takes the outcomes of processes that ended, and ends those whose time is over."""
        for child, (mutant, path, end) in list(running.items()):
            if os.waitpid(child, os.WNOHANG)[0] == 0:
                if time.monotonic() < end:
                    continue
                os.killpg(child, signal.SIGKILL)
                os.waitpid(child, 0)
            del running[child]
            survived = path.exists() and not pickle.loads(path.read_bytes())
            self._tell(mutant, SURVIVED if survived else NOTICED)
        time.sleep(0.02)

    def _tell(self, mutant: Mutant, outcome: str) -> None:
        self.outcomes[mutant] = outcome
        if outcome != NOTICED:
            place = f"{mutant.path.relative_to(ROOT)}:{mutant.line} {mutant.where[1]}"
            print(f"{outcome}: {place}: {mutant.told}", flush=True)


def noticed(mutant: Mutant, items: Sequence[pytest.Item]) -> bool:
    """Whether one of the tests fails on the changed code."""
    change(mutant)
    return not all(passes(item) for item in items)


def main() -> None:
    """Draws a sample of changes, makes them, and prints how many were noticed."""
    asked = _arguments()
    if not hasattr(os, "fork"):
        sys.exit("tools/mutate.py needs a system that forks processes")
    paths = [path.resolve() for given in asked.paths for path in _files(given)]
    every = [mutant for path in sorted(paths) for mutant in mutants(path)]
    sample = random.Random(asked.seed).sample(every, min(asked.sample, len(every)))
    hunt = Hunt(sample, processes=asked.processes, seconds=asked.seconds, limit=asked.limit)
    options = ["-q", "-s", "--no-header", "-p", "no:cacheprovider", "-p", "no:xdist", "--rootdir", str(ROOT)]
    pytest.main([*options, *asked.tests], plugins=[hunt])
    packages = Counter(_package(mutant.path) for mutant in hunt.outcomes)
    done = Counter(_package(mutant.path) for mutant, outcome in hunt.outcomes.items() if outcome == NOTICED)
    print(f"seed {asked.seed}: {len(sample)} of {len(every)} possible changes")
    for package, number in [*sorted(packages.items()), ("all", sum(packages.values()))]:
        killed = done.total() if package == "all" else done[package]
        print(f"{package}: {killed} of {number} noticed ({100 * killed / number:.1f} %)")


def _files(given: Path) -> list[Path]:
    return sorted(given.rglob("*.py")) if given.is_dir() else [given]


def _package(path: Path) -> str:
    return path.relative_to(ROOT / "lint" / "reportlint").parts[0]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", maxsplit=1)[0])
    parser.add_argument("paths", nargs="+", type=Path, help="files and folders to change")
    parser.add_argument("--tests", nargs="+", required=True, help="files and folders with the tests to run")
    parser.add_argument("--sample", type=int, default=300, help="how many changes are drawn (300)")
    parser.add_argument("--seed", type=int, default=0, help="of the drawing (0)")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="changes tried at a time")
    parser.add_argument("--seconds", type=float, default=20, help="of tests tried on one change (20)")
    parser.add_argument(
        "--limit", type=float, default=180, help="seconds after which a change counts as noticed"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
