"""What is taken along from an audit: everything that is asked for is there, and what is in the way is told before."""

from __future__ import annotations

from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from reportlint.app.api import DEFAULTS, rules_in_force
from reportlint.app.config import Config
from reportlint.audit.outcome import AuditRecord
from reportlint.cli import taking
from reportlint.cli.taking import Taking, TakingError, Wanted
from reportlint.data.about import install_line
from tests.audit.counties import COUNTY, OTHER, TOWN, county

pytestmark = pytest.mark.skipif(
    not all(find_spec(module) for module in ("xlsxwriter", "docxtpl", "pyarrow")),
    reason="the extra `audit` is not installed",
)

TODAY = date(2025, 2, 10)
SENDER = Config(values={"notice": {"issuer": "砚陂县人民政府办公室", "days": 15}})


def write(wanted: Wanted, config: Config = SENDER, **options: Any) -> list[str]:
    rules = tuple(rules_in_force(DEFAULTS))
    return [
        said.zh
        for said in Taking(wanted, config, today=TODAY).write(county(**options), rules=rules, lang="zh")
    ]


def test_everything_that_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = write(Wanted("a.xlsx", "a.html", "通知", csv="a.csv", parquet="a.parquet"))
    assert told == [
        "总表已写入 a.xlsx",
        "网页已写入 a.html",
        "3 份整改通知书已写入 通知",
        "全部数据已写入 a.csv",
        "全部数据已写入 a.parquet",
    ]
    beginnings = {path.name: path.read_bytes()[:4] for path in tmp_path.glob("a.*")}
    assert beginnings == {
        "a.xlsx": b"PK\x03\x04",
        "a.html": b"<!do",
        "a.csv": b"\xef\xbb\xbfr",
        "a.parquet": b"PAR1",
    }
    assert sorted(path.name for path in (tmp_path / "通知").iterdir()) == sorted(
        [
            *(f"整改通知书_{name}.docx" for name in (TOWN, OTHER, COUNTY, "目录")),
            "整改通知书_全部.zip",
        ]
    )


def test_sender_and_term_come_from_the_configuration(tmp_path: Path) -> None:
    write(Wanted(notices=str(tmp_path / "通知")))
    notice = Document(str(tmp_path / "通知" / f"整改通知书_{TOWN}.docx"))
    lines = [paragraph.text for paragraph in notice.paragraphs]
    assert lines[-3:-1] == ["砚陂县人民政府办公室", "2025年2月10日"]
    assert any("于收到本通知之日起15个工作日内完成整改" in line for line in lines)


def test_notices_without_a_sender_say_so(tmp_path: Path) -> None:
    told = write(Wanted(notices=str(tmp_path / "通知")), Config())
    assert told[1] == "通知书没有落款：在配置里写上 notice: {issuer: 发文单位}"


def test_a_stopped_audit_accuses_nobody_of_not_reporting(tmp_path: Path) -> None:
    stopped = AuditRecord("1", {}, datetime(2025, 2, 10), 1.0, 1, None, 0, interrupted=True)
    write(Wanted(notices=str(tmp_path / "通知")), record=stopped)
    assert not (tmp_path / "通知" / f"整改通知书_{COUNTY}.docx").exists()


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (Wanted(xlsx="没有/a.xlsx"), "--xlsx 没有/a.xlsx：没有这个文件夹，请先建好"),
        (Wanted(csv="a.csv", html="./a.csv"), "两个选项写的是同一个文件"),
        (Wanted(brief="a.pdf"), "--brief a.pdf 的后缀只能是 .docx"),
        (Wanted(deadline=date(2025, 3, 1)), "--deadline 要和 --notices 一起用"),
        (Wanted(notice_template="a.docx"), "--notice-template 要和 --notices 一起用"),
        (Wanted(notices="x", deadline=date(2025, 2, 9)), "--deadline 2025-02-09 已经过了"),
        (Wanted(notices="满"), "--notices 满：这个文件夹里已有文件，没有改动它；请换一个空文件夹"),
        (Wanted(notices="文件"), "--notices 文件：建不了这个文件夹（File exists）"),
    ],
)
def test_what_is_in_the_way_is_told_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: Wanted, sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "满").mkdir()
    (tmp_path / "满" / "旧通知.docx").touch()
    (tmp_path / "文件").touch()
    with pytest.raises(TakingError) as told:
        Taking(wanted, SENDER, today=TODAY)
    assert told.value.words.zh == sentence


def test_a_missing_extra_is_told_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "find_spec", lambda name: None)
    with pytest.raises(TakingError) as told:
        Taking(Wanted(xlsx="a.xlsx"), SENDER, today=TODAY)
    assert told.value.words.zh == f"--xlsx 要先装一个组件，{install_line('audit').zh}"
