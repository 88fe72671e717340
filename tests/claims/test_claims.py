"""Sentences and what they tell: measure, value and the words that are marked."""

from __future__ import annotations

import pytest

from reportlint.model.document import Place
from reportlint.model.report import Claim
from tests.claims.reading import claims, told

TELLING = {
    "verb before": ("2024年收到政府信息公开申请5件。", [("new_received", 5, "5件")]),
    "verb behind": ("政府信息公开申请受理5件。", [("new_received", 5, "5件")]),
    "figure before the noun": ("接到4条依申请公开信息。", [("new_received", 4, "4条")]),
    "figure before the verb": (
        "收到政府信息公开申请3件，其中2件已按时办结，1件结转下年度。",
        [("new_received", 3, "3件"), ("handled", 2, "2件"), ("carried_out", 1, "1件")],
    ),
    "full width": ("收到政府信息公开申请１２件。", [("new_received", 12, "１２件")]),
    "spaces": ("收到 政府信息公开 申请 12 件。", [("new_received", 12, "12 件")]),
    "thousands": ("收到政府信息公开申请1,286件。", [("new_received", 1286, "1,286件")]),
    "Chinese numerals": ("收到政府信息公开申请二十一宗。", [("new_received", 21, "二十一宗")]),
    "measure word lost": ("收到政府信息公开申请3，均已登记。", [("new_received?", 3, "3")]),
    "glued to a year": (
        "不予公开2件，不予处理32024年收到政府信息公开申请5件。",
        [
            ("denied", 2, "2件"),
            ("unprocessed?", 3, "3"),
            ("new_received", 5, "5件"),
        ],
    ),
    "none": ("未收到政府信息公开申请。", [("new_received", 0, "未收到政府信息公开申请")]),
    "none at all": ("没有收到一件依申请公开的申请。", [("new_received", 0, "没有收到一件依申请公开的申请")]),
    "none of both": (
        "未发生因政府信息公开引起的行政复议、行政诉讼。",
        [
            ("review_total", 0, "未发生因政府信息公开引起的行政复议"),
            ("litigation_total", 0, "未发生因政府信息公开引起的行政复议、行政诉讼"),
        ],
    ),
    "none, behind": (
        "行政复议、行政诉讼均为0件。",
        [("review_total", 0, "0件"), ("litigation_total", 0, "0件")],
    ),
    "all words zero": (
        "申请受理、答复均为0件。依申请公开：无。",
        [
            ("new_received?", 0, "0件"),
            ("handled?", 0, "0件"),
            ("new_received?", 0, "依申请公开：无"),
        ],
    ),
    "from last year by number": ("2023年结转政府信息公开申请2件。", [("carried_in", 2, "2件")]),
    "to next year by number": (
        "收到政府信息公开申请5件，结转至2025年办理2件。",
        [("new_received", 5, "5件"), ("carried_out", 2, "2件")],
    ),
    "three years": (
        "收到政府信息公开申请10件，2023年结转政府信息公开申请2件，办结10件，结转2025年度继续办理2件。",
        [
            ("new_received", 10, "10件"),
            ("carried_in", 2, "2件"),
            ("handled", 10, "10件"),
            ("carried_out", 2, "2件"),
        ],
    ),
    "a total with its carry-over": (
        "受理政府信息公开申请25件（含2023年结转1件）。",
        [("received", 25, "25件"), ("carried_in", 1, "1件")],
    ),
    "a total and its parts": (
        "共收到政府信息公开申请3件。其中，上年结转申请1件，本年新收申请2件。",
        [("received", 3, "3件"), ("carried_in", 1, "1件"), ("new_received", 2, "2件")],
    ),
    "carried over without a figure of its own": (
        "共受理依申请公开1件，当年未完结，转结至2025年度继续办理。",
        [("new_received", 1, "1件"), ("carried_out?", 1, "转结至2025年度继续办理")],
    ),
    "weak verb": ("全年办理依申请公开3件。", [("handled?", 3, "3件")]),
    "received and handled": (
        "收到和办理政府信息公开申请3件。",
        [("new_received", 3, "3件"), ("handled?", 3, "3件")],
    ),
    "received and handled, but some carried over": (
        "收到和办理政府信息公开申请9件，结转下年度2件。",
        [("new_received", 9, "9件"), ("carried_out", 2, "2件")],
    ),
    "all handled, others taken back": (
        "受理政府信息公开申请19件，共办结11件，撤销8件。",
        [("new_received", 19, "19件"), ("handled", 11, "11件")],
    ),
    "handled, others taken back, perhaps handled too": (
        "受理政府信息公开申请19件，办结11件，撤销8件。",
        [("new_received", 19, "19件")],
    ),
    "handled and taken back": (
        "受理政府信息公开申请19件，其中11件办结，8件申请人主动撤销。",
        [("new_received", 19, "19件")],
    ),
    "outcomes": (
        "答复政府信息公开申请9件，其中“同意公开”4件、部分公开2件、因不掌握等原因无法提供2件、其他1件。",
        [
            ("handled", 9, "9件"),
            ("granted", 4, "4件"),
            ("partial", 2, "2件"),
            ("unavailable", 2, "2件"),
            ("other_handling?", 1, "1件"),
        ],
    ),
    "outcomes together": (
        "收到政府信息公开申请9件，予以公开及部分公开的有6件。",
        [("new_received", 9, "9件"), ("granted_and_partial", 6, "6件")],
    ),
    "remedies together": (
        "政府信息公开引发的行政复议及行政诉讼案件共3件。",
        [("remedies_total", 3, "3件")],
    ),
    "respectively": (
        "政府信息公开类行政复议、行政诉讼分别为2件、1件。",
        [("review_total", 2, "2件"), ("litigation_total", 1, "1件")],
    ),
    "each": (
        "因信息公开引起的复议、诉讼各1件。",
        [("review_total", 1, "1件"), ("litigation_total", 1, "1件")],
    ),
    "new cases": ("新发生政府信息公开行政复议2件。", [("review_new", 2, "2件")]),
    "groups of lawsuits": (
        "因政府信息公开未经复议直接起诉1件，复议后起诉2件。",
        [("litigation_direct", 1, "1件"), ("litigation_after_review", 2, "2件")],
    ),
    "normative documents": (
        "制发行政规范性文件2件，废止1件，现行有效5件。",
        [("normative_issued", 2, "2件"), ("normative_repealed", 1, "1件"), ("normative_in_force", 5, "5件")],
    ),
    "decisions": (
        "作出行政许可决定36件、行政处罚决定5件。",
        [("licensing", 36, "36件"), ("penalties", 5, "5件")],
    ),
    "parts by organ": (
        "收到政府信息公开申请276件，其中本机关办理180件、下属单位办理96件。",
        [("new_received", 276, "276件")],
    ),
    "a sum of parts": (
        "通过信函收到政府信息公开申请2件，通过“一网通办”平台收到5件，共7件。",
        [("new_received?", 7, "7件")],
    ),
    "documents are no applications": (
        "收到政府信息公开申请5件，合并答复，实际出具答复书4份。",
        [("new_received", 5, "5件")],
    ),
    "the rest is handled": (
        "登记政府信息公开申请14件，除2件转入2025年办理外，其余12件均已办结。",
        [("new_received?", 14, "14件"), ("carried_out", 2, "2件"), ("handled?", 12, "12件")],
    ),
    "the outcome of a part in a clause of its own": (
        "收到政府信息公开申请3件，其中2件属于内部事务信息，不予公开；1件属于咨询，不予处理。",
        [("new_received", 3, "3件"), ("denied?", 2, "2件"), ("unprocessed?", 1, "1件")],
    ),
    "a figure in brackets behind a percentage": (
        "受理政府信息公开申请39件，予以公开占比56.4%（22件）。",
        [("new_received", 39, "39件"), ("granted", 22, "22件")],
    ),
    "from one figure to another": ("政府信息公开申请由18件降至11件。", [("new_received?", 11, "11件")]),
    "two kinds together": (
        "本年度新收和上年结转政府信息公开申请合计37件，办结35件。",
        [("received", 37, "37件"), ("handled", 35, "35件")],
    ),
    "handled, perhaps all that there were": (
        "办理依申请公开41件（新收39件，2023年结转2件），已答复40件。",
        [
            ("received", 41, "41件"),
            ("new_received", 39, "39件"),
            ("carried_in", 2, "2件"),
            ("handled", 40, "40件"),
        ],
    ),
    "told apart behind a complete list": (
        "新收政府信息公开申请6件，其中网络4件、邮寄2件；上年结转1件。",
        [("new_received", 6, "6件"), ("carried_in", 1, "1件")],
    ),
    "published before": (
        "办结政府信息公开申请7件，其中主动公开2件、同意公开5件。",
        [("handled", 7, "7件")],
    ),
    "cases of every kind": (
        "因政府信息公开工作，行政应诉案件9件（其中涉及信息公开的2件）。",
        [("litigation_total?", 2, "2件")],
    ),
    "cases of another kind behind a list": (
        "因政府信息公开引发行政复议2件，其中维持1件、撤回1件；行政诉讼1件，尚在审理中。",
        [("review_total", 2, "2件"), ("review_upheld?", 1, "1件"), ("litigation_total", 1, "1件")],
    ),
    "charges beside remedies": (
        "未发生政府信息公开收费、行政复议及诉讼情况。",
        [
            ("review_total", 0, "未发生政府信息公开收费、行政复议"),
            ("litigation_total", 0, "未发生政府信息公开收费、行政复议及诉讼"),
        ],
    ),
    "none of three": (
        "政府信息公开申请、复议、诉讼均为零。",
        [("new_received", 0, "零"), ("review_total", 0, "零"), ("litigation_total", 0, "零")],
    ),
    "a space behind every character": (
        "共 收 到 政 府 信 息 公 开 申 请 1 0 件。",
        [("new_received", 10, "1 0 件")],
    ),
    "all done": (
        "收到政府信息公开申请3件，均已按期办结。",
        [("new_received", 3, "3件"), ("unfinished?", 0, "均已按期办结")],
    ),
    "applications counted behind another matter": (
        "主动公开信息120条，其中规范性文件2件。2024年收到3份政府信息公开申请。",
        [("new_received", 3, "3份")],
    ),
    "applications counted in 个": ("收到要求公开政府信息的申请1个。", [("new_received", 1, "1个")]),
    "to next year without 结转": (
        "（二）依申请公开。收到5件，办结4件，下年度继续办理1件。",
        [("new_received", 5, "5件"), ("handled", 4, "4件"), ("carried_out", 1, "1件")],
    ),
    "all that there were": (
        "（二）依申请公开。处理政府信息公开申请32件（包含上年度结转2件），已办结29件，3件结转下年。",
        [
            ("received?", 32, "32件"),
            ("carried_in", 2, "2件"),
            ("handled", 29, "29件"),
            ("carried_out", 3, "3件"),
        ],
    ),
    "answered in whatever way": (
        "收到政府信息公开申请9件，公开答复8件，结转下年度1件。",
        [("new_received", 9, "9件"), ("handled", 8, "8件"), ("carried_out", 1, "1件")],
    ),
    "handled of those by one way": (
        "全县受理线上政府信息公开申请65件，依法办结62件。",
        [],
    ),
    "own level beside the whole area": (
        "全区共受理政府信息公开申请80件，区政府本级共受理20件。",
        [("new_received", 80, "80件")],
    ),
    "refused to take in": (
        "受理政府信息公开申请12件，答复7件，不予受理4件。",
        [("new_received", 12, "12件")],
    ),
    "information by the way it is public": (
        "制作信息30条，其中主动公开信息24条，依申请公开信息6条。",
        [],
    ),
    "some are left for a reason": (
        "收到政府信息公开申请12件，均在法定期限内答复，其中1件因需征求第三方意见结转下年度。",
        [("new_received", 12, "12件"), ("carried_out?", 1, "1件")],
    ),
    "one kind of applicant": ("（二）依申请公开。全年未收到企业申请。", []),
}


@pytest.mark.parametrize(("text", "expected"), TELLING.values(), ids=TELLING)
def test_what_is_told(text: str, expected: list[tuple[str, int, str]]) -> None:
    assert told(text) == expected


def test_a_claim_keeps_its_sentence_section_and_place() -> None:
    text = "（二）依申请公开。\n　　2024 年收到申请 3 件，已答复。另一句。"
    assert claims(text) == (
        Claim("new_received", 3, True, "2024 年收到申请 3 件，已答复", 1, Place(2, 14, 2, 17)),
    )


def test_the_topic_is_carried_on_but_not_past_another_item() -> None:
    applications = "（二）依申请公开。全年收到5件，办结5件。"
    assert told(applications) == [("new_received", 5, "5件"), ("handled", 5, "5件")]
    assert told("（二）依申请公开。\n（三）市民服务。全年收到5件，办结5件。") == []


def test_items_below_a_heading_keep_its_topic() -> None:
    listed = "（二）依申请公开。\n1.数量。全年收到5件。\n2.办理。二是热线畅通；三是办结5件。\n（三）热线。办结9件。"
    assert told(listed) == [("new_received", 5, "5件"), ("handled", 5, "5件")]


def test_cases_decided_on_behalf_of_a_government_are_not_the_units_own() -> None:
    assert told("代理县政府办理政府信息公开行政复议案件3件、行政诉讼案件2件。") == []
    assert told("作为行政复议机关，办理政府信息公开类行政复议案件58件。") == []


def test_a_bureau_of_justice_decides_reviews_of_others() -> None:
    text = "受理政府信息公开行政复议案件6件，被提起政府信息公开行政诉讼1件。"
    assert told(text, unit="云陂县司法局") == [("litigation_total", 1, "1件")]
    assert told(text) == [("review_total", 6, "6件"), ("litigation_total", 1, "1件")]
