"""What goes wrong around an audit: somebody presses Ctrl-C, the list of units is wrong, names are unclear."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportlint.app.api import DEFAULTS, rules_in_force
from reportlint.audit.listing import ListingError, read_units
from reportlint.audit.pairing import FiledReport, paired
from reportlint.audit.progress import Silent
from reportlint.audit.request import AuditRequest
from reportlint.audit.run import audit
from reportlint.draft import sample, text
from reportlint.model.wording import Text


class Stops(Silent):
    """A progress at whose third file somebody presses Ctrl-C."""

    done = 0

    def advance(self) -> None:
        self.done += 1
        if self.done == 3:
            raise KeyboardInterrupt


def test_ctrl_c_keeps_what_is_done_and_tells_the_rest(tmp_path: Path) -> None:
    for number in range(5):
        draft = sample("town", unit=f"云陂{'一二三四五'[number]}镇人民政府", year=2024)
        (tmp_path / f"{number}.txt").write_text(text(draft), encoding="utf-8")
    with audit(AuditRequest((str(tmp_path),), jobs=1), progress=Stops()) as done:
        results = list(done.results())
    assert done.record.interrupted
    assert [result.path for result in results] == [str(tmp_path / f"{number}.txt") for number in range(3)]
    assert done.batch["stopped"] == {"judged": 3, "left": 2}
    told = {one.code for one in results[0].not_checked if one.reason.zh == "检查中途停止，这一项没有核对"}
    assert {"X701", "X704", "X708"} <= told


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        ("云陂镇,乡镇\n", ":1", "第一行要写列名"),
        ("name,kind\n,乡镇\n", ":2", "这一行没有写单位名称"),
        ("name\n云陂镇\n清河镇\n云陂镇\n", ":4", "“云陂镇”在第2行已经写过，请删掉一行"),
        ("name\n", "", "里面没有单位，请一行写一个单位"),
    ],
)
def test_a_wrong_list_of_units_is_told_with_file_and_line(
    tmp_path: Path, content: str, place: str, words: str
) -> None:
    path = tmp_path / "units.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ListingError) as failed:
        read_units(str(path))
    assert failed.value.words.zh.startswith(f"{path}{place}：{words}")


def test_a_name_that_fits_two_units_is_said_and_an_alias_settles_it() -> None:
    files = [
        FiledReport("砚.txt", "砚陂县云陂镇人民政府", 2023, "a"),
        FiledReport("丰.txt", "丰滩县云陂镇人民政府", 2023, "b"),
        FiledReport("新.txt", "云陂镇人民政府", 2024, "c"),
    ]
    unclear = paired(files)
    assert unclear.unclear == {"云陂镇人民政府": ("丰滩县云陂镇人民政府", "砚陂县云陂镇人民政府")}
    assert (unclear.priors, list(unclear.refused)) == ({}, ["新.txt"])
    settled = paired(files, aliases={"云陂镇人民政府": "丰滩县云陂镇人民政府"})
    assert (settled.unclear, settled.priors, settled.refused) == ({}, {"新.txt": "丰.txt"}, {})


class Counts(Silent):
    """A progress that keeps what it is told."""

    def __init__(self) -> None:
        self.stages: list[list[object]] = []

    def stage(self, name: Text, total: int) -> None:
        self.stages.append([name.zh, total, 0])

    def advance(self) -> None:
        count = self.stages[-1][2]
        assert isinstance(count, int)
        self.stages[-1][2] = count + 1


def test_every_long_stage_is_told_to_its_end(tmp_path: Path) -> None:
    pytest.importorskip("docxtpl", reason="the extra audit is not installed")
    from reportlint.audit.outputs.cells import csv_pieces
    from reportlint.audit.outputs.notices import notice_files
    from reportlint.audit.outputs.notices.content import Sender
    from reportlint.audit.outputs.notices.paper import NoticePaper
    from reportlint.audit.outputs.page import audit_page
    from reportlint.audit.outputs.workbook import workbook

    for number in range(3):
        draft = sample("town", unit=f"云陂{'一二三'[number]}镇人民政府", year=2024)
        (tmp_path / f"{number}.txt").write_text(text(draft) + "\n联系电话：（具体网址）", encoding="utf-8")
    progress = Counts()
    with audit(AuditRequest((str(tmp_path),), jobs=1), progress=progress) as done:
        letters = [name for name, _ in notice_files(done, sender=Sender(), paper=NoticePaper())]
        assert len(letters) == 4 and letters[-1] == "整改通知书_目录.docx"
        assert "".join(audit_page(done))
        assert list(csv_pieces(done))
        assert workbook(done, rules=())
    across = sum(rule.kind.stage == "across" for rule in rules_in_force(DEFAULTS))
    assert progress.stages == [
        ["检查报告", 3, 3],
        ["核对两年", 0, 0],
        ["比对报告", across, across],
        ["写整改通知书", 3, 3],
        ["写网页", 3, 3],
        ["写全部数据", 3, 3],
        ["写总表", 3, 3],
    ]
