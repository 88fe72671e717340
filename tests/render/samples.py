"""Results made by hand, with every kind of thing that an output has to show."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from reportlint.model.diagnostic import (
    Diagnostic,
    Excerpt,
    NotChecked,
    Related,
    ReportIdentity,
    Result,
    RunState,
    Suspect,
    TableCut,
    Waived,
)
from reportlint.model.document import NOWHERE, Place, Spot
from reportlint.model.forms import load_form
from reportlint.model.report import CellKey
from reportlint.model.wording import Text


def said(words: str) -> Text:
    """The same words in both languages: what is tested is where they stand."""
    return Text(words, words)


TITLE = "柳溪镇人民政府2024年政府信息公开工作年度报告"
ACCURACY = said("《政府信息公开条例》第六条第一款（及时、准确公开）")
FORM = said("国办公开办函〔2021〕30号附件表格及表内勾稽说明")
APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "法人或其他组织—其他", "总计")


def prose_finding(text: str, marked: str, *, line: int = 9) -> Diagnostic:
    """A warning about some words of a sentence."""
    start = text.index(marked)
    end = start + len(marked)
    return Diagnostic(
        code="W601",
        name="placeholder-left",
        severity="warning",
        message=said(f"“{marked}”是模板里没有换掉的字"),
        place=Place(line, start + 1, line, end + 1),
        basis=(ACCURACY,),
        help=said("换成真实内容，或者删掉这几个字。"),
        title=said("模板里的字没有换掉"),
        section=1,
        where=said("第一部分"),
        excerpt=Excerpt(line, text, start, end),
    )


def sum_finding(*, wide: bool = False) -> Diagnostic:
    """A wrong total in the table of part 3."""
    line = "一、本年新收政府信息公开申请数量\t2\t0\t0\t0\t0\t1\t2"
    figures = (
        ("12345678", "0", "0", "0", "0", "1", "12345678") if wide else ("2", "0", "0", "0", "0", "1", "2")
    )
    total = int(figures[-1])
    return Diagnostic(
        code="A301",
        name="row-total-mismatch",
        severity="error",
        message=said(
            f"第三部分的表，“一、本年新收政府信息公开申请数量”行、“总计”列填的是 {total}，六类申请人加起来是 {total + 1}"
        ),
        place=Place(55, len(line), 55, len(line) + 1),
        basis=(FORM, ACCURACY),
        help=said("先核对这一行六类申请人的数，再改总计；不要只改总计来凑数。"),
        title=said("总计列与六类申请人之和不符"),
        section=3,
        cell=CellKey("applications", "new_received", "total"),
        where=said("第三部分的表，“一、本年新收政府信息公开申请数量”行、“总计”列"),
        expected=total + 1,
        actual=total,
        excerpt=Excerpt(55, line, len(line) - 1, len(line)),
        cut=TableCut(APPLICANTS, (("一、本年新收政府信息公开申请数量", figures),), (0, 6)),
    )


def balance_finding() -> Diagnostic:
    """A wrong balance with two related places and a suspect."""
    rows = (
        ("一、本年新收政府信息公开申请数量", ("3", "4")),
        ("二、上年结转政府信息公开申请数量", ("1", "1")),
        ("（七）总计", ("4", "5")),
        ("四、结转下年度继续办理", ("1", "1")),
    )
    return Diagnostic(
        code="A303",
        name="balance-mismatch",
        severity="error",
        message=said(
            "最可能：第三部分的表，“（一）予以公开”行、“自然人”列应为 3（现填 4），改后全表的合计都对得上"
        ),
        place=Place(80, 20, 80, 21),
        basis=(FORM,),
        help=said("核对新收、结转和办理结果的数。"),
        title=said("第一、二项之和不等于第三、四项之和"),
        section=3,
        cell=CellKey("applications", "handled_total", "natural_person"),
        expected=4,
        actual=5,
        related=(
            Related(said("自然人一列：一加二是 4，（七）加四是 5"), Place(55, 20, 55, 21)),
            Related(said("没有行号的另一处"), NOWHERE),
        ),
        suspect=Suspect(CellKey("applications", "granted", "natural_person"), 3),
        cut=TableCut(("自然人", "总计"), rows, (2, 0)),
    )


def blank_cells(rows: int) -> tuple[Diagnostic, ...]:
    """Unfilled cells in so many rows of the table of part 3, three in each."""
    keys = list(load_form("2021").tables["applications"].row_index)[2:]
    cell = Diagnostic(
        code="T203",
        name="cell-not-filled",
        severity="warning",
        message=said("这一格没有填数"),
        place=NOWHERE,
        basis=(FORM,),
        help=said("没有发生的填 0，不要留空，也不要画斜线。"),
        title=said("应填数的格子没有填数"),
        section=3,
    )
    return tuple(
        replace(
            cell,
            place=Place(60 + number, column, 60 + number, column + 1),
            cell=CellKey("applications", row, name),
            actual=actual,
        )
        for number, row in enumerate(keys[:rows])
        for column, (name, actual) in enumerate(
            (("natural_person", "/"), ("commercial", "/"), ("total", "/" if number % 2 else "")), start=5
        )
    )


def checked(*diagnostics: Diagnostic, path: str = "柳溪镇.txt", **changes: object) -> Result:
    """A file that was checked and gave these findings, thirty checks in all."""
    states: dict[str, RunState] = dict.fromkeys((diagnostic.code for diagnostic in diagnostics), "judged")
    states |= {f"P{number:03}": "judged" for number in range(28)}
    states |= {"P101": "not_applicable", "P102": "not_applicable"}
    identity = ReportIdentity(TITLE, "柳溪镇人民政府", 2024, "2021")
    result = Result(path, "checked", None, identity, diagnostics, (), states)
    return replace(result, **changes)  # type: ignore[arg-type]


SENTENCE = (
    "今年以来，我镇紧紧围绕全镇政府信息公开工作，把政府信息公开作为长期的动态工作落到实处，"
    "需要了解详情的请登录（具体网址）查询，认真贯彻《条例》规定，以保障人民群众的根本利益为出发点和落脚点。"
)

FAULTY = checked(
    prose_finding(SENTENCE, "（具体网址）"),
    sum_finding(),
    balance_finding(),
    *blank_cells(3),
    not_checked=(
        NotChecked("A302", said("第三部分的表第7行的数比表头的列多，分不清哪个数在哪一列")),
        NotChecked("A303", said("第三部分的表第7行的数比表头的列多，分不清哪个数在哪一列")),
        NotChecked("T209", said("没有找到第二部分的表")),
    ),
    notes=(said("按 GB18030 编码读取"),),
)
CLEAN = checked(path="reports/清河乡.txt")
UNCHECKED = checked(
    path="reports/石桥镇.txt",
    report=ReportIdentity(None, None, None, "2019"),
    not_checked=(NotChecked("A304", said("没有找到第四部分的表")),),
    states={"A301": "judged", "A304": "not_checked"},
)
UNREADABLE = Result(
    "空.txt",
    "unreadable",
    said("文件是空的，没有内容可查"),
    None,
    (
        Diagnostic(
            code="E901",
            name="unreadable",
            severity="error",
            message=said("文件读不了：文件是空的，没有内容可查"),
            place=NOWHERE,
            basis=(),
            help=said("换一个能打开的文件。"),
            title=said("文件读不了"),
        ),
    ),
    (),
    {"E901": "judged"},
)
MONEY = replace(
    sum_finding(),
    cut=None,
    cell=CellKey("disclosure", "fees", "amount"),
    expected=Decimal("1.50"),
    actual=Decimal("2"),
)
EVERYTHING = (FAULTY, CLEAN, UNCHECKED, UNREADABLE)

SPOILT = "坏|<script>alert(1)</script> [点](javascript:x) @all #1 !2 ::error::a%0A\n::add-mask::b ]]> &amp; **粗** `c` \x1b[31m\u202e\ufffe www.x.cn http://x.cn :tada: | $a$"
"""Text that means something in one output or another."""
HOSTILE = checked(
    replace(
        prose_finding(f"前{SPOILT}后", SPOILT),
        message=said(f"“{SPOILT}”是模板里没有换掉的字"),
        title=said("标题，有:逗号,和%"),
        related=(Related(said(f"另一处{SPOILT}"), Place(3, 1, 3, 2)),),
    ),
    path="坏 <b>,名:字%0A|\"&'.txt",
    not_checked=(NotChecked("A302", said(f"读不出{SPOILT}")),),
)
WORD = checked(
    replace(sum_finding(), place=Place(55, 3, 55, 4, spot=Spot(table=2, row=7, column=8))),
    path="报告/年报.docx",
)
"""A finding in a file that shows no lines."""
ACCEPTED = checked(
    prose_finding("请登录（具体网址）查询。", "（具体网址）"),
    path="石桥镇.txt",
    waived=(
        Waived(sum_finding(), "已与县局核对 <b>", date(2025, 12, 31)),
        Waived(blank_cells(1)[0], "基线"),
    ),
    states={"A301": "judged", "T203": "judged", "W601": "judged"},
)
BROKEN = checked(
    path="断.txt",
    states={"A301": "crashed"},
    not_checked=(NotChecked("A301", said("检查程序出错：ValueError()")),),
)
FOR_MACHINES = (*EVERYTHING, HOSTILE, WORD, ACCEPTED, BROKEN)
