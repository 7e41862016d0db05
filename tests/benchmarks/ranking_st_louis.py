"""
Measure which weights of the ranking score catch next year in St. Louis: areas of one year, hits in the next.

For each kind of crime and year, areas (significant and twenty to watch) are ordered within their tier by each
choice of weights and taken while they fit into a budget of ground. Prints incidents, and harm, of the next
year per square kilometre of the ground taken, as a share of what the order that knew the next year reaches.

Run: ``python -m tests.benchmarks.ranking_st_louis``
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.incidents import ReadOptions, load_incidents
from gis.frames import IncidentFrame, point_incidents
from hotspots.areas import HotspotParams, RankingWeights, find_disorderly_areas
from hotspots.evidence.ground import members_of
from hotspots.evidence.ranking import ranking_score, within_budget
from tests.benchmarks.backtest_st_louis import FOLDER

ZONE = "America/Chicago"
CRS = "EPSG:32615"
KINDS = (("all crime", ""), ("burglary", "BURGLARY"), ("vehicle theft", "AUTO THEFT"), ("robbery", "ROBBERY"))
YEARS = range(2009, 2015)
BUDGETS = (0.005, 0.01, 0.02)  # of the ground searched
WEIGHTS = {
    "excess": RankingWeights(1, 0, 0, 0),
    "harm": RankingWeights(0, 1, 0, 0),
    "persistence": RankingWeights(0, 0, 1, 0),
    "trend": RankingWeights(0, 0, 0, 1),
    "harm 3, persistence 1": RankingWeights(0, 3, 1, 0),
    "harm 1, persistence 1": RankingWeights(0, 1, 1, 0),
    "excess 1, persistence 1": RankingWeights(1, 0, 1, 0),
    "excess 1, harm 1, persistence 1": RankingWeights(1, 1, 1, 0),
    "all alike": RankingWeights(1, 1, 1, 1),
}


def caught(now: IncidentFrame, then: IncidentFrame) -> dict[tuple[str, float], tuple[float, float]]:
    """Give incidents and harm of the next year per km2 for each choice of weights and budget."""
    params = HotspotParams(watch=20, replicates=12, time_zone=ZONE)
    result = find_disorderly_areas(now, params, rng=np.random.default_rng(1))
    areas = result.areas.to_crs(CRS)
    points = then.geometry.to_crs(CRS)
    members = members_of(list(areas.geometry), np.column_stack([points.x, points.y]))
    hits, harm = members.count(), members.count(then["harm"].to_numpy()[members.point])
    parts = {name: areas[f"score_{name}"].to_numpy() for name in ("excess", "harm", "persistence", "trend")}
    scores = {name: ranking_score(parts, weights) for name, weights in WEIGHTS.items()}
    km2 = areas["area_km2"].to_numpy()
    scores["known hits"] = hits / km2
    measured = {}
    for name, score in scores.items():
        order = np.lexsort((-score, areas["tier"] != "significant"))
        for share in BUDGETS:
            reach = within_budget(km2[order], most_areas=None, most_km2=share * result.searched_km2)
            chosen = order[reach]
            ground = max(km2[chosen].sum(), 1e-9)
            measured[name, share] = (hits[chosen].sum() / ground, harm[chosen].sum() / ground)
    return measured


def main() -> None:
    """Print one line for each kind of crime and choice of weights."""
    if not FOLDER.is_dir():
        print("ranking_st_louis skipped: the shared data folder is not beside the project")
        return
    columns = {"category": "Description", "occurred_at": "DateOccurred"}
    options = ReadOptions(crs="ESRI:102696", columns=columns, same_id="keep", time_zone=ZONE)
    incidents, _ = load_incidents(FOLDER / "stlouis_2008_2015_raw.csv.gz", options)
    incidents = point_incidents(IncidentFrame(incidents[incidents["in_scope"].to_numpy(dtype=bool)]))
    words = incidents["category_word"].astype(str).str.upper()
    year = incidents["occurred_from"].dt.tz_convert(ZONE).dt.year
    for kind, prefix in KINDS:
        of_kind = words.str.startswith(prefix)
        rows = []
        for now in YEARS:
            frames = (IncidentFrame(incidents[of_kind & (year == one)]) for one in (now, now + 1))
            rows += [(now, *key, *value) for key, value in caught(*frames).items()]
        table = pd.DataFrame(rows, columns=["year", "weights", "share", "hits", "harm"])
        mean = table.groupby(["weights", "share"], sort=False)[["hits", "harm"]].mean()
        best = mean.loc["known hits"]
        for name in WEIGHTS:
            of_best = mean.loc[name] / best
            said = "  ".join(
                f"{100 * share:.1f} %: {row['hits']:.3f} {row['harm']:.3f}"
                for share, row in of_best.iterrows()
            )
            print(f"{kind:14} {name:32} {said}")


if __name__ == "__main__":
    main()
