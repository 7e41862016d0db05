"""
An address reduced to its area: the road or village, without house, building, room, household or person.

The full address is used in memory alone, to find repeated calls and default coordinates.
"""

from __future__ import annotations

import re

import pandas as pd

_HOUSE = re.compile(
    r"(?:[0-9A-Za-z一二三四五六七八九十百]+(?:[-—~至][0-9]+)?\s*"
    r"(?:号|號|栋|幢|座|单元|室|房|楼|层|弄|组|队|社(?!区)|户|米|公里|千米|#)|[A-Za-z]座|[0-9]{2,}[-—][0-9]+|附[0-9])"
)
_AREA = re.compile(
    r"^.*(?:国道|省道|县道|乡道|高速|大道|街道|社区|路|街|巷|胡同|(?<!农)村(?!民)|镇|乡|(?<!在)县|(?<![超城门夜])市|"
    r"(?<![小校园景库])区|屯|寨|州|省|旗|苏木|嘎查)"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ENGLISH_ROAD = re.compile(
    r"^\W*(?:\d+[A-Za-z]?(?:-\d+)?\s+)?(?:blk\s+|block\s+(?:of\s+)?)?"
    r"(.*\b(?:st|street|ave|avenue|rd|road|blvd|boulevard|ln|lane|dr|drive|way|hwy|highway|pkwy|parkway|pl|place|"
    r"ct|court|ter|terrace|sq|square|village|township|expy|expressway)\b\.?)",
    re.IGNORECASE,
)


def address_areas(addresses: pd.Series[str]) -> pd.Series[str]:
    """
    Reduce addresses to road or village.

    Parameters
    ----------
    addresses
        As the file has them.

    Returns
    -------
    Series of str
        ``""`` where no road or village is named; index kept.
    """
    known = {address: address_area(address) for address in addresses.unique()}
    return addresses.map(known).astype("str")


def address_area(address: str) -> str:
    """
    Reduce one address to road or village.

    Parameters
    ----------
    address
        As the file has it.

    Returns
    -------
    str
        Everything up to the last road, village or larger area that stands before the first house number.

    Examples
    --------
    >>> address_area("云水县城关镇人民路128号3栋2单元501室"), address_area("青石镇白杨村三组李四家")
    ('云水县城关镇人民路', '青石镇白杨村')
    >>> address_area("1200 Block of Main St Apt 4")
    'Main St'
    """
    text = " ".join(address.split())
    if not _HAN.search(text):
        road = _ENGLISH_ROAD.search(text)
        return road.group(1).strip() if road else ""
    house = _HOUSE.search(text)
    area = _AREA.search(text[: house.start()] if house else text)
    return area.group(0) if area else ""
