"""The notices, read back as Word does and as LibreOffice prints them."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

pytest.importorskip("docxtpl", reason="the extra `audit` is not installed")

from docx import Document

from reportlint.app.api import Settings
from reportlint.audit.outcome import Audit
from reportlint.audit.outputs.notices import FileNames, file_stem, notice_files
from reportlint.audit.outputs.notices.content import Sender
from reportlint.audit.outputs.notices.paper import BUNDLED, NoticePaper, TemplateError
from reportlint.model.diagnostic import Waived
from reportlint.model.report import CellKey
from reportlint.model.wording import Text
from tests.audit.counties import COUNTY, FILES, OTHER, TOWN, WRONG_TOTAL, audit_of, county, report

SENDER = Sender("砚陂县人民政府办公室", "政务公开科", dated=date(2025, 2, 10))
PAPER = NoticePaper()


def made(audit: Audit, sender: Sender = SENDER) -> Mapping[str, list[str]]:
    files = dict(notice_files(audit, sender=sender, paper=PAPER))
    index = files.pop("整改通知书_目录.docx", None)
    assert (index is not None) == bool(files)
    return {name: lines(data) for name, data in files.items()}


def tables(audit: Audit, name: str, sender: Sender = SENDER) -> list[list[list[str]]]:
    data = dict(notice_files(audit, sender=sender, paper=PAPER))[f"整改通知书_{name}.docx"]
    return [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in Document(io.BytesIO(data)).tables
    ]


def lines(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs if paragraph.text]


def test_a_notice_says_where_what_on_what_basis_and_what_to_do() -> None:
    only = {path: data for path, data in FILES.items() if "云陂镇" in path}
    (told,) = made(county(only, kinds={})).values()
    assert told == [
        "政府信息公开工作年度报告整改通知书",
        "云陂镇人民政府：",
        "根据《中华人民共和国政府信息公开条例》和国务院办公厅规定的年度报告格式，我们对你单位报送的2024年度政府信息公开工作年度报告"
        "进行了核查，发现需要更正的错误1处、需要核实的问题1处。现将有关情况通知如下，请予整改。",
        "请你单位对照工作台账逐项核实，于收到本通知之日起10个工作日内完成整改，并书面反馈整改情况。报告已经公布的，"
        "更正后在原公布渠道重新发布。经核实原报告无误的，或者对核查结果有不同意见的，请一并说明理由和依据。",
        "联系人及联系方式：政务公开科",
        "砚陂县人民政府办公室",
        "2025年2月10日",
        "－ － － － － － － － － －　回　执　－ － － － － － － － － －",
    ]
    mistakes, receipt = tables(county(only, kinds={}), TOWN)
    assert mistakes[0] == ["序号", "位置", "现在怎么写的", "应为", "依据", "怎么改"]
    assert [row[0] for row in mistakes[1:]] == ["1", "2"]
    assert mistakes[1][1].startswith("第三部分的表，“一、本年新收政府信息公开申请数量”行、“自然人”列（")
    assert mistakes[1][2].startswith(
        "最可能：第三部分的表，“一、本年新收政府信息公开申请数量”行、“自然人”列应为 2（现填 9）"
    )
    assert mistakes[1][3] == "2"
    assert mistakes[1][5] == (
        "先对照台账核实这一格：确是 2 就只改这一格，各处合计都对得上；"
        "不是 2，再核实同一行、同一列的其他格，不要改总计来凑数。"
    )
    assert receipt[0] == ["单位", TOWN]


def test_only_units_of_the_list_get_one_and_only_for_this_year() -> None:
    assert list(made(county())) == [
        f"整改通知书_{COUNTY}.docx",
        f"整改通知书_{TOWN}.docx",
        f"整改通知书_{OTHER}.docx",
    ]
    assert list(made(county(kinds={OTHER: "乡镇"}))) == [f"整改通知书_{OTHER}.docx"]
    right = {path: data for path, data in FILES.items() if "教育局" in path}
    assert made(county(right, kinds={})) == {}
    older = {
        "2023/a.txt": FILES["2024/云陂镇.txt"].replace(b"2024", b"2023"),
        "2024/a.txt": report(TOWN, 2024),
    }
    assert made(county(older, kinds={})) == {}


def test_the_index_has_every_notice() -> None:
    (rows,) = tables(county(), "目录", replace(SENDER, number="砚政公开〔2025〕{}号"))
    assert rows[1:] == [
        ["1", COUNTY, "砚政公开〔2025〕1号", "没有报送", ""],
        ["2", TOWN, "砚政公开〔2025〕2号", "错误1处、警告1处", ""],
        ["3", OTHER, "砚政公开〔2025〕3号", "错误0处、警告2处", ""],
    ]


def test_a_report_that_is_owed() -> None:
    told = made(county())[f"整改通知书_{COUNTY}.docx"]
    assert told[2] == (
        "经核对应报送单位名单，未见你单位2024年度政府信息公开工作年度报告，请于收到本通知之日起10个工作日内补报；"
        "如已报送，请告知报送时间和方式。"
    )


def test_what_was_handed_in_instead_is_told_as_it_is() -> None:
    told = {
        "round": {"year": 2024},
        "units": [{"name": COUNTY, "status": "misfiled", "note": Text("交了，但是2023年度的", "of 2023")}],
    }
    audit = replace(county(), batch=told)
    assert made(audit)[f"整改通知书_{COUNTY}.docx"][3] == "你单位交了，但是2023年度的。请核对后重新报送。"


def test_a_file_that_cannot_be_read() -> None:
    audit = county()
    rows = tuple(replace(row, unit=COUNTY) if row.status == "unreadable" else row for row in audit.rows)
    told = made(replace(audit, rows=rows))[f"整改通知书_{COUNTY}.docx"]
    assert told[3].startswith("你单位交了，但文件“说明.txt”没能读取：文件里只有 7 个字，没有报告正文")


def test_many_places_of_one_problem_are_one_row() -> None:
    blank = {CellKey("applications", row, "research"): "" for row in ("granted", "partial")}
    blank |= {CellKey("remedies", "review", column): "" for column in ("upheld", "corrected")}
    mistakes, _ = tables(county({"a.txt": report(OTHER, 2024, cells=blank)}, kinds={}), OTHER)
    row = mistakes[1]
    assert row[1].count("；") == 3
    assert row[2].startswith("表里有格没有填数，共4处。如：")


def test_a_further_copy_of_a_report_is_not_told_again() -> None:
    text = FILES["2024/云陂镇.txt"]
    audit = county({"a.txt": text, "b.txt": text}, kinds={})
    first, second = audit.rows
    copied = replace(audit, rows=(first, replace(second, same_as="a.txt")))
    assert len(tables(copied, TOWN)[0]) == 3
    assert len(tables(audit, TOWN)[0]) == 5


def test_suggestions_stand_at_the_end_and_waived_findings_nowhere() -> None:
    audit = county({"a.txt": FILES["2024/云陂镇.txt"]}, kinds={})
    result = audit.result("a.txt")
    wrong, blank = result.diagnostics
    lighter = replace(blank, severity="info")
    (told,) = made(audit_of({"a.txt": replace(result, diagnostics=(wrong, lighter))}, kinds={})).values()
    assert told[told.index("供参考的改进建议") + 1].startswith(
        "1. 模板里的空还没有填。第六部分（原文第86行）"
    )
    assert "需要更正的错误1处、需要核实的问题0处" in told[2]
    waived = replace(result, diagnostics=(wrong,), waived=(Waived(blank, "已核实"),))
    waiving = audit_of({"a.txt": waived}, kinds={})
    assert len(tables(waiving, TOWN)[0]) == 2
    assert not any("改进建议" in line for line in made(waiving)[f"整改通知书_{TOWN}.docx"])
    assert made(audit_of({"a.txt": replace(result, diagnostics=(lighter,))}, kinds={})) == {}


def test_a_deadline_and_no_sender() -> None:
    told = made(county(), Sender(deadline=date(2025, 3, 1)))[f"整改通知书_{TOWN}.docx"]
    assert any("于2025年3月1日前完成整改" in line for line in told)
    assert told[-2].startswith("请你单位对照工作台账")


def test_hostile_texts_stay_texts() -> None:
    unit = "{{ 7 * 7 }}<w:p/>&amp;\x00\x1b]\uffff镇人民政府"
    cells = {**WRONG_TOTAL, CellKey("applications", "granted", "research"): "{% for %}</w:t>"}
    files = {"../<b>{{x}}\u202e.txt": report(TOWN, 2024, cells=cells)}
    ((name, told),) = made(county(files, kinds={}, settings=Settings(unit=unit))).items()
    assert "/" not in name
    assert "\x1b" not in name
    assert told[1].startswith("{{ 7 * 7 }}<w:p/>&amp;")
    (mistakes, _) = tables(county(files, kinds={}, settings=Settings(unit=unit)), name[6:-5])
    assert any("{% for %}</w:t>" in row[2] for row in mistakes)


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("云陂镇人民政府", "云陂镇人民政府"),
        ("../../etc/passwd", "etc_passwd"),
        (r"C:\Windows\x", "C_Windows_x"),
        ("...", "_"),
        ("", "_"),
        ("con.txt", "_con.txt"),
        ("名称. ", "名称"),
        ("长" * 100, "长" * 60),
    ],
)
def test_file_names_are_safe(text: str, stem: str) -> None:
    assert file_stem(text) == stem


def test_file_names_are_never_the_same() -> None:
    names = FileNames("整改_", ".docx")
    assert [names.next("Ab/c"), names.next("aB:c"), names.next("Ab_c")] == [
        "整改_Ab_c.docx",
        "整改_aB_c（2）.docx",
        "整改_Ab_c（3）.docx",
    ]


def template(tmp_path: Path, *paragraphs: str) -> Path:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(tmp_path / "own.docx"))
    return tmp_path / "own.docx"


def test_a_template_of_ones_own(tmp_path: Path) -> None:
    paper = NoticePaper(
        template(
            tmp_path, "致{{ addressee }}", "{%p for part in parts %}", "{{ part.file }}", "{%p endfor %}"
        )
    )
    files = dict(notice_files(county(), sender=SENDER, paper=paper))
    assert lines(files[f"整改通知书_{TOWN}.docx"]) == [f"致{TOWN}", "云陂镇.txt"]


@pytest.mark.parametrize(
    ("mark", "reason"),
    [
        ("{{ adressee }}", "模板里的标记用不了（'adressee' is undefined）"),
        ("{% for x in parts %}", "模板里的标记用不了（"),
        ("{{ ''.__class__.__mro__ }}", "模板里的标记用不了（"),
    ],
)
def test_a_broken_template_is_told_before_anything_is_written(tmp_path: Path, mark: str, reason: str) -> None:
    path = template(tmp_path, mark)
    with pytest.raises(TemplateError) as told:
        NoticePaper(path)
    assert told.value.words.zh.startswith(f"--notice-template {path}：{reason}")


def test_a_template_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"nothing")
    with pytest.raises(TemplateError, match="no Word file"):
        NoticePaper(tmp_path / "a.docx")
    with pytest.raises(TemplateError, match="cannot be read"):
        NoticePaper(tmp_path / "missing.docx")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_prints_it(tmp_path: Path) -> None:
    pdfplumber = pytest.importorskip("pdfplumber", reason="pdfplumber is not installed")
    files = dict(notice_files(county(), sender=SENDER, paper=PAPER))
    (tmp_path / "a.docx").write_bytes(files[f"整改通知书_{TOWN}.docx"])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "a.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    with pdfplumber.open(tmp_path / "a.pdf") as pages:
        text = "".join(page.extract_text() for page in pages.pages)
    assert "整改通知书" in text
    assert "回 执" in text or "回　执" in text


def test_marks_in_a_header_are_filled_in_too(tmp_path: Path) -> None:
    template = Document(str(BUNDLED))
    template.sections[0].header.paragraphs[0].text = "{{ issuer }}发给{{ addressee }}"
    path = tmp_path / "模板.docx"
    template.save(str(path))
    files = dict(notice_files(county(), sender=SENDER, paper=NoticePaper(path)))
    made = Document(io.BytesIO(files[f"整改通知书_{TOWN}.docx"]))
    assert made.sections[0].header.paragraphs[0].text == f"{SENDER.issuer}发给{TOWN}"
    plain = dict(notice_files(county(), sender=SENDER, paper=NoticePaper()))
    same = Document(io.BytesIO(plain[f"整改通知书_{TOWN}.docx"]))
    assert [one.text for one in made.paragraphs] == [one.text for one in same.paragraphs]
