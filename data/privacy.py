"""
What must never pass the reader: names, identity and phone numbers, and the story of a case.

Columns are known by their headers; cells by what they hold: an 18-digit identity number that passes its own
check digit, or an 11-digit mobile number, in a column with an innocent name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import pandas as pd
import pyarrow.compute as pc

from data.schema import plain_header
from data.texts import arrow_text

PERSONAL_HEADERS = re.compile(
    r"姓名|名字|报警人|报案人|当事人|嫌疑人|受害人|被害人|事主|失主|联系人|家属|证人|民警|警官|接警员|处警人|出警人|办案人|填报人|"
    r"身份证|证件|电话|手机|联系方式|号码$|微信|qq|邮箱|车牌|户籍|户口|住址|家庭|籍贯|出生|(?<!发)生日|年龄|性别|民族|宗教|职业|"
    r"^(full|first|last|given|family)?name$|(caller|victim|suspect|offender|officer|witness|complainant|reporter)(name)?$|"
    r"phone|mobile|telephone|^tel$|^cell|email|idcard|idnumber|^ssn$|passport|licenseplate|dateofbirth|^dob$|birth|"
    r"^age$|^sex$|^gender$|^race$|ethnic|religion"
)
NARRATIVE_HEADERS = re.compile(
    r"简要|案情|警情内容|报警内容|警情描述|案件描述|事件描述|内容$|处警情况|处置情况|处理情况|处警结果|处理结果|反馈内容|经过|详情|描述$|备注|"
    r"narrative|description|summary|details?$|remarks?|comments?|notes?$"
)
MOBILE = r"(?:^|\D|86)(1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?:\D|$)"
IDENTITY = (
    r"(?:^|[^0-9])([1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx])"
    r"(?:[^0-9A-Za-z]|$)"
)
EITHER = f"{MOBILE}|{IDENTITY}"
"""Pattern that a cell is searched for; the number itself is in group 1 or 2."""

_IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999


def personal_columns(columns: Sequence[str]) -> list[str]:
    """Name the columns whose headers speak of persons, in the order given."""
    return [column for column in columns if PERSONAL_HEADERS.search(plain_header(column))]


def narrative_columns(columns: Sequence[str]) -> list[str]:
    """Name the columns whose headers speak of what happened, in somebody's words."""
    plain = {column: plain_header(column) for column in columns}
    return [
        column
        for column in columns
        if NARRATIVE_HEADERS.search(plain[column]) and not plain[column].endswith(("代码", "编码", "code"))
    ]


def is_identity_number(number: str) -> bool:
    """
    Check the last digit of an 18-digit identity number.

    Parameters
    ----------
    number
        17 digits and a digit or X.

    Returns
    -------
    bool
        Whether the check digit of GB 11643-1999 fits.

    Examples
    --------
    >>> is_identity_number("11010519491231002X"), is_identity_number("110105194912310021")
    (True, False)
    """
    total = sum(weight * int(digit) for weight, digit in zip(_IDENTITY_WEIGHTS, number, strict=False))
    return "10X98765432"[total % 11] == number[17].upper()


def personal_cells(cells: pd.Series[str], pattern: str = EITHER) -> pd.Series[bool]:
    """
    Find the cells that hold a mobile or an identity number.

    Parameters
    ----------
    cells
        Text.
    pattern
        ``EITHER``, or ``IDENTITY`` alone for columns of ids, where phone numbers are chance.

    Returns
    -------
    Series of bool
        One for each cell, index kept.
    """
    suspects = pc.match_substring_regex(arrow_text(cells), pattern)
    found = pd.Series(suspects.to_numpy(zero_copy_only=False), index=cells.index)
    if found.any():
        found[found] = [blank_personal(cell) != cell for cell in cells[found]]
    return found


def blank_personal(cell: str) -> str:
    """
    Take mobile and identity numbers out of a text.

    Parameters
    ----------
    cell
        Any text.

    Returns
    -------
    str
        The text without them; other numbers stay.

    Examples
    --------
    >>> blank_personal("人民路8号 13912345678")
    '人民路8号'
    """

    def blank(match: re.Match[str]) -> str:
        identity = match.group(2)
        if identity is not None and not is_identity_number(identity):
            return match.group(0)
        number: str = match.group(1) or identity
        return match.group(0).replace(number, "")

    return re.sub(EITHER, blank, cell).strip() if re.search(EITHER, cell) else cell


_PARTED = re.compile(r"(?<=\d)[\s.·_\-\u2010-\u2015]+(?=\d)")
_NUMBER_OF_PERSON = re.compile(
    r"(?<!\d)(?:86)?1[3-9]\d{9}(?!\d)"
    r"|(?<!\d)[1-9]\d{5}(?:18|19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9X]?(?![0-9X])"
)
_LINE = re.compile(r"(?<!\d)0\d{2,3}\)?[\s\-\u2010-\u2015]?[1-9]\d{6,7}(?!\d)|\d{11,}")


def holds_personal_number(words: str) -> bool:
    """
    Tell whether words that somebody types hold what looks like an identity or a phone number.

    Stricter than what the reader blanks in a file: a check digit need not fit, digits may stand apart or in
    full width, and lines with an area code count. A typist can write the sentence anew.

    Parameters
    ----------
    words
        Any text.

    Examples
    --------
    >>> holds_personal_number("联系 139 1234 5678"), holds_personal_number("2026-03-09 排查 120 处")
    (True, False)
    """
    plain = unicodedata.normalize("NFKC", words).upper()
    return bool(_LINE.search(plain) or _NUMBER_OF_PERSON.search(_PARTED.sub("", plain)))
