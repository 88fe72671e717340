"""What an organ's name tells of its level."""

from __future__ import annotations

import pytest

from reportlint.model.units import level_of

LEVELS = {
    "云陂镇人民政府": "township",
    "云陂乡政府": "township",
    "云陂回族乡人民政府": "township",
    "云陂苏木人民政府": "township",
    "云陂镇": "township",
    "云陂镇人民政府党政办公室": "township",
    "云陂街道办事处": "street",
    "江州市云陂区云陂街道": "street",
    "云陂县人民政府": "county",
    "云陂县人民政府办公室": "county",
    "江州市云陂区人民政府": "county",
    "云陂旗人民政府": "county",
    "云陂土家族自治县人民政府": "county",
    "云陂自治州人民政府": "city",
    "云陂省人民政府": "province",
    "云陂省人民政府办公厅": "province",
    "云陂自治区人民政府": "province",
    "上海市人民政府": "province",
    "教育部": "ministry",
    "国家粮食和物资储备局": "ministry",
    "中华人民共和国农业农村部": "ministry",
    "云陂县财政局": "department",
    "云陂省财政厅": "department",
    "江州市卫生健康委员会": "department",
    "云陂县行政审批服务中心": "department",
    "国家税务总局云陂县税务局": "department",
    "云陂市人民政府": "government",
    "云陂市人民政府办公室": "government",
    "云陂经济技术开发区管理委员会": "unknown",
    "云陂新区人民政府": "unknown",
    "云陂行政公署": "unknown",
}


@pytest.mark.parametrize(("unit", "level"), LEVELS.items())
def test_level(unit: str, level: str) -> None:
    assert level_of(unit) == level


def test_spaces_and_width_do_not_matter() -> None:
    assert level_of("云 陂\u3000县\u200b人民政府") == "county"
