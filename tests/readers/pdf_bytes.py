"""PDF files written by hand: what no program would write, and what is small enough to write."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence

Objects = Mapping[int, bytes]
"""The bodies of objects by number; 1 is the catalogue unless told otherwise."""

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def pdf(objects: Objects, *, root: int = 1, trailer: bytes = b"") -> bytes:
    """A file with these objects and a table of where they stand."""
    told, places = bytearray(b"%PDF-1.4\n%\x80\x80\x80\x80\n"), {}
    for number, body in objects.items():
        places[number] = len(told)
        told += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(told)
    told += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in sorted(places.items()):
        told += b"%d 1\n%010d 00000 n \n" % (number, place)
    told += b"trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        max(places) + 1,
        root,
        trailer,
        start,
    )
    return bytes(told)


def stream(data: bytes, dictionary: bytes = b"", *, packed: bool = False) -> bytes:
    """A stream."""
    if packed:
        data, dictionary = zlib.compress(data, 9), dictionary + b"/Filter/FlateDecode"
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), dictionary, data)


def paged(
    contents: Sequence[bytes], *, resources: bytes = b"/Font<</F 3 0 R>>", more: Objects | None = None
) -> bytes:
    """A file whose pages have these contents (streams); object 3 is the font F, the pages begin at 100."""
    numbers = [100 + 2 * index for index in range(len(contents))]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[%s]/Count %d/MediaBox[0 0 595 842]/Resources<<%s>>>>"
        % (kids, len(numbers), resources),
        3: FONT,
    }
    for number, content in zip(numbers, contents, strict=True):
        objects[number] = b"<</Type/Page/Parent 2 0 R/Contents %d 0 R>>" % (number + 1)
        objects[number + 1] = content
    return pdf({**objects, **(more or {})})


def shown(*lines: str, size: int = 12) -> bytes:
    """The contents of a page with lines of Latin text."""
    steps = b"".join(b"(%s) Tj T*\n" % line.encode("ascii") for line in lines)
    return b"BT /F %d Tf %d TL 72 770 Td\n%sET" % (size, size + 4, steps)


def locked(*, password: bytes) -> bytes:
    """A file of one page that is encrypted (RC4, 40 bits) so that it opens with this password."""
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    identity = b"0123456789abcdef"
    rights = (-4).to_bytes(4, "little", signed=True)

    def padded(text: bytes) -> bytes:
        return (text + padding)[:32]

    owner = rc4(hashlib.md5(padded(b"owner")).digest()[:5], padded(password))
    key = hashlib.md5(padded(password) + owner + rights + identity).digest()[:5]
    user = rc4(key, padding)

    def sealed(number: int, data: bytes) -> bytes:
        own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
        return stream(rc4(own, data))

    encryption = b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (
        owner.hex().encode(),
        user.hex().encode(),
    )
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[4 0 R]/Count 1/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>>>",
            3: FONT,
            4: b"<</Type/Page/Parent 2 0 R/Contents 5 0 R>>",
            5: sealed(5, shown("Annual report 2024 of an invented town")),
            6: encryption,
        },
        trailer=b"/Encrypt 6 0 R/ID[<%s><%s>]" % (identity.hex().encode(), identity.hex().encode()),
    )


def rc4(key: bytes, data: bytes) -> bytes:
    """The data, encrypted or decrypted."""
    state = list(range(256))
    at = 0
    for index in range(256):
        at = (at + state[index] + key[index % len(key)]) % 256
        state[index], state[at] = state[at], state[index]
    told, first, second = bytearray(), 0, 0
    for byte in data:
        first = (first + 1) % 256
        second = (second + state[first]) % 256
        state[first], state[second] = state[second], state[first]
        told.append(byte ^ state[(state[first] + state[second]) % 256])
    return bytes(told)
