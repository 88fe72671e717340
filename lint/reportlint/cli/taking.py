"""What is taken along from an audit: the files that options ask for, made sure of before it, written after it."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reportlint.app.config import Config
from reportlint.app.own_outputs import NOTICE
from reportlint.cli import streams, usage
from reportlint.data.about import install_line
from reportlint.engine.rules import Rule
from reportlint.model.wording import Text

if TYPE_CHECKING:
    from reportlint.audit.outcome import Audit
    from reportlint.audit.outputs.notices.content import Sender
    from reportlint.audit.outputs.notices.paper import NoticePaper

DAYS = 10
"""Working days that a unit has to answer, where neither option nor configuration says."""

_SUFFIXES = {"totals": (".xlsx", ".docx"), "brief": (".docx",)}
"""What the names of files that can be written in few formats have to end with."""
_FILES = ("xlsx", "html", "csv", "parquet", *_SUFFIXES)
_NEEDED = {"xlsx": "xlsxwriter", "totals": "xlsxwriter", "notices": "docxtpl", "parquet": "pyarrow"}


class TakingError(Exception):
    """Something cannot be written as it was asked for; `words` is one sentence."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


class Wanted(NamedTuple):
    """The files and the folder that the command line asks for."""

    xlsx: str | None = None
    html: str | None = None
    notices: str | None = None
    notice_template: str | None = None
    deadline: date | None = None
    csv: str | None = None
    parquet: str | None = None
    totals: str | None = None
    brief: str | None = None

    def files(self) -> dict[str, str | None]:
        """The files, by their options."""
        return {option: getattr(self, option) for option in _FILES}


class Taking:
    """What is to be written. What is plainly in the way is told when this is made, before a long audit.

    `besides` is the file of the result itself.

    Raises TakingError, and TemplateError for a template of notices that cannot be used.
    """

    def __init__(self, wanted: Wanted, config: Config, *, today: date, besides: str | None = None) -> None:
        self._wanted, self._config, self._today = wanted, config, today
        self.broken = 0
        _make_sure(wanted, today, besides)
        self._paper: NoticePaper | None = None
        if wanted.notices is not None:
            from reportlint.audit.outputs.notices.paper import NoticePaper

            template = wanted.notice_template
            self._paper = NoticePaper(None if template is None else Path(template))
            _make_folder(wanted.notices)

    def write(self, audit: Audit, *, rules: Sequence[Rule], lang: str) -> Iterator[Text]:
        """Writes everything that is wanted, and tells each thing when it is there.

        What cannot be written, or breaks down, is told and counted in `broken`; the others are written.
        """
        wanted = self._wanted
        ways: dict[str, Callable[[], Iterator[Text]]] = {
            "xlsx": lambda: self._workbook(audit, rules, lang),
            "html": lambda: self._page(audit, rules, lang),
            "notices": lambda: self._notices(audit),
            "brief": lambda: self._brief(audit, rules),
            "totals": lambda: self._totals(audit, lang),
            "csv": lambda: self._csv(audit),
            "parquet": lambda: self._parquet(audit),
        }
        for option, write in ways.items():
            if getattr(wanted, option) is None:
                continue
            try:
                yield from write()
            except Exception as error:  # one output that breaks down never costs the others
                self.broken += 1
                yield usage.broken_output(option, getattr(wanted, option), error)

    def _workbook(self, audit: Audit, rules: Sequence[Rule], lang: str) -> Iterator[Text]:
        from reportlint.audit.outputs.workbook import workbook

        path = str(self._wanted.xlsx)
        streams.write_file(workbook(audit, rules=rules, lang=lang), path)
        yield Text(f"总表已写入 {path}", f"the workbook is in {path}")

    def _page(self, audit: Audit, rules: Sequence[Rule], lang: str) -> Iterator[Text]:
        from reportlint.audit.outputs.page import audit_page

        path = str(self._wanted.html)
        streams.write_file(audit_page(audit, lang=lang, rules=rules), path)
        yield Text(f"网页已写入 {path}", f"the page is in {path}")

    def _brief(self, audit: Audit, rules: Sequence[Rule]) -> Iterator[Text]:
        from reportlint.audit.outputs.brief import brief

        path = str(self._wanted.brief)
        streams.write_file(brief(audit, rules=rules, sender=self._sender()), path)
        yield Text(f"通报已写入 {path}", f"the circular is in {path}")

    def _totals(self, audit: Audit, lang: str) -> Iterator[Text]:
        from reportlint.audit.outputs.totals import totals_file

        path = str(self._wanted.totals)
        suffix = os.path.splitext(path)[1].lower()
        data = totals_file(audit, suffix, lang=lang, counted=self._config.get("totals"))
        if data is None:
            yield Text(
                f"没有一份报告认得出年份，没有可以汇总的，{path} 没有写",
                f"no report tells its year, there is nothing to sum up: {path} was not written",
            )
            return
        streams.write_file(data, path)
        yield Text(f"汇总已写入 {path}", f"the sums are in {path}")

    def _sender(self) -> Sender:
        from reportlint.audit.outputs.notices.content import Sender

        said = self._config.get("notice") or {}
        return Sender(
            issuer=said.get("issuer", ""),
            contact=said.get("contact", ""),
            days=said.get("days", DAYS),
            deadline=self._wanted.deadline,
            dated=self._today,
            number=said.get("number", ""),
            signer=said.get("signer", ""),
        )

    def _notices(self, audit: Audit) -> Iterator[Text]:
        from reportlint.audit.outputs.notices import notice_files

        folder = str(self._wanted.notices)
        sender = self._sender()
        number = 0
        assert self._paper is not None
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, data in notice_files(audit, sender=sender, paper=self._paper):
                streams.write_file(data, os.path.join(folder, name))
                archive.writestr(zipfile.ZipInfo(name), data)  # Word files are packed already
                number += 1
        if number:
            streams.write_file(packed.getvalue(), os.path.join(folder, f"{NOTICE}全部.zip"))
        number -= bool(number)  # the index
        yield Text(f"{number} 份整改通知书已写入 {folder}", f"{number} notices are in {folder}")
        if number and not sender.issuer:
            yield Text(
                "通知书没有落款：在配置里写上 notice: {issuer: 发文单位}",
                "the notices have no sender: say notice: {issuer: …} in the configuration",
            )

    def _csv(self, audit: Audit) -> Iterator[Text]:
        from reportlint.audit.outputs import cells

        path = str(self._wanted.csv)
        streams.write_file(cells.csv_pieces(audit), path)
        yield Text(f"全部数据已写入 {path}", f"all cells are in {path}")

    def _parquet(self, audit: Audit) -> Iterator[Text]:
        from reportlint.audit.outputs import cells

        path = str(self._wanted.parquet)
        streams.write_file(cells.parquet(audit), path)
        yield Text(f"全部数据已写入 {path}", f"all cells are in {path}")


def _make_sure(wanted: Wanted, today: date, besides: str | None) -> None:
    """Tells what is in the way of writing: missing libraries and folders, options that need another."""
    for option, module in _NEEDED.items():
        if getattr(wanted, option) is not None and find_spec(module) is None:
            how = install_line("audit")
            raise TakingError(
                Text(f"--{option} 要先装一个组件，{how.zh}", f"--{option} needs an extra, {how.en}")
            )
    files = wanted.files()
    for option, suffixes in _SUFFIXES.items():
        path = files[option]
        if path is not None and not path.lower().endswith(suffixes):
            told = "、".join(suffixes)
            raise TakingError(
                Text(
                    f"--{option} {path} 的后缀只能是 {told}", f"--{option} {path}: the suffix must be {told}"
                )
            )
    for option, path in files.items():
        if path is not None and not Path(os.path.realpath(path)).parent.is_dir():
            raise TakingError(
                Text(
                    f"--{option} {path}：没有这个文件夹，请先建好",
                    f"--{option} {path}: there is no such folder",
                )
            )
    given = [os.path.realpath(path) for path in (*files.values(), besides) if path is not None]
    if len(set(given)) < len(given):
        raise TakingError(Text("两个选项写的是同一个文件", "two options name the same file"))
    for option in ("notice_template", "deadline"):
        if getattr(wanted, option) is not None and wanted.notices is None and not _for_brief(option, wanted):
            name = f"--{option.replace('_', '-')}"
            raise TakingError(Text(f"{name} 要和 --notices 一起用", f"{name} is for --notices"))
    if wanted.deadline is not None and wanted.deadline < today:
        told = wanted.deadline.isoformat()
        raise TakingError(Text(f"--deadline {told} 已经过了", f"--deadline {told} is in the past"))


def _for_brief(option: str, wanted: Wanted) -> bool:
    return option == "deadline" and wanted.brief is not None


def _make_folder(folder: str) -> None:
    """Makes the folder of the notices. One that holds files is refused: notices may have been edited there."""
    try:
        os.makedirs(folder, exist_ok=True)
        taken = any(os.scandir(folder))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise TakingError(
            Text(f"--notices {folder}：建不了这个文件夹（{reason}）", f"--notices {folder}: {reason}")
        ) from error
    if taken:
        raise TakingError(
            Text(
                f"--notices {folder}：这个文件夹里已有文件，没有改动它；请换一个空文件夹",
                f"--notices {folder}: this folder holds files already and was left as it is; choose an empty one",
            )
        )
