"""What the scorecard counts, measures and scores, out of the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import geopandas as gpd
import pytest

from data.store import Store, open_store
from data.store.audit import Deed
from data.store.register import NewStep
from hotspots.scorecard.shares import Survey
from tests.desk_county import townships
from tests.web.scorecard.county import CODES, TODAY, area, fill
from web.services.scorecard.card import BELOW, VETOED, Scorecard
from web.services.scorecard.decisions import VETO
from web.services.scorecard.entries import enter_benchmark, enter_funding, enter_progress, enter_survey
from web.services.scorecard.plan_lines import SAFE, UNKNOWN
from web.services.scorecard.reporting import LADDER
from web.services.scorecard.rules import Rules, keep_rules, rules_of
from web.services.scorecard.service import Scorecards


def sign(deed: Deed) -> Deed:
    return deed


def card_of(store: Store, year: int = 2025, today: date = TODAY) -> Scorecard:
    return Scorecards(store, "Asia/Shanghai").card(year, today)


def test_cases_are_counted_by_township_and_add_up_to_the_county(scored: Store) -> None:
    card = card_of(scored)
    thefts = [row.counts.group("frequent", "case") for row in card.rows]
    assert thefts == [12 * (number + 1) for number in range(6)]
    assert card.elsewhere.group("frequent", "case") == 1
    assert card.county.counts.group("frequent", "case") == sum(thefts) + 1
    assert [row.counts.group("grave", "case") for row in card.rows] == [0, 1, 0, 0, 0, 0]


def test_a_rate_worked_by_hand(scored: Store) -> None:
    row = card_of(scored).rows[1]
    assert row.people == 4 * 900
    assert row.measured["frequent"].value == pytest.approx(24 / 3600 * 10_000)
    assert row.measured["deaths"].number("count") == 1
    assert row.measured["injured"].number("count") == 12


def test_a_score_can_be_followed_back_to_its_numbers(scored: Store) -> None:
    card = card_of(scored)
    row = card.rows[2]
    assert row.score is not None
    part = next(one for one in row.score.parts if one.criterion.measure == "frequent")
    county = 252 / 21_600 * 10_000  # without the theft that lies in no township
    assert part.reference == pytest.approx(county)
    ratio = (36 / 3600 * 10_000) / county
    assert part.points is not None
    assert part.points.value == pytest.approx(15 * (2.0 - ratio) / 1.2)
    assert row.score.points == pytest.approx(sum(p.points.value for p in row.score.parts if p.points))


def test_the_year_before_stands_beside_the_year(scored: Store) -> None:
    county = card_of(scored).county
    assert county.before["frequent"].number("count") == 252
    assert card_of(scored, 2024).county.before["frequent"].missing == "no_records"


def test_what_there_are_no_records_of_is_no_data(scored: Store) -> None:
    card = card_of(scored, 2031)
    assert card.span is None
    for row in card.rows:
        assert row.measured["frequent"].missing == "no_records"
        assert row.score is not None
        assert (row.score.points, row.standing) == (None, UNKNOWN)


def test_registers_that_are_not_kept_yet_are_no_data(scored: Store) -> None:
    measured = card_of(scored).rows[0].measured
    said = {name: measured[name].missing for name in ("rectified", "returns", "grave_reports")}
    assert said == {"rectified": "no_register", "returns": "no_returns", "grave_reports": "no_grave_register"}


def test_an_empty_store_has_a_card_without_rows(tmp_path: Path) -> None:
    with open_store(tmp_path / "empty.sqlite") as store:
        card = card_of(store)
        assert (card.rows, card.rule, card.county.people) == ((), None, None)


def test_without_accident_records_their_number_is_unknown_and_not_nought(tmp_path: Path) -> None:
    from tests.web.scorecard.county import incidents

    with open_store(tmp_path / "cases.sqlite") as store:
        store.replace_places("townships", townships())
        found = incidents()
        store.import_incidents([found[found["kind"] == "case"]])  # type: ignore[list-item]
        measured = card_of(store).county.measured
        assert measured["accidents"].missing == "none_recorded"
        assert measured["grave"].number("count") == 1


def test_a_store_of_calls_alone_counts_calls_and_says_so(tmp_path: Path) -> None:
    from tests.web.scorecard.county import incidents

    with open_store(tmp_path / "calls.sqlite") as store:
        store.replace_places("townships", townships())
        store.import_incidents([incidents().assign(kind="call")])  # type: ignore[list-item]
        card = card_of(store)
        assert card.basis["frequent"] == "call"
        assert card.county.measured["frequent"].number("count") == 253


def test_part_of_a_year_is_compared_with_the_same_days(own: Store) -> None:
    from tests.web.scorecard.county import incidents

    more = incidents()
    early = more[more["occurred_from"] < "2024-04-01"]
    early = early.assign(incident_id="N" + early["incident_id"])
    for column in ("occurred_from", "occurred_to"):
        early[column] = early[column] + (datetime(2026, 1, 1, tzinfo=UTC) - datetime(2024, 1, 1, tzinfo=UTC))
    own.import_incidents([early])
    card = card_of(own, 2026)
    assert card.span is not None
    assert not card.span.is_whole
    assert card.span.until < date(2026, 4, 1)
    assert card.county.before["frequent"].number("count") == card.county.measured["frequent"].number("count")


def test_areas_count_when_their_deadline_has_passed(own: Store) -> None:
    area(own, CODES[0], date(2025, 6, 30), date(2025, 6, 1))  # in time
    area(own, CODES[0], date(2025, 6, 30), date(2025, 7, 15))  # late
    area(own, CODES[0], date(2025, 9, 30), None)  # overdue
    area(own, CODES[0], date(2026, 6, 30), None)  # another year's
    area(own, CODES[1], date(2025, 12, 31), None)
    card = card_of(own, today=date(2025, 11, 1))
    first, second, third = (row.measured["rectified"] for row in card.rows[:3])
    assert dict(first.numbers) == {
        **{"done": 1, "due": 3, "late": 1, "overdue": 1},
        **{"designated": 4, "open": 0},
    }
    assert first.value == pytest.approx(1 / 3)
    assert (second.value, second.missing, second.number("open")) == (None, "none_due", 1)
    assert third.missing == "none_due"
    assert card.county.measured["rectified"].number("due") == 3


def test_an_area_that_is_listed_again_counts_by_its_newest_acceptance(own: Store) -> None:
    area(own, CODES[0], date(2025, 6, 30), date(2025, 6, 1))
    entry = own.register.listed()[0]
    step = NewStep("relist", "accepted", "listed", date(2025, 7, 1), "", {"deadline": "2025-09-30"})
    own.register.change(entry.id, entry.revision, {"deadline": date(2025, 9, 30)}, step, Deed("register.x"))
    measured = card_of(own, today=date(2025, 11, 1)).rows[0].measured["rectified"]
    assert (measured.number("overdue"), measured.number("due")) == (1, 1)


def test_returns_count_from_the_first_month_that_anybody_filed(own: Store) -> None:
    for unit, period, content in (
        (CODES[0], "2025-10", {"late": False}),
        (CODES[0], "2025-11", {"late": True}),
        (CODES[1], "2025-10", {"late": False}),
    ):
        own.filings.add("return", content, Deed("return.filed"), period=period, unit=unit, state="filed")
    own.filings.add("return", {}, Deed("return.kept"), period="2025-12", unit=CODES[0], state="draft")
    card = card_of(own)
    first, second, third = (row.measured["returns"] for row in card.rows[:3])
    assert (first.number("done"), first.number("due"), first.number("late")) == (1, 3, 1)
    assert (second.number("done"), third.number("done")) == (1, 0)
    assert card.county.measured["returns"].number("due") == 18


def test_a_return_is_judged_by_the_day_on_which_it_was_first_filed(own: Store) -> None:
    own.filings.add("return", {}, Deed("return.filed"), period="2025-11", unit=CODES[0], state="filed")
    first = card_of(own).rows[0].measured["returns"]  # filed by this test, long after 5 December 2025
    assert (first.number("done"), first.number("late"), first.number("due")) == (0, 1, 2)
    county = card_of(own, today=date(2025, 12, 5)).county.measured["returns"]
    assert county.missing == "none_due"


def grave(store: Store, hours_later: int | None, recipients: int = 3) -> None:
    at = datetime(2025, 5, 1, 12, tzinfo=UTC)
    content = {"township_code": CODES[0], "occurred_at": at.isoformat(), "discovered_at": None, "hours": 4}
    one = store.filings.add("grave", content, Deed("grave.registered"), period="2025-05-01", state="open")
    for recipient in LADDER[: recipients if hours_later is not None else 0]:
        moment = (at + timedelta(hours=hours_later or 0)).isoformat()
        deed = Deed("grave.reported", details={"recipient": recipient, "at": moment})
        one = store.filings.change(one, deed)  # type: ignore[assignment]


@pytest.mark.parametrize(("hours", "recipients", "done"), [(4, 3, 1), (5, 3, 0), (1, 2, 0), (None, 0, 0)])
def test_a_grave_incident_is_reported_in_time_when_every_recipient_had_it_in_four_hours(
    own: Store, hours: int | None, recipients: int, done: int
) -> None:
    grave(own, hours, recipients)
    first, second = (row.measured["grave_reports"] for row in card_of(own).rows[:2])
    assert (first.number("done"), first.number("due")) == (done, 1)
    assert second.missing == "none_due"


def test_grave_incidents_whose_clock_runs_or_never_could_are_not_due(own: Store) -> None:
    grave(own, None)
    own.filings.add("grave", {}, Deed("grave.x"), period="2025-05-01", unit=CODES[0], state="open")
    first = card_of(own, today=date(2025, 5, 1)).rows[0].measured["grave_reports"]
    assert (first.value, first.missing, first.number("unknown")) == (None, "none_due", 2)


def test_the_yellow_card_is_proposed_for_the_lowest_and_nobody_is_tied_here(scored: Store) -> None:
    card = card_of(scored)
    assert card.rule is not None
    assert (card.rule.found.lowest, card.rule.found.ties) == ((CODES[0],), ())
    assert [row.card.state if row.card else "" for row in card.rows] == ["proposed", "", "", "", "", ""]


def test_funding_is_due_by_head_and_adds_up(own: Store) -> None:
    enter_funding(own, sign, 2025, CODES[0], {"budgeted": "500", "spent": "450"})
    enter_funding(own, sign, 2025, CODES[1], {"budgeted": "600"})
    card = card_of(own)
    money = card.rows[0].funding
    assert (money.due, money.budgeted, money.spent) == (540, 500, 450)
    assert (card.rows[2].funding.budgeted, card.rows[1].funding.spent) == (None, None)
    county = card.county.funding
    assert (county.due, county.budgeted, county.spent) == (3240, 1100, 450)


def test_the_plan_is_compared_with_what_is_known(own: Store) -> None:
    keep_rules(own, sign, 2025, replace(Rules(), first_year=2024))
    enter_progress(own, sign, 2025, {"safe.villages": "60", "total.villages": "100"})
    card = card_of(own)
    assert card.plan_year == 2
    lines = {line.target.scope: line for line in card.plan}
    safe = sum(row.standing == SAFE for row in card.rows)
    assert lines["townships"].share == pytest.approx(safe / 6)
    assert (lines["villages"].share, lines["communities"].share) == (0.6, None)
    assert lines["satisfaction"].share == pytest.approx(0.9)


def test_a_vetoed_township_does_not_reach_the_mark(own: Store) -> None:
    content = {"ground": "grave_case", "township": CODES[3], "reason": "x"}
    own.filings.add(
        VETO, content, Deed("score.x"), period="2025", unit=f"{CODES[3]} grave_case", state="upheld"
    )
    rows = card_of(own).rows
    assert rows[3].standing == VETOED
    assert {row.standing for row in rows} <= {SAFE, BELOW, VETOED}


def test_the_benchmark_is_what_was_entered(own: Store) -> None:
    enter_benchmark(own, sign, 2025, {"safety": "86.2", "frequent": "55"})
    assert card_of(own).benchmark == {"safety": 0.862, "frequent": 55.0}


def test_who_sees_a_part_sees_its_rows_and_the_countys_totals(scored: Store) -> None:
    card = Scorecards(scored, "Asia/Shanghai").card(2025, TODAY, {CODES[2]})
    assert [row.code for row in card.rows] == [CODES[2]]
    assert list(card.townships["code"]) == [CODES[2]]
    assert card.county.measured["frequent"].number("count") == 253
    assert (card.rule, card.whole) == (None, False)


def test_the_newest_year_is_that_of_the_last_incident(scored: Store) -> None:
    assert Scorecards(scored, "Asia/Shanghai").newest_year(TODAY) == 2025


def test_what_was_counted_is_counted_anew_after_an_import(own: Store) -> None:
    from tests.web.scorecard.county import incidents

    service = Scorecards(own, "Asia/Shanghai")
    assert service.card(2025, TODAY).county.counts.group("grave", "case") == 1
    found = incidents()
    more = found[found["category_word"] == "抢劫"]
    own.import_incidents([more.assign(incident_id="new")])  # type: ignore[list-item]
    assert service.card(2025, TODAY).county.counts.group("grave", "case") == 2


def test_fill_can_leave_surveys_out(tmp_path: Path) -> None:
    with open_store(tmp_path / "bare.sqlite") as store:
        fill(store, surveys=False)
        assert card_of(store).rule is None


def test_where_villages_count_nobody_the_cells_of_the_population_do(own: Store) -> None:
    from tests.desk_county import villages

    some = villages()
    own.replace_places("villages", some[some["township_code"] != CODES[0]])
    cells = gpd.GeoDataFrame({"population": [450.0] * 6}, geometry=townships().geometry.to_numpy(), crs=4326)
    own.replace_places("population", cells)
    assert [row.people for row in card_of(own).rows] == [450, 3600, 3600, 3600, 3600, 3600]


def test_a_township_without_people_does_not_lift_the_rate_of_the_county(own: Store) -> None:
    from tests.desk_county import villages

    some = villages()
    own.replace_places("villages", some[some["township_code"] != CODES[5]])
    card = card_of(own)
    whole = card.county.measured["frequent"]
    assert (whole.count, whole.number("count"), whole.number("population")) == (253, 253 - 72, 5 * 3600)
    row = card.rows[5]
    assert row.measured["frequent"].missing == "no_population"
    assert row.score is not None
    assert [part.missing for part in row.score.parts if part.criterion.measure == "frequent"] == [
        "no_population"
    ]
    assert row.funding.due is None


def test_a_township_that_was_not_surveyed_loses_no_points_by_it(own: Store) -> None:
    for measure in ("safety", "satisfaction"):
        enter_survey(own, sign, measure, 2025, code=CODES[2], survey=None)
    row = card_of(own).rows[2]
    assert row.measured["safety"].missing == "no_survey"
    assert row.score is not None
    assert {part.missing for part in row.score.parts if part.criterion.goal == "people"} == {"no_survey"}
    assert row.score.of == 50


def test_the_county_is_not_compared_with_a_survey_of_other_townships(own: Store) -> None:
    for code in CODES[1:]:
        enter_survey(own, sign, "safety", 2024, code=code, survey=Survey(100, 95))
    assert card_of(own).county.before["safety"].missing == "other_townships"
    enter_survey(own, sign, "safety", 2024, code=CODES[0], survey=Survey(100, 95))
    assert card_of(own).county.before["safety"].value == pytest.approx(0.95)


def test_a_survey_of_a_township_that_is_gone_names_no_lowest(own: Store) -> None:
    own.replace_places("townships", townships().iloc[1:])
    rule = card_of(own).rule
    assert rule is not None
    assert rule.found.lowest == (CODES[1],)
    assert set(rule.found.p_values) == set(CODES[1:])


def test_nobody_asked_is_no_survey_and_all_or_none_satisfied_keep_an_interval(own: Store) -> None:
    enter_survey(own, sign, "safety", 2025, code=CODES[0], survey=Survey(10, 0))
    enter_survey(own, sign, "safety", 2025, code=CODES[1], survey=Survey(10, 10))
    first, second = (row.measured["safety"].estimate for row in card_of(own).rows[:2])
    assert first is not None
    assert second is not None
    assert (first.low, round(first.high, 3)) == (0.0, 0.278)
    assert (round(second.low, 3), second.high) == (0.722, 1.0)
    with pytest.raises(ValueError, match="1 or more asked"):
        Survey(0, 0)


def test_rules_kept_before_a_measure_was_known_give_it_no_weight(own: Store) -> None:
    old = Rules().content()
    old["criteria"] = [one for one in old["criteria"] if one["measure"] != "injured"]  # type: ignore[attr-defined]
    own.filings.add("score.rules", old, Deed("score.rules"), period="2025", state="entered")
    criterion = rules_of(own, 2025).criterion("injured")
    assert criterion is not None
    assert criterion.weight == 0
