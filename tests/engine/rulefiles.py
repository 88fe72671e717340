"""A small sound rule file, and how tests write variants of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportlint.engine.loading import load_rules
from reportlint.engine.rules import RuleError, RuleSet

SOUND = """\
code: Z901
name: fees-untold
severity: info
since: 0.1.0
title: {zh: 收费, en: Fees}
passed: {zh: 没有问题, en: Fine}
message: {zh: "{cell}填的是 {actual}", en: "{cell} says {actual}"}
messages:
  unfilled: {zh: 空格, en: blanks}
  anchor_unfilled: {zh: 没填, en: no figure}
help: {zh: 核对, en: Check}
basis: [F30T, {zh: 本市规定, en: City rule}]
rationale: {zh: 试, en: A trial}
check: sum
parameters:
  table: applications
  along: row
  left: [natural_person, organisations]
  right: [total]
  anchor: total
---
example: good
title: {zh: 全零, en: Zeros}
report: {sample: zeros, sections: {6: 无}}
"""


def written(folder: Path, *changes: tuple[str, str], name: str = "Z901.yaml") -> Path:
    """The sound file with each first text replaced by the second, written to `folder`."""
    text = SOUND
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refusal(*paths: Path) -> tuple[str, str]:
    """What is said, in Chinese and English, when these rule files are loaded; the folder is cut off."""
    with pytest.raises(RuleError) as caught:
        load_rules(extra=paths)
    folder = f"{paths[-1].parent}/"
    words = caught.value.words
    return words.zh.replace(folder, ""), words.en.replace(folder, "")


def only(path: Path) -> RuleSet:
    """The one rule of this file."""
    return RuleSet(tuple(rule for rule in load_rules(extra=(path,)) if rule.path == path))
