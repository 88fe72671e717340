"""Changes of a file's parts, each drawn from a generator of its own, so that any of them can be left out again."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from lxml import etree

from tests.fuzzing.seeds import Parts

Step = Callable[[Parts, Random], None]
"""Changes parts in place."""

_ALPHABETS = (
    "0123456789", "０１２３４５６７８９", "一二三四五六七八九十百千万亿〇零", " \t　\u00a0\u2003", "\n", "\r\n",
    "|｜│¦", "-—－–/／", "（）()〔〕[]{}【】", "。，；：、.!?！？", "\u200b\u200d\ufeff\u2060\u00ad",
    "\u202e\u202d\u2066\u2069", "\u0301\u20e3\u3099", "\x00\x01\x1b\x7f\x85", "ﷺﷻ㎢㈠①Ⅷ", "\U0001f4a9\U00020000",
    "<>&\"'=", "表三总计件合计年月日", "abcXYZ%$#@",
)  # fmt: skip
_PIECES = (
    "四、政府信息公开行政复议、行政诉讼情况", "三、收到和处理政府信息公开申请情况", "六、其他需要报告的事项",
    "一、本年新收政府信息公开申请数量", "（七）总计", "总计", "其他", "2024年1月1日", "本年度未收到政府信息公开申请。",
    "收到政府信息公开申请99件。", "13912345678", "| --- | --- |", "<table><tr><td>1</td></tr></table>", "<!--", "-->",
    "</body>", "</html>", "<script>", "<style>", "<div hidden>", "<div style='display:none'>", "<br>", "&nbsp;",
    "&#0;", "&bogus;", "<![CDATA[", "<?xml version='1.0'?>", "{", "[", "%PDF-1.4", "PK\x03\x04", "{\\rtf1 ",
)  # fmt: skip
_NUMBERS = ("0", "-1", "1", "7", "65536", "99999999999", "1e309", "-0.0001", "nan", "")
_LONG = 3_000


def _hostile(random: Random) -> str:
    """A few characters of one sort, now and then a great many; or a piece of a report or of a format."""
    if random.random() < 0.4:
        return random.choice(_PIECES)
    alphabet = random.choice(_ALPHABETS)
    size = random.choice((1, 1, 2, 5, 20, 20, 200, _LONG))
    return "".join(random.choices(alphabet, k=size))


# Text.


def _is_text(name: str, data: bytes) -> bool:
    return not name or name.endswith((".xml", ".rels"))


def _lines_changed(lines: list[str], random: Random) -> None:
    """One line, or a run of them, dropped, doubled, moved, joined, parted or filled with something else."""
    at = random.randrange(len(lines))
    count = random.choice((1, 1, 1, 2, 5, 30))
    what = random.randrange(9)
    if what == 0:
        del lines[at : at + count]
    elif what == 1:
        lines[at:at] = lines[at : at + count] * random.choice((1, 1, 2, 40))
    elif what == 2:
        block = lines[at : at + count]
        del lines[at : at + count]
        to = random.randint(0, len(lines))
        lines[to:to] = block
    elif what == 3 and at + 1 < len(lines):
        lines[at : at + 2] = [random.choice(("", " ", "\t")).join(lines[at : at + 2])]
    elif what == 4 and lines[at]:
        cut = random.randint(0, len(lines[at]))
        lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]
    elif what == 5:
        lines[at:at] = [_hostile(random)]
    elif what == 6:
        lines[at:at] = [""] * random.choice((1, 10, 1000))
    elif what == 7:
        lines[at] = random.choice((" " * 4, "\t", "> ", "# ", "| ", "　　")) + lines[at]
    else:
        lines[at] = lines[at][::-1]


def _characters_changed(text: str, random: Random) -> str:
    """A span of characters taken out, written over, doubled, or one sort of them exchanged throughout."""
    at = random.randint(0, len(text))
    size = random.choice((0, 1, 1, 3, 20, 200))
    what = random.randrange(5)
    if what == 0:
        return text[:at] + text[at + max(size, 1) :]
    if what == 1:
        return text[:at] + _hostile(random) + text[at + size :]
    if what == 2:
        return text[:at] + text[at : at + max(size, 1)] * random.choice((2, 3, 50)) + text[at + size :]
    if what == 3:
        pairs = (
            ("\t", " | "),
            ("\t", "  "),
            ("\n\n", "\n"),
            ("\n", "\n\n"),
            ("0", "０"),
            ("、", "."),
            ("（", "("),
        )
        old, new = random.choice(pairs)
        return text.replace(old, new)
    return text[:at] + _hostile(random) + text[at:]


def change_text(parts: Parts, random: Random) -> None:
    """Lines or characters of one part changed."""
    name = random.choice(list(parts))
    try:
        text = parts[name].decode("utf-8")
    except UnicodeDecodeError:
        change_bytes(parts, random)
        return
    if random.random() < 0.5:
        lines = text.split("\n")
        _lines_changed(lines, random)
        text = "\n".join(lines)
    else:
        text = _characters_changed(text, random)
    parts[name] = text.encode("utf-8", "replace")


def change_bytes(parts: Parts, random: Random) -> None:
    """Bytes of one part flipped, taken out, doubled or put in."""
    name = random.choice(list(parts))
    data = bytearray(parts[name] or b"\0")
    at, size = random.randrange(len(data)), random.choice((1, 1, 2, 8, 100, 5000))
    what = random.randrange(6)
    if what == 0:
        data[at] ^= 1 << random.randrange(8)
    elif what == 1:
        del data[at : at + size]
    elif what == 2:
        data[at:at] = data[at : at + size]
    elif what == 3:
        data[at:at] = random.randbytes(min(size, 100))
    elif what == 4:
        data[at : at + size] = random.randbytes(min(size, 100))
    else:
        del data[at:]
    parts[name] = bytes(data)


# Trees: the XML of packages, and web pages.


def change_tree(parts: Parts, random: Random) -> None:
    """An element dropped, doubled, moved, unwrapped, wrapped, renamed, or its attributes or text changed."""
    names = [name for name, data in parts.items() if _is_text(name, data)]
    weights = [len(parts[name]) + 400 for name in names]
    name = random.choices(names, weights)[0] if names else ""
    try:
        root = etree.fromstring(parts[name], etree.XMLParser(resolve_entities=False, huge_tree=True))
    except (KeyError, etree.XMLSyntaxError, ValueError):
        change_text(parts, random)
        return
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    element = random.choice(elements)
    _element_changed(element, elements, random)
    parts[name] = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def _element_changed(element: Any, elements: Sequence[Any], random: Random) -> None:
    parent, what = element.getparent(), random.randrange(9)
    if what == 0 and parent is not None:
        parent.remove(element)
    elif what == 1 and parent is not None:
        for _ in range(random.choice((1, 1, 2, 60))):
            parent.insert(parent.index(element), etree.fromstring(etree.tostring(element, with_tail=False)))
    elif what == 2:
        target = random.choice(elements)
        if target is not element and element not in target.iterancestors():
            target.insert(random.randint(0, len(target)), element)
    elif what == 3 and parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = list(element)
    elif what == 4 and parent is not None:
        tag = random.choice(elements).tag
        for _ in range(random.choice((1, 2, 300))):
            outer = etree.Element(tag)
            element.getparent().replace(element, outer)
            outer.append(element)
    elif what == 5:
        element.tag = random.choice(elements).tag
    elif what == 6 and element.attrib:
        key = random.choice(list(element.attrib))
        element.set(key, random.choice(_NUMBERS))
    elif what == 7:
        other = random.choice(elements)
        for key, value in other.attrib.items():
            element.set(key, value)
    else:
        element.text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", _hostile(random))


_ATTRIBUTES = (
    "hidden", "style='display:none'", "rowspan=9999", "colspan=0", "colspan=-1", "rowspan=2", "aria-hidden=true",
    "class=hidden", "style='visibility:hidden'", "style='text-decoration:line-through'",
)  # fmt: skip
_TAGS = (
    "div",
    "p",
    "span",
    "table",
    "tr",
    "td",
    "tbody",
    "ul",
    "li",
    "a",
    "footer",
    "nav",
    "form",
    "del",
    "textarea",
)


def change_page(parts: Parts, random: Random) -> None:
    """A tag of a web page lost, doubled, given an attribute, exchanged; a stretch wrapped in another element."""
    page = parts[""].decode("utf-8", "replace")
    tags = list(re.finditer(r"<[^>]*>", page))
    if not tags:
        change_text(parts, random)
        return
    tag, what = random.choice(tags), random.randrange(6)
    start, end = tag.span()
    if what == 0:
        page = page[:start] + page[end:]
    elif what == 1:
        page = page[:start] + tag[0] * random.choice((1, 1, 400)) + page[start:]
    elif what == 2:
        name = re.match(r"<[a-zA-Z0-9]+", tag[0])
        told = f"{name[0]} {random.choice(_ATTRIBUTES)}{tag[0][name.end() :]}" if name else "<!-- -->"
        page = page[:start] + told + page[end:]
    elif what == 3:
        page = page[:start] + f"<{random.choice(('/', ''))}{random.choice(_TAGS)}>" + page[end:]
    elif what == 4:
        other = random.choice(tags).start()
        first, last = sorted((start, other))
        name, told = random.choice(_TAGS), random.choice(("", *_ATTRIBUTES))
        page = f"{page[:first]}<{name} {told}>{page[first:last]}</{name}>{page[last:]}"
    else:
        page = page[:start] + _hostile(random) + page[start:]
    parts[""] = page.encode("utf-8", "replace")


# Packages, JSON, PDF.


def change_package(parts: Parts, random: Random) -> None:
    """A member of a package lost, emptied, exchanged, renamed, or another one's content in its place."""
    names = list(parts)
    name, other, what = random.choice(names), random.choice(names), random.randrange(5)
    if what == 0 and len(parts) > 1:
        del parts[name]
    elif what == 1:
        parts[name] = b""
    elif what == 2:
        parts[name], parts[other] = parts[other], parts[name]
    elif what == 3:
        parts[random.choice((name.upper(), f"../{name}", name.replace("/", "\\"), f"{name}x"))] = parts.pop(
            name
        )
    else:
        parts[name] = parts[other]


def change_json(parts: Parts, random: Random) -> None:
    """A value of a JSON document lost, doubled, exchanged, nested deep or of another type."""
    try:
        data = json.loads(parts[""])
    except ValueError:
        change_text(parts, random)
        return
    holders: list[Any] = []
    left = [data]
    while left:
        node = left.pop()
        if isinstance(node, dict | list) and node:
            holders.append(node)
            left.extend(node.values() if isinstance(node, dict) else node)
    if not holders:
        return
    holder = random.choice(holders)
    key = random.choice(list(holder)) if isinstance(holder, dict) else random.randrange(len(holder))
    nested: Any = 1
    for _ in range(300):
        nested = [nested]
    other = random.choice(holders)
    values = (
        None,
        True,
        -1,
        10**400,
        0.5,
        "",
        _hostile(random),
        [],
        {},
        nested,
        str(other)[:50],
        list(other)[:3],
    )
    what = random.randrange(4)
    if what == 0:
        del holder[key]
    elif what == 1 and isinstance(holder, list):
        holder.insert(key, holder[key])
    elif what == 2 and isinstance(holder, dict):
        holder[str(random.choice(values))[:20]] = holder[key]
    else:
        holder[key] = random.choice(values)
    parts[""] = json.dumps(data, ensure_ascii=random.random() < 0.5).encode("utf-8", "replace")


_OPERATORS = (
    b"q",
    b"Q",
    b"BT",
    b"ET",
    b"S",
    b"n",
    b"W n",
    b"3 Tr",
    b"0 0 0 0 0 0 cm",
    b"1 0 0 -1 0 842 cm",
    b"f",
)
_OBJECTS = (
    b"null", b"<<>>", b"[]", b"<</Type/Page/Parent 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>",
    b"<</Length 0>>\nstream\n\nendstream", b"(", b"99999999999999999999", b"<<" * 500,
)  # fmt: skip


def change_pdf(parts: Parts, random: Random) -> None:
    """A number, name or operator of an object changed; an object lost, doubled, packed or exchanged."""
    number = random.choices(list(parts), [len(body) + 200 for body in parts.values()])[0]
    body, what = parts[number], random.randrange(8)
    if what == 0:
        del parts[number]
        parts.setdefault("1", b"null")
    elif what == 1:
        parts[number] = random.choice(_OBJECTS)
    elif what == 2:
        parts[number] = parts[random.choice(list(parts))]
    elif what == 3:
        parts[number] = _token_changed(body, rb"-?\d+\.?\d*", [told.encode() for told in _NUMBERS], random)
    elif what == 4:
        names = re.findall(rb"/[A-Za-z0-9]+", b"".join(parts.values()))
        parts[number] = _token_changed(body, rb"/[A-Za-z0-9]+", names or [b"/X"], random)
    elif what == 5:
        parts[number] = _token_changed(body, rb"\n", [b"\n%s\n" % told for told in _OPERATORS], random)
    elif what == 6:
        parts[number] = _token_changed(body, rb"[^\n]*\n", [b"", b"%\n", b"<00> Tj\n"], random)
    else:
        parts[number] = _packed(body)


def _token_changed(body: bytes, pattern: bytes, others: Sequence[bytes], random: Random) -> bytes:
    found = list(re.finditer(pattern, body))
    if not found:
        return body
    start, end = random.choice(found).span()
    return body[:start] + random.choice(others) + body[end:]


def _packed(body: bytes) -> bytes:
    """The object with its stream compressed, where it has one."""
    head, mark, rest = body.partition(b"\nstream\n")
    content = rest.removesuffix(b"\nendstream")
    if not mark or b"/Filter" in head:
        return body
    data = zlib.compress(content)
    told = re.sub(rb"/Length \d+", b"/Length %d/Filter/FlateDecode" % len(data), head)
    return told + mark + data + b"\nendstream"


STEPS: dict[str, tuple[Step, ...]] = {
    "txt": (change_text, change_text, change_text, change_bytes),
    "shapes": (change_text, change_text, change_bytes),
    "md": (change_text, change_text, change_page),
    "html": (change_page, change_page, change_text, change_bytes),
    "mhtml": (change_text, change_bytes, change_page),
    "json": (change_json, change_json, change_text, change_bytes),
    "docx": (change_tree, change_tree, change_tree, change_tree, change_package, change_text, change_bytes),
    "xlsx": (change_tree, change_tree, change_tree, change_tree, change_package, change_text, change_bytes),
    "ods": (change_tree, change_tree, change_tree, change_tree, change_package, change_text, change_bytes),
    "xls": (change_bytes,),
    "zip": (change_package, change_text, change_bytes),
    "tar": (change_package, change_text, change_bytes),
    "7z": (change_package, change_text, change_bytes),
    "ofd": (change_tree, change_tree, change_tree, change_package, change_text, change_bytes),
    "pdf": (change_pdf, change_pdf, change_pdf, change_bytes),
}
"""Of each format the steps that one is drawn from."""


def change_file(data: bytes, random: Random) -> bytes:
    """The finished file with bytes changed, as a bad disk or a cut connection leaves it."""
    parts = {"": data}
    change_bytes(parts, random)
    return parts[""]
