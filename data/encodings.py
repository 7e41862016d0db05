"""
The encoding of a file's text: UTF-8 (with or without a mark), UTF-16 with a mark, GB18030 or Latin-1.

UTF-8 proves itself: text of another encoding is hardly ever valid in it. GB18030 and Latin-1 do not: any
bytes are Latin-1, and many Latin-1 words are valid GB18030. They are told apart by what Chinese looks like:
nearly all of its double bytes are of the common set GB 2312, whose second byte is never an ASCII letter,
while an accented letter of Latin-1 is mostly followed by one.
"""

from __future__ import annotations

import codecs
import gzip
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

BLOCK = 1 << 20
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
BROKEN_SHARE = 0.01
"""Share of characters that may be cut or broken (fields cut to a width) before an encoding is given up."""

_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_COMMON_CHINESE = re.compile(rb"[\xa1-\xa9\xb0-\xf7][\xa1-\xfe]")
_UTF8_CHARACTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def open_bytes(path: Path) -> BinaryIO:
    """Open a file for reading, unpacked if it is gzipped, whatever its name says."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return cast("BinaryIO", gzip.open(path, "rb")) if packed else path.open("rb")


def find_encoding(path: Path) -> str:
    """
    Find the encoding of a text file, reading all of it.

    Parameters
    ----------
    path
        A text file, gzipped or not.

    Returns
    -------
    str
        ``utf-8``, ``utf-8-sig``, ``utf-16``, ``gb18030`` or ``latin-1``: names that Python knows.
    """
    with open_bytes(path) as file:
        return encoding_of_blocks(iter(lambda: file.read(BLOCK), b""))


def encoding_of_blocks(blocks: Iterable[bytes]) -> str:
    """
    Find the encoding of text that comes in blocks.

    Parameters
    ----------
    blocks
        The bytes, in order.

    Returns
    -------
    str
        See `find_encoding`.
    """
    blocks = iter(blocks)
    first = next(blocks, b"")
    for mark, name in MARKS.items():
        if first.startswith(mark):
            return name
    return _unmarked(first, blocks)


def _unmarked(first: bytes, blocks: Iterator[bytes]) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    valid = True
    high, utf8, chinese = 0, 0, 0
    block = first
    while block:
        if valid:
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                valid = False
        if not block.isascii():
            runs = b"\n".join(_HIGH_RUN.findall(block))
            high += len(runs.replace(b"\n", b""))
            utf8 += sum(map(len, _UTF8_CHARACTER.findall(runs)))
            chinese += 2 * len(_COMMON_CHINESE.findall(runs))
        block = next(blocks, b"")
    if valid or utf8 >= (1 - BROKEN_SHARE) * high:
        return "utf-8"
    return "gb18030" if chinese >= high / 2 else "latin-1"
