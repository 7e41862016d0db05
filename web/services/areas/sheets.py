"""The evidence of areas in words, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import pandas as pd

from web.services.exporting import with_reasons
from web.texts import area_facts


def with_sheets(
    areas: gpd.GeoDataFrame, lang: str, time_zone: str, found: Mapping[str, Any]
) -> gpd.GeoDataFrame:
    """
    Add the sentence that says why each area is listed, and its evidence in words.

    Parameters
    ----------
    areas
        Disorderly areas.
    lang
        ``"zh"`` or ``"en"``.
    time_zone
        Where days are counted.
    found
        Parameters of the search, as the store keeps them.

    Returns
    -------
    GeoDataFrame
        With ``reason`` and ``facts``, a list of headings and phrases for each area.
    """
    rows = areas.drop(columns=areas.geometry.name).to_dict(orient="records")
    facts = [[list(fact) for fact in area_facts(row, lang, time_zone=time_zone, found=found)] for row in rows]
    said = with_reasons(areas, lang, time_zone)
    return said.assign(facts=pd.Series(facts, index=areas.index, dtype=object))
