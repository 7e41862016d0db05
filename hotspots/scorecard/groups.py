"""
Groups of categories that the scorecard counts: the grave ones, the frequent and preventable ones, accidents.

A word of a file belongs to the kind whose word it is, or holds; of several the longest counts. Words of
criminal kinds do not count in incidents that the county's table calls accidents, and the other way round:
an explosion at a works is an accident, not a crime.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

GRAVE = ("explosion", "homicide", "arson", "kidnapping", "robbery", "rape")
FREQUENT = ("theft", "snatching", "assault")
ACCIDENTS = ("traffic", "fire", "safety_accident")
KINDS = (*GRAVE, *FREQUENT, *ACCIDENTS)

GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"grave": GRAVE, "frequent": FREQUENT, "accidents": ACCIDENTS}
)
GROUP_OF: Mapping[str, str] = MappingProxyType(
    {kind: group for group, kinds in GROUPS.items() for kind in kinds}
)

WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "explosion": ("爆炸", "bombing", "explosion"),
        "homicide": ("杀人", "命案", "凶杀", "homicide", "murder", "manslaughter"),
        "arson": ("放火", "纵火", "arson"),
        "kidnapping": ("绑架", "kidnapping", "abduction"),
        "robbery": ("抢劫", "robbery", "carjacking", "mugging"),
        "rape": ("强奸", "rape", "sexual assault"),
        "theft": ("盗窃", "被盗", "偷盗", "扒窃", "行窃", "theft", "larceny", "burglary", "pickpocketing"),
        "snatching": ("抢夺", "snatching", "snatch"),
        "assault": ("故意伤害", "伤害", "殴打", "伤人", "assault", "battery", "wounding"),
        "traffic": (
            *("交通事故", "伤人事故", "死亡事故", "财产损失事故", "肇事", "车祸", "追尾", "剐蹭"),
            *("traffic accident", "traffic collision", "traffic crash", "car accident", "vehicle accident"),
            *("crash", "hit and run"),
        ),
        "fire": ("火灾", "火警", "起火", "山火", "fire", "wildfire"),
        "safety_accident": ("安全事故", "生产事故", "爆炸", "矿难", "坍塌", "溺水", "safety accident"),
    }
)
"""Words of each kind: a starting table that the county edits."""

CLASSES_OF_ACCIDENTS = ("traffic", "fire", "safety_accident")
CLASSES_OF_NEITHER = ("dispute", "help_request")

_NOISE = re.compile(r"[\s\-_/,.;:()\[\]'\"、,。·]+")


def plain(word: str) -> str:
    """Write a word the way words are compared: one width, lower case, single blanks."""
    return _NOISE.sub(" ", unicodedata.normalize("NFKC", word)).strip().casefold()


def _holds(word: str, part: str) -> bool:
    """Tell whether a word holds another: in Chinese anywhere, else as a whole word (grape is no rape)."""
    if part.isascii():
        return re.search(rf"\b{re.escape(part)}\b", word) is not None
    return part in word


class KindFinder:
    """
    Finds the kind of an incident by its words.

    Parameters
    ----------
    words
        Words of each kind.
    """

    def __init__(self, words: Mapping[str, tuple[str, ...]] = WORDS) -> None:
        self._words = [(plain(word), kind) for kind, said in words.items() for word in said if plain(word)]
        self._words.sort(key=lambda one: -len(one[0]))
        self._found: dict[tuple[str, str], str] = {}

    def kind(self, category: str, *words: str) -> str:
        """
        Give the kind of an incident, empty for none.

        Parameters
        ----------
        category
            Mapped class.
        *words
            Subcategory and word of the file, the most exact first.

        Examples
        --------
        >>> find = KindFinder().kind
        >>> find("criminal", "", "盗窃电动自行车"), find("criminal", "爆炸"), find("safety_accident", "爆炸")
        ('theft', 'explosion', 'safety_accident')
        """
        return next((kind for word in words if word and (kind := self._of(category, word))), "")

    def _of(self, category: str, word: str) -> str:
        key = (category, word)
        if key not in self._found:
            if category in CLASSES_OF_NEITHER:
                allowed: tuple[str, ...] = ()
            elif category in CLASSES_OF_ACCIDENTS:
                allowed = ACCIDENTS
            elif category in ("criminal", "public_order"):
                allowed = (*GRAVE, *FREQUENT)
            else:
                allowed = KINDS
            said = plain(word)
            self._found[key] = next(
                (kind for part, kind in self._words if kind in allowed and _holds(said, part)), ""
            )
        return self._found[key]
