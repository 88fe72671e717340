"""What goes wrong around an audit: somebody presses Ctrl-C, the list of units is wrong, names are unclear."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportlint.audit.listing import ListingError, read_units
from reportlint.audit.pairing import Filed, paired
from reportlint.audit.progress import Silent
from reportlint.audit.request import Request
from reportlint.audit.run import audit
from reportlint.draft import sample, text


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
    with audit(Request((str(tmp_path),), jobs=1), progress=Stops()) as done:
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
        Filed("砚.txt", "砚陂县云陂镇人民政府", 2023, "a"),
        Filed("丰.txt", "丰滩县云陂镇人民政府", 2023, "b"),
        Filed("新.txt", "云陂镇人民政府", 2024, "c"),
    ]
    unclear = paired(files)
    assert unclear.unclear == {"云陂镇人民政府": ("丰滩县云陂镇人民政府", "砚陂县云陂镇人民政府")}
    assert (unclear.priors, list(unclear.refused)) == ({}, ["新.txt"])
    settled = paired(files, aliases={"云陂镇人民政府": "丰滩县云陂镇人民政府"})
    assert (settled.unclear, settled.priors, settled.refused) == ({}, {"新.txt": "丰.txt"}, {})
