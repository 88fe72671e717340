"""Problems and measures in section 五: what real reports write is understood."""

from __future__ import annotations

import pytest

from reportlint.app.api import Settings, check_bytes
from reportlint.draft import draft_from, text
from tests.checks import found

TAIL = "以上内容由镇党政办公室汇总，经镇主要负责人审定后向社会公布，欢迎广大居民通过政府门户网站提出意见。"

BOTH = [
    "目前我镇公开工作面临宣传力度不大、更新不够及时等局面。下一步我们将加强人员培训，进一步提高业务水平。",
    "一是作用发挥尚不充分，内容存在短板；二是队伍建设仍需强化。结合上述情况，我们将从三个方面改进。",
    "在公开的格式上不能完全规范，时间上做得还不及时。对此，将采取有力措施，在今后的工作中切实加以改进。",
    "主要存在的问题有：1.实效性有待进一步加强；2.平台有待完善。改进措施：1.规范流程；2.拓宽渠道。",
    "一是解读形式比较单一，二是个别栏目更新频率低。1.丰富解读形式，运用图解；2.建立台账，按月更新。",
    "公开的深度和广度还有提升空间。我街道拟于明年开设专栏，由专人负责。",
    "与群众期待相比仍有差距。要提高思想认识，加强业务学习。",
    "存在的困难是专业力量较弱。在新的一年里，充实队伍，强化培训。",
    "公开不主动，存在应付心理。加大考核力度，倒逼责任落实。",
    "上年度指出的栏目更新慢已整改到位；目前人员偏少，已增配两名专职人员。",
]
PROBLEMS_ONLY = [
    "一是公开内容不够全面；二是队伍建设有待加强；三是宣传力度还需进一步加大。",
    "公开工作取得了一定成效，但内容不全面、更新不及时，与群众的期待还有差距，需要进一步完善。",
    "主要问题是人员力量薄弱，更新滞后，未能及时将信息上传到网站。",
    "政策解读形式单一，公众参与渠道有限，信息更新仍需加快，平台功能亟待完善。",
]
MEASURES_ONLY = [
    "下一步，我镇将继续加强学习，完善制度，提高公开水平，依法依规做好信息公开，切实保障群众知情权。",
    "一是加强组织领导，健全工作机制。二是强化业务培训，重点回应群众关心的热点问题。",
    "今后我局将坚持问题导向，进一步推进重点领域信息公开，拓宽公开渠道，丰富公开形式。",
]


@pytest.mark.parametrize("written", BOTH)
def test_problems_and_measures_are_silent(written: str) -> None:
    assert found("S106", sections={5: written + TAIL}) == []


@pytest.mark.parametrize("written", PROBLEMS_ONLY)
def test_problems_without_measures(written: str) -> None:
    told = found("S106", sections={5: written + TAIL})
    assert [item.message for item in told] == ["第五部分写了问题，没有写怎样改进"]


@pytest.mark.parametrize("written", MEASURES_ONLY)
def test_measures_without_problems(written: str) -> None:
    told = found("S106", sections={5: written + TAIL})
    assert [item.message for item in told] == ["第五部分没有写存在哪些问题"]


@pytest.mark.parametrize("length", [59, 60])
def test_sixty_characters_are_enough(length: int) -> None:
    written = "栏目更新不及时，下一步将按月检查。".ljust(length, "按")
    messages = [item.message for item in found("S106", sections={5: written})]
    assert messages == (
        [f"第五部分只有 {length} 个字，少于 60 个字，问题和改进没有说具体"] if length < 60 else []
    )


@pytest.mark.parametrize(
    "written",
    [
        "无",
        "暂无。",
        "没有",
        "无问题。",
        "本年度无存在的主要问题。",
        "本单位政府信息公开工作暂不存在问题",
        "（文字描述）",
    ],
)
def test_nothing_is_told_once_by_the_other_rule(written: str) -> None:
    report = text(draft_from({"sections": {5: written}})).encode()
    result = check_bytes(report, name="年报.txt", settings=Settings(select=("S106",)))
    assert result.diagnostics == ()
    assert [entry.reason.zh for entry in result.not_checked] == [
        "“五、存在的主要问题及改进情况”下面没有实际内容，没有核对"
    ]
    assert [item.code for item in found("S104", sections={5: written})] == ["S104"]
