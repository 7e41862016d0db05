"""Long work: asked for, done in a process of its own, stopped, taken up again."""

from __future__ import annotations

import time

import pytest

from data.store import Store
from data.store.audit import Deed
from data.store.jobs import CANCELLED, DONE, ENDED, FAILED, QUEUED, RUNNING, JobRecord
from gis.errors import InputError
from tests.signed_in import client_as
from web.auth.roles import Right
from web.jobs import kinds
from web.jobs.kinds import Kind
from web.jobs.queue import put
from web.jobs.work import do_job_in
from web.jobs.worker import MOST_TRIES, start_worker
from web.settings import Settings

API = "/api/v1/jobs"
ASKED = Deed("job.asked", "beats")


def ended(store: Store, job_id: int, within_s: float = 90) -> JobRecord:
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        job = store.jobs.get(job_id)
        assert job is not None
        if job.state in ENDED:
            return job
        time.sleep(0.2)
    raise AssertionError(f"job {job_id} did not end: {job}")


def test_a_worker_does_what_waits_and_ends_with_the_service(store: Store, settings: Settings) -> None:
    first = store.jobs.add("beats", {"count": 4, "seed": 1}, ASKED)
    second = store.jobs.add("beats", {"count": 99}, ASKED)
    worker = start_worker(settings, settings.folder)
    try:
        good = ended(store, first.id)
        assert (good.state, good.result["beats"], good.tries) == (DONE, 4, 1)
        plan = store.latest_analysis("beats")
        assert plan is not None
        assert len(plan.layers["beats"]) == 4
        bad = ended(store, second.id)
        assert bad.state == FAILED
        assert bad.result["problems"]
        third = store.jobs.add("beats", {"count": 3}, ASKED)
        put(settings.folder, third.id)
        assert ended(store, third.id).state == DONE
    finally:
        assert worker.stdin is not None
        worker.stdin.close()
        assert worker.wait(20) == 0


def test_work_that_was_cut_off_is_begun_again_but_not_for_ever(store: Store) -> None:
    jobs = [store.jobs.add("beats", {}, ASKED) for _ in range(3)]
    store.jobs.begin(jobs[0].id)
    for _ in range(MOST_TRIES):
        store.jobs.begin(jobs[1].id)
        store.jobs.take_up_interrupted(99)
    store.jobs.begin(jobs[1].id)
    assert store.jobs.take_up_interrupted(MOST_TRIES) == [jobs[0].id, jobs[2].id]
    lost = store.jobs.get(jobs[1].id)
    assert lost is not None
    assert (lost.state, lost.result["problems"][0]["code"]) == (FAILED, "jobs.interrupted")


def slowly(
    store: Store, _settings: Settings, asked: object, on_progress: kinds.Progress
) -> dict[str, object]:
    for step in range(200):
        on_progress(step, 200)
        if step == 1:
            newest = store.jobs.listed(limit=1)[0]
            store.jobs.ask_to_stop(newest.id, Deed("job.stopped"))
        time.sleep(0.02)
    return {"finished": True}


def test_a_job_that_is_asked_to_stop_stops(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(kinds.KINDS, "slow", Kind(Right.ANALYSE, slowly))
    job = store.jobs.add("slow", {}, ASKED)
    do_job_in(store, settings, job.id)
    after = store.jobs.get(job.id)
    assert after is not None
    assert (after.state, after.result) == (CANCELLED, {})
    assert 0 < after.done < 200


def test_what_nobody_expected_ends_the_job_and_says_nothing_of_the_inside(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(kinds.KINDS, "broken", Kind(Right.ANALYSE, lambda *_: {"x": 1 // 0}))
    job = store.jobs.add("broken", {}, ASKED)
    do_job_in(store, settings, job.id)
    after = store.jobs.get(job.id)
    assert after is not None
    assert after.result == {"problems": [{"code": "jobs.unexpected", "details": {}}]}


def test_a_job_is_begun_once(store: Store) -> None:
    job = store.jobs.add("beats", {}, ASKED)
    begun = store.jobs.begin(job.id)
    assert begun is not None
    assert begun.state == RUNNING
    assert store.jobs.begin(job.id) is None


def test_jobs_are_asked_for_by_who_may_and_seen_by_who_asked(store: Store, settings: Settings) -> None:
    command = client_as(store, "command", settings)
    answer = command.post(API, json={"kind": "beats", "parameters": {"count": 4}})
    assert answer.status_code == 202
    job = answer.json()
    assert (job["state"], job["before"]) == (QUEUED, 0)
    assert command.get(answer.headers["location"]).json()["id"] == job["id"]
    assert store.audit.entries(action="job.")[0].deed.subject == "beats"
    committee = client_as(store, "committee", settings)
    assert committee.post(API, json={"kind": "hotspots"}).status_code == 403
    assert committee.get(f"{API}/{job['id']}").status_code == 404
    assert committee.delete(f"{API}/{job['id']}").status_code == 404
    assert committee.get(API).json() == []
    assert [each["id"] for each in client_as(store, "admin", settings).get(API).json()] == [job["id"]]
    assert command.delete(f"{API}/{job['id']}").json()["state"] == CANCELLED
    again = command.delete(f"{API}/{job['id']}", params={"lang": "en"})
    assert (again.status_code, "ended already" in again.json()["detail"]) == (403, True)


def test_an_unknown_kind_is_refused_with_those_that_are_known(store: Store, settings: Settings) -> None:
    answer = client_as(store, "command", settings).post(API, json={"kind": "coffee"})
    assert answer.status_code == 400
    assert "beats" in answer.json()["detail"]
    with pytest.raises(InputError):
        kinds.kind_of("coffee")


def test_a_failed_job_says_in_words_what_went_wrong(store: Store, settings: Settings) -> None:
    client = client_as(store, "command", settings)
    job = client.post(API, json={"kind": "beats", "parameters": {"count": 99}}).json()
    do_job_in(store, settings, job["id"])
    said = client.get(f"{API}/{job['id']}", params={"lang": "en"}).json()
    assert said["state"] == FAILED
    assert "99" in said["problems"][0]
