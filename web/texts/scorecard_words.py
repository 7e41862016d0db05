"""What the scorecard's refusals are told with, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from web.texts.catalogue import label, text

TOPICS = {
    "measure": "measure",
    "scope": "score_scope",
    "setting": "score_setting",
    "kind": "score_kind",
    "ground": "score_ground",
}
FIELDS = {"weight": "score.points_weight", "none_at": "score.none_at", "full_at": "score.full_at"}


def scorecard_words(details: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Put words in the place of codes of measures, scopes, settings, kinds, grounds and fields."""
    said = dict(details)
    for name, topic in TOPICS.items():
        if name in said:
            said[name] = label(topic, said[name], lang)
    if "field" in said:
        said["field"] = text(FIELDS.get(str(said["field"]), "score.goal_target"), lang)
    return said
