"""
Evaluation of rectification: ``python -m tests.benchmarks.evaluation``.

Prints how often areas are said to have fallen, in counties where nothing was done (false alarms, to be 5 % at
most) and where incidents fell by 40 % (power), by three ways: before and after alone (two-sided Poisson test
at 10 %), the plain difference to the mean of the controls, without regard to overdispersion or falling back
(weighted displacement difference of Wheeler and Ratcliffe 2018, 90 % interval: a difference of differences),
and ours; and in how many counties any area is said to have risen. Areas are chosen because they were high.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from hotspots.change.displacement import weighted_displacement_difference
from hotspots.evaluation.matching import matched_controls
from hotspots.evaluation.params import EvaluationParams
from tests.benchmarks.timing import timed
from tests.hotspots.evaluation.counties import Rates, Setting, county, rates_of

COUNTIES = 400
SETTINGS = {
    "levels that last, mean 15": Setting(),
    "all alike, mean 15": Setting(shape=math.inf),
    "all alike, mean 40": Setting(shape=math.inf, mean=40),
    "30 places, all alike": Setting(places=30, shape=math.inf),
    "chosen by the year before": Setting(chosen_by="prior"),
    "overdispersed (.1), mean 40": Setting(over=0.1, mean=40),
    "own change of 30 % a year": Setting(change=0.3),
    "common rise of 30 %": Setting(trend=1.3),
    "common fall of 20 %": Setting(trend=0.8),
    "mean 3": Setting(mean=3),
    "mean 60": Setting(mean=60),
    "one in twenty bursts a year": Setting(bursts=0.05, shape=math.inf),
    "townships that drift": Setting(towns=0.3, mean=60),
    "each its own overdispersion": Setting(own_over=0.1, mean=40),
    "five far above, restless": Setting(hot=5, shape=20, mean=10, change=0.3),
    "five far above all others": Setting(hot=5, shape=20, mean=10),
}


def main() -> None:
    """Print one line for each setting."""
    print("share of areas said to have fallen: no effect | a drop of 40 %")
    print(
        f"{'':30} before-after  difference    ours  any area  all together  any rose | ours  all together"
        "  detectable"
    )
    for name, setting in SETTINGS.items():
        found: list[Rates] = []
        timed(name, lambda setting=setting, found=found: found.extend(_both(setting)))
        null, drop = found
        print(
            f"{name:30} {null.naive:12.3f} {difference(setting, COUNTIES // 2):11.3f} {null.alone:7.3f} "
            f"{null.any_area:9.3f} {null.together:13.3f} {null.rose:9.3f} | {drop.alone:4.2f} "
            f"{drop.together:13.2f} {null.drop:11.2f}"
        )


def _both(setting: Setting) -> tuple[Rates, Rates]:
    return rates_of(setting, COUNTIES), rates_of(replace(setting, effect=0.6), COUNTIES // 4)


def difference(setting: Setting, counties: int) -> float:
    """Share of areas that the difference to the mean of the controls calls fallen where nothing was done."""
    rng, most = np.random.default_rng(1), EvaluationParams().controls
    fell = []
    for _ in range(counties):
        counts, treated = county(setting, rng)
        pool = counts.of(np.setdiff1d(np.arange(len(counts)), treated))
        for place in treated:
            chosen = matched_controls(counts.of([int(place)]), pool, most)
            if len(chosen):
                control = float(pool.before[chosen].sum()), float(pool.after[chosen].sum())
                own = float(counts.before[place]), float(counts.after[place])
                weights = (float(len(chosen)), 1.0, 1.0, 1.0)
                fell.append(weighted_displacement_difference(control, own, area_weights=weights).high < 0)
    return float(np.mean(fell)) if fell else math.nan


if __name__ == "__main__":
    main()
