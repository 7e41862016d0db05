"""Columns of the evidence of an area, as ``hotspots`` gives them."""

from __future__ import annotations

EVIDENCE: dict[str, object] = {
    "incidents_to_delist": 31,
    "score": 0.72,
    "score_excess": 1.0,
    "score_harm": 0.8,
    "score_persistence": 0.75,
    "score_trend": 0.5,
    "in_budget": True,
    "stability": 0.965,
    "periods_high": "3/4",
    "period_risks": "2025-01-01 2.31 1.52 3.44; 2025-07-02 1.9 1.1 3",
    "trend_p_value": 0.012,
    "trend_per_year": 1.25,
    "trend_per_year_low": 1.03,
    "trend_per_year_high": 1.51,
    "first_month": "2025-01",
    "month_counts": "3 0 5 4 6 2 1 8 9 4 3 2",
    "week_hours": " ".join(["0"] * 167 + ["2.5"]),
    "weekend_share": 0.35,
    "market_days": "more",
    "market_days_ratio": 1.8,
    "market_days_low": 1.2,
    "market_days_high": 2.6,
    "market_days_p_value": 0.01,
    "spring_festival": "unknown",
    "spring_festival_ratio": float("nan"),
    "category_counts": "larceny from vehicle 30; burglary 10",
    "deaths": 1.0,
    "injured": float("nan"),
    "loss": 12345.0,
    "population": 1234.0,
    "rate_per_1000": 12.3,
    "rate_per_1000_low": 9.1,
    "rate_per_1000_high": 15.8,
    "continuity": "continued",
}

FOUND: dict[str, object] = {
    "weights": {"excess": 0.0, "harm": 2.0, "persistence": 1.0, "trend": 0.0},
    "rate_county_per_1000": 1.9,
    "most_areas": 10,
    "most_share": 0.02,
}
