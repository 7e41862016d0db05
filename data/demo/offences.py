"""
What people call the police about in the demo county, and when.

Weights are shares of all incidents, per thousand. Requests for help are the majority of calls, as in reality;
preventable crime and public order at a place (``in_scope``) are about a sixth.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.demo.plane import Floats

HOURS = {
    "all_day": (3, 2, 2, 1, 1, 2, 4, 6, 8, 9, 9, 9, 8, 8, 8, 8, 8, 9, 9, 9, 8, 7, 6, 4),
    "night": (9, 9, 9, 8, 6, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 4, 5, 6, 8, 9, 9),
    "late_evening": (9, 7, 4, 2, 1, 1, 1, 1, 1, 1, 2, 2, 3, 3, 2, 2, 3, 4, 5, 7, 9, 11, 12, 12),
    "working_day": (1, 1, 1, 1, 1, 1, 2, 4, 8, 10, 11, 9, 6, 6, 9, 10, 9, 7, 5, 4, 3, 2, 1, 1),
    "market": (0.3, 0.2, 0.2, 0.2, 0.5, 1, 4, 8, 12, 13, 13, 11, 7, 6, 6, 6, 7, 7, 4, 2, 1, 1, 0.5, 0.4),
    "school": (0.5, 0.3, 0.2, 0.2, 0.2, 0.5, 3, 6, 3, 2, 3, 8, 6, 4, 3, 4, 10, 12, 8, 7, 9, 7, 3, 1),
    "rush": (2, 1, 1, 1, 1, 2, 4, 9, 9, 7, 7, 7, 6, 6, 7, 7, 8, 11, 11, 8, 6, 5, 4, 3),
    "evening": (3, 2, 1, 1, 1, 1, 2, 3, 4, 4, 4, 5, 5, 4, 4, 4, 5, 7, 9, 11, 12, 11, 8, 5),
}
"""Hours of the day: relative frequency of each."""

WEEKDAYS = {
    "even": (1, 1, 1, 1, 1, 1, 1),
    "weekend": (0.85, 0.8, 0.85, 0.9, 1.2, 1.4, 1.15),
    "working_day": (1.15, 1.1, 1.1, 1.1, 1.1, 0.75, 0.6),
}
"""Days of the week, Monday first."""

MONTHS = {
    "even": (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
    "winter": (1.5, 1.35, 1.0, 0.85, 0.8, 0.8, 0.8, 0.85, 0.9, 1.0, 1.15, 1.5),
    "summer": (0.65, 0.7, 0.85, 1.0, 1.15, 1.35, 1.5, 1.45, 1.15, 0.95, 0.75, 0.65),
    "school": (0.5, 0.5, 1.3, 1.25, 1.3, 1.1, 0.5, 0.5, 1.4, 1.3, 1.3, 1.1),
}
"""Months of the year."""


@dataclass(frozen=True, slots=True)
class Offence:
    """A word of the incident form: class, weight, where and when it happens, how it is known."""

    word: str
    category: str
    weight: float
    where: str = "homes"  # homes, town (homes, more in towns), roads, places or anywhere
    hours: str = "all_day"
    weekdays: str = "even"
    months: str = "even"
    yearly_change: float = 0.0
    in_scope: bool = False
    case_share: float = 0.0
    interval_hours: float = 0.0  # mean length of the time in which it may have happened
    discovered_share: float = 0.0
    near_repeat_share: float = 0.0
    harm: float = 1.0


def _crime(word: str, weight: float, **details: object) -> Offence:
    known: dict[str, object] = {"in_scope": True, "case_share": 0.6, "harm": 20.0} | details
    return Offence(word, "criminal", weight, **known)  # type: ignore[arg-type]


def _order(word: str, weight: float, **details: object) -> Offence:
    known: dict[str, object] = {"in_scope": True, "case_share": 0.35, "harm": 5.0} | details
    return Offence(word, "public_order", weight, **known)  # type: ignore[arg-type]


OFFENCES = (
    _crime("入室盗窃", 22, hours="night", months="winter", yearly_change=-0.1, interval_hours=9, near_repeat_share=0.3, harm=60),
    _crime("盗窃电动自行车", 20, where="town", hours="evening", months="summer", yearly_change=0.04, interval_hours=4, near_repeat_share=0.15),
    _crime("盗窃车内财物", 9, where="town", hours="night", interval_hours=7, near_repeat_share=0.2),
    _crime("扒窃", 12, where="town", hours="market", weekdays="weekend", yearly_change=-0.12),
    _crime("盗窃摩托车", 5, hours="night", interval_hours=6),
    _crime("盗窃牲畜", 3, where="country", hours="night", months="winter", interval_hours=8, harm=40),
    _crime("盗窃工地物资", 5, hours="night", interval_hours=10),
    _crime("抢夺", 1.6, where="town", hours="late_evening", harm=90),
    _crime("抢劫", 0.9, where="town", hours="late_evening", harm=250),
    _crime("故意伤害", 3.5, where="town", hours="late_evening", weekdays="weekend", months="summer", case_share=0.8, harm=180),
    Offence("电信网络诈骗", "criminal", 17, hours="working_day", yearly_change=0.08, case_share=0.7, harm=60),
    _order("殴打他人", 26, where="town", hours="late_evening", weekdays="weekend", months="summer", near_repeat_share=0.05, harm=12),
    _order("寻衅滋事", 10, where="town", hours="late_evening", weekdays="weekend", months="summer", harm=15),
    _order("赌博", 11, hours="evening", months="winter", discovered_share=0.4),
    _order("故意损毁财物", 13, hours="night", interval_hours=5),
    _order("醉酒滋事", 12, where="town", hours="late_evening", weekdays="weekend", months="summer"),
    _order("扰乱公共场所秩序", 7, where="town", hours="evening", weekdays="weekend", discovered_share=0.15),
    _order("卖淫嫖娼", 2.5, where="town", hours="late_evening", discovered_share=0.75),
    Offence("机动车交通事故", "traffic", 118, "roads", "rush", "working_day", harm=8),
    Offence("交通拥堵", "traffic", 30, "roads", "rush", "working_day"),
    Offence("违法停车", "traffic", 26, "town", "rush", "even", yearly_change=0.06),
    Offence("火灾", "fire", 5, "anywhere", "evening", months="winter", harm=40),
    Offence("安全生产事故", "safety_accident", 1.5, "places", "working_day", "working_day", harm=120),
    Offence("溺水", "safety_accident", 0.8, "anywhere", "evening", months="summer", harm=200),
    Offence("家庭纠纷", "dispute", 36, hours="evening", weekdays="weekend", harm=2),
    Offence("邻里纠纷", "dispute", 30, hours="evening", harm=2),
    Offence("消费纠纷", "dispute", 18, "places", "market", "weekend"),
    Offence("债务纠纷", "dispute", 14, "town", "working_day", "working_day"),
    Offence("走失求助", "help_request", 42, "places", "all_day", harm=2),
    Offence("开锁求助", "help_request", 55, "town", "evening"),
    Offence("遗失物品求助", "help_request", 88, "places", "market", "weekend"),
    Offence("噪音扰民求助", "help_request", 72, "town", "late_evening", "weekend", "summer"),
    Offence("动物侵扰求助", "help_request", 28, "anywhere", "all_day", months="summer"),
    Offence("咨询", "help_request", 98, "town", "working_day", "working_day"),
    Offence("群众其他求助", "help_request", 128, "anywhere", "all_day"),
)  # fmt: skip


def day_weights(offence: Offence, days: np.ndarray, first_year: int) -> Floats:
    """How likely each day is, by month, weekday and the yearly trend."""
    months = (days.astype("datetime64[M]").astype(int) % 12).astype(int)
    weekdays = (days.astype("datetime64[D]").astype(int) + 3) % 7
    years = days.astype("datetime64[Y]").astype(int) + 1970 - first_year
    trend = (1 + offence.yearly_change) ** years
    weight: Floats = (
        np.array(MONTHS[offence.months])[months] * np.array(WEEKDAYS[offence.weekdays])[weekdays] * trend
    )
    return weight
