"""Which pieces of a page are its article: where the sentences and tables are, without the site's frame around them.

What decides is structure: how much of a text is links, and which block holds most of the prose.
Where that leaves a doubt the text is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportlint.readers.html.pieces import Piece, Pieces

_LEAST_SENTENCE = 10
_LEAST_ARTICLE = 80
"""Characters of prose and tables below which a page has no article; then all of it is kept."""
_MOST_AROUND = 40
"""Pieces before and behind the prose that are looked at."""
_BELONGS = 10
"""A block is the article's when what lies outside of it is less than one part in so many."""
_LONGEST_FRAME = 300
_LINKED = 0.5
_MOST_LINKS = 2
"""So many pieces of links on end may stand inside an article; more are a list of links."""

_FRAME = re.compile(
    r"版权所有|备案[序编]?号|ICP备|公网安备|主办单位|主办[:：]|承办单位|网站标识码|技术支持|网站地图|即将离开|copyright|©",
    re.IGNORECASE,
)
_TRAIL = re.compile(r"当前位置|所在位置|您(?:现在)?的位置|^首页\s*[>›»/＞]")
_TOOLS = re.compile(
    r"^[\s\[【（(]*(?:打印|关闭|分享|收藏|扫一扫|返回|上一[篇条]|下一[篇条]|字[体号]|大\s*中\s*小|相关(?:链接|文章|附件|阅读|稿件|新闻)|附件下载|浏览[次量]|无障碍|用微信)"
)

_SECTION = re.compile(r"(?:第?[二三四五六七](?:部分)?[、.．]|[2-7][、.．])[^，。；]{4,30}$")
"""A line that may be the heading of a section."""

_SIGNED = re.compile(
    r"^[\s\[【（(]*(?:责任编辑|责编|编辑|审核|校对|作者|[文章信息稿件]{0,2}来源)[\s】\])）]*[:：]"
)
"""A line of those who put the page up; above the text it may tell the day of publication as well."""


def article(pieces: Pieces) -> list[Piece]:
    """The article's pieces in reading order; all pieces of a page that has no prose."""
    found = pieces.found
    linked = _link_runs(found)
    weights = [
        0 if piece.chrome or linked[index] or _is_frame(piece) else _weight(piece)
        for index, piece in enumerate(found)
    ]
    if sum(weights) < _LEAST_ARTICLE:
        return [piece for piece in found if not piece.chrome] or found
    inside = _inside(pieces.parents, _core(pieces.parents, found, weights))
    heavy = [index for index, piece in enumerate(found) if weights[index] and inside[piece.box]]
    first, last = heavy[0], _last_section(found, linked, heavy[-1])
    before = _before(found, linked, first)
    behind = _behind(found, linked, last)
    middle = [
        piece
        for index, piece in enumerate(found[first : last + 1], start=first)
        if not piece.chrome and linked[index] <= _MOST_LINKS
    ]
    return [*before, *middle, *behind]


def _weight(piece: Piece) -> int:
    """How much a piece speaks for an article where it stands: characters of sentences and of tables."""
    if piece.table is not None:
        rows = piece.table.rows
        return len(piece.text) if len(rows) > 1 and sum(len(row.cells) for row in rows) > 5 else 0
    told = len(piece.text) - piece.links
    return told if told >= _LEAST_SENTENCE and ("。" in piece.text or "；" in piece.text) else 0


def _link_runs(found: Sequence[Piece]) -> list[int]:
    """For each piece, how many pieces of nothing but links stand on end there; 0 for a piece of text."""
    runs = [0] * len(found)
    start = 0
    for index in range(len(found) + 1):
        piece = found[index] if index < len(found) else None
        if piece is None or piece.heading or piece.links <= _LINKED * len(piece.text) or not piece.links:
            runs[start:index] = [index - start] * (index - start)
            start = index + 1
    for index, piece in enumerate(found):
        if runs[index] and piece.table is not None:
            runs[index] = _MOST_LINKS + 1  # a table of links is a list by itself
    return runs


def _is_frame(piece: Piece) -> bool:
    """Whether a short text is what sites print below and above every article."""
    if piece.table is not None and len(piece.table.rows) > 3:
        return False
    text = piece.text
    if len(text) > _LONGEST_FRAME or text.endswith("。"):
        return False
    return _FRAME.search(text) is not None or _TRAIL.search(text) is not None


def _core(parents: Sequence[int], found: Sequence[Piece], weights: Sequence[int]) -> int:
    """The innermost block that holds all tables of weight and nearly all prose."""
    mass, tables = [0] * len(parents), [0] * len(parents)
    for piece, weight in zip(found, weights, strict=True):
        mass[piece.box] += weight
        tables[piece.box] += weight > 0 and piece.table is not None
    children: dict[int, list[int]] = {}
    for box in range(len(parents) - 1, 0, -1):
        mass[parents[box]] += mass[box]
        tables[parents[box]] += tables[box]
        if mass[box]:
            children.setdefault(parents[box], []).append(box)
    core = 0
    while core in children:
        most = max(children[core], key=mass.__getitem__)
        if tables[most] < tables[0] or (mass[0] - mass[most]) * _BELONGS > mass[0]:
            break
        core = most
    return core


def _inside(parents: Sequence[int], core: int) -> list[bool]:
    """For each block, whether it is the core or lies in it."""
    inside = [False] * len(parents)
    inside[core] = True
    for box in range(core + 1, len(parents)):
        inside[box] = inside[parents[box]]
    return inside


def _before(found: Sequence[Piece], linked: Sequence[int], first: int) -> list[Piece]:
    """The pieces before the prose up to a list of links or a trail: title, date and source, headings."""
    kept = []
    for index in range(first - 1, max(first - _MOST_AROUND, 0) - 1, -1):
        piece = found[index]
        if piece.chrome or linked[index] > _MOST_LINKS or _is_frame(piece):
            break
        if not (linked[index] or _TOOLS.match(piece.text)):
            kept.append(piece)
    if not any(piece.heading == 1 for piece in kept):
        kept += [piece for piece in reversed(found[:first]) if piece.heading == 1 and not piece.chrome][:1]
    return kept[::-1]


def _last_section(found: Sequence[Piece], linked: Sequence[int], last: int) -> int:
    """The last heading of a section behind the prose: what stands below it may be short, and links above it."""
    for index in range(last + 1, min(last + 1 + _MOST_AROUND, len(found))):
        piece = found[index]
        if piece.chrome or _is_frame(piece):
            break
        if not linked[index] and _SECTION.match(piece.text.strip()):
            last = index
    return last


def _behind(found: Sequence[Piece], linked: Sequence[int], last: int) -> list[Piece]:
    """The pieces behind the prose up to the first that is no text of the article."""
    kept = []
    for index in range(last + 1, min(last + 1 + _MOST_AROUND, len(found))):
        piece = found[index]
        if piece.chrome or linked[index] or _is_frame(piece):
            break
        if _TOOLS.match(piece.text) or _SIGNED.match(piece.text):
            break
        kept.append(piece)
    return kept
