"""Words of zones, joint zones, corridors and joint patrols of villages."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "zone_source.override": Text("人工指定", "set by hand"),
}
