"""The second reading of a file: accepted rows as a table of incidents."""

from __future__ import annotations

import re
from collections import Counter

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from data.addresses import address_areas
from data.categories import read_categories
from data.fields import Layout
from data.judgement import PRECISIONS, STATUSES, Judgement
from data.points import point_shapes
from data.read_options import ReadOptions
from data.row_facts import CALL, RowFacts
from data.survey import Survey
from data.table_source import TableChunk
from data.texts import read_numbers
from data.times import Moments, read_times

DISCOVERED_WORDS = re.compile(
    r"巡逻|巡查|盘查|主动发现|工作中发现|自行发现|民警发现|设卡|清查|"
    r"discovered|patrol|officer|on[- ]?view|proactive|self[- ]initiated",
    re.IGNORECASE,
)
"""What a source says when patrols found the incident themselves; all others were reported."""


def incident_frame(
    chunk: TableChunk, found: Survey, verdict: Judgement, rows: slice, options: ReadOptions
) -> tuple[gpd.GeoDataFrame, Counter[str]]:
    """
    Make incidents of the accepted rows of a chunk.

    Parameters
    ----------
    chunk
        Rows of the file.
    found, verdict
        The facts of the whole file, and what was decided.
    rows
        Where the chunk lies in the file.
    options
        How to read.

    Returns
    -------
    tuple
        The incidents, and the category words that the table does not know with their rows.
    """
    keep = verdict.accepted[rows]
    frame = chunk.frame[keep].reset_index(drop=True)
    where = np.arange(rows.start, rows.stop)[keep]
    layout, facts = found.layout, found.rows
    texts = {name: layout.texts(frame, name) for name in TEXT_FIELDS}
    word = texts["category"]
    words = pd.Series(word.unique(), dtype="str")
    meanings = read_categories(options.categories).table(words).set_index(pd.Index(words))
    meaning = meanings.take(meanings.index.get_indexer(pd.Index(word))).reset_index(drop=True)
    lon, lat = verdict.lon[where], verdict.lat[where]
    ids = _ids(layout.texts(frame, "incident_id"), verdict, where, options)
    columns = {
        "incident_id": ids,
        "case_id": _case_ids(layout, frame, verdict, where, options),
        "kind": _named(("case", "call"), (facts.kind[where] == CALL).astype(np.uint8)),
        "status": _named(STATUSES, verdict.status[where]),
        **_times(layout, frame, facts, where, options),
        "category": meaning["category"],
        "category_word": word,
        "feedback_category": texts["feedback_category"],
        "subcategory": texts["subcategory"],
        "in_scope": meaning["in_scope"],
        "source": _source(texts["source"]),
        **_numbers(layout, frame, meaning["harm"]),
        "lon": lon,
        "lat": lat,
        "precision": _named(PRECISIONS, verdict.precision[where]),
        "township_code": texts["township_code"].where(texts["township_code"] != "", texts["township"]),
        "station": texts["station"],
        "address_area": _address_area(layout.texts(frame, "address"), texts["township"], texts["village"]),
        "description_code": texts["description_code"],
        "line_number": chunk.lines[keep],
    }
    unknown = Counter(word[~meaning["known"] & (word != "")].tolist())
    return gpd.GeoDataFrame(columns, geometry=point_shapes(lon, lat), crs=4326), unknown


TEXT_FIELDS = (
    "category",
    "feedback_category",
    "subcategory",
    "source",
    "township",
    "township_code",
    "village",
    "station",
    "description_code",
)


def _ids(
    own: pd.Series[str], verdict: Judgement, where: npt.NDArray[np.int64], options: ReadOptions
) -> pd.Series[str]:
    """
    Give every incident its id.

    Its own id stands where later rows replace earlier ones. Where rows of one id are all kept, the id is
    followed by a piece of the content's hash; where there is no id, the whole hash stands for it. Rows with
    the same content are numbered from the second on.
    """
    rows = zip(
        own.tolist(),
        verdict.has_id[where].tolist(),
        verdict.content[where].tolist(),
        [f"-{number}" if number > 1 else "" for number in verdict.occurrence[where].tolist()],
        strict=True,
    )
    if options.same_id == "update":
        made = [text if given else f"c{key:016x}{number}" for text, given, key, number in rows]
    else:
        made = [
            f"{text}-{key & 0xFFFFFFFF:08x}{number}" if given else f"c{key:016x}{number}"
            for text, given, key, number in rows
        ]
    return pd.Series(made, dtype="str")


def _case_ids(
    layout: Layout,
    frame: pd.DataFrame,
    verdict: Judgement,
    where: npt.NDArray[np.int64],
    options: ReadOptions,
) -> pd.Series[str]:
    """Take the case that a row names; where rows of one id are kept as records of one case, the id."""
    case = layout.texts(frame, "case_id")
    if options.same_id == "update":
        return case
    own = layout.texts(frame, "incident_id").where(verdict.has_id[where], "")
    return case.where(case != "", own)


def _times(
    layout: Layout,
    frame: pd.DataFrame,
    facts: RowFacts,
    where: npt.NDArray[np.int64],
    options: ReadOptions,
) -> dict[str, pd.Series[pd.Timestamp]]:
    times = {
        "occurred_from": _utc(facts.start[where]),
        "occurred_to": _utc(facts.end[where]),
        "reported_at": _utc(facts.reported[where]),
    }
    for name in ("dispatched_at", "arrived_at", "finished_at"):
        times[name] = _utc(read_times(layout.texts(frame, name), options.time_zone).moments)
    return times


def _utc(moments: Moments) -> pd.Series[pd.Timestamp]:
    return pd.Series(pd.DatetimeIndex(moments.astype("datetime64[us]"), tz="UTC"))


def _numbers(layout: Layout, frame: pd.DataFrame, harm: pd.Series[float]) -> dict[str, pd.Series[float]]:
    """Read harm (else the category's), deaths, injured, loss; a number below zero is not known."""
    read = {name: pd.Series(read_numbers(layout.texts(frame, name))) for name in ("harm", *COUNTED)}
    read = {name: values.where(values >= 0) for name, values in read.items()}
    return {**read, "harm": read["harm"].fillna(harm)}


COUNTED = ("deaths", "injured", "loss")


def _named(names: tuple[str, ...], codes: npt.NDArray[np.uint8]) -> pd.Series[str]:
    return pd.Series(np.array(names, dtype=object)[codes], dtype="str")


def _source(words: pd.Series[str]) -> pd.Series[str]:
    meanings = {
        word: "discovered" if DISCOVERED_WORDS.search(word) else "reported" for word in words.unique()
    }
    return words.map(meanings).astype("str")


def _address_area(
    address: pd.Series[str], township: pd.Series[str], village: pd.Series[str]
) -> pd.Series[str]:
    """Reduce the address to its area; where it has none, the township and village that the row names."""
    area = address_areas(address)
    return area.where(area != "", township + village)
