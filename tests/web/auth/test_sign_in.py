"""Signing in: passwords, guessing, sessions that end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.store import Store, open_store
from data.store.audit import Deed
from gis.errors import InputError
from tests.signed_in import PASSWORD, account
from web.auth.passwords import check_password, hash_password, one_time_password, password_fits
from web.auth.principal import NotAllowedError, TooManyTriesError
from web.auth.sign_in import IDLE, LONGEST_SESSION, WINDOW, change_own_password, sign_in, sign_out, who_is
from web.services.office.accounts import (
    NewAccount,
    add_account,
    first_account,
    reset_password,
    set_disabled,
    token_for,
)

HERE = "10.0.0.7"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "county.sqlite") as store:
        account(store, "command")
        yield store


def test_the_first_start_makes_an_administrator_with_a_one_time_password(tmp_path: Path) -> None:
    with open_store(tmp_path / "new.sqlite") as store:
        once = first_account(store)
        assert once is not None
        assert first_account(store) is None
        signed = sign_in(store, "admin", once, HERE)
        assert signed.must_change
        principal = who_is(store, signed.secret, HERE)
        assert principal is not None
        assert principal.must_change


def test_no_secret_is_kept_as_it_is(store: Store, tmp_path: Path) -> None:
    signed = sign_in(store, "command", PASSWORD, HERE)
    kept = (tmp_path / "county.sqlite").read_bytes() + (tmp_path / "county.sqlite-wal").read_bytes()
    assert signed.secret.encode() not in kept
    assert PASSWORD.encode() not in kept
    assert b"$argon2id$" in kept


@pytest.mark.parametrize(
    ("name", "password"), [("command", "not the password"), ("nobody", PASSWORD), ("", "")]
)
def test_a_wrong_name_and_a_wrong_password_are_refused_alike(store: Store, name: str, password: str) -> None:
    with pytest.raises(NotAllowedError) as refused:
        sign_in(store, name, password, HERE)
    assert refused.value.code == "auth.wrong"


def test_after_five_failures_a_name_waits_even_with_the_right_password(store: Store) -> None:
    for _ in range(5):
        with pytest.raises(NotAllowedError):
            sign_in(store, "command", "guess", HERE)
    with pytest.raises(TooManyTriesError) as refused:
        sign_in(store, "command", PASSWORD, "10.0.0.8")
    assert 0 < int(str(refused.value.problems[0].details["seconds"])) <= WINDOW.total_seconds()


def test_a_success_clears_the_failures_before_it(store: Store) -> None:
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(NotAllowedError):
                sign_in(store, "command", "guess", HERE)
        sign_in(store, "command", PASSWORD, HERE)


def test_an_address_that_tries_many_names_waits(store: Store) -> None:
    now = datetime.now(UTC)
    for number in range(30):
        store.accounts.note_attempt(f"name{number}", HERE, now, succeeded=False)
    with pytest.raises(TooManyTriesError):
        sign_in(store, "command", PASSWORD, HERE)
    assert sign_in(store, "command", PASSWORD, "10.0.0.9").secret


def test_a_session_ends_when_idle_and_after_its_longest_time(store: Store) -> None:
    start = datetime.now(UTC)
    secret = sign_in(store, "command", PASSWORD, HERE).secret
    assert who_is(store, secret, HERE, start + IDLE + timedelta(minutes=1)) is None
    at = start
    while at < start + LONGEST_SESSION - timedelta(hours=12):
        at += timedelta(hours=10)
        assert who_is(store, secret, HERE, at) is not None
    assert who_is(store, secret, HERE, start + LONGEST_SESSION + timedelta(minutes=1)) is None


def test_signing_out_disabling_and_resetting_end_sessions(store: Store) -> None:
    secrets = [sign_in(store, "command", PASSWORD, HERE).secret for _ in range(2)]
    principal = who_is(store, secrets[0], HERE)
    assert principal is not None
    sign_out(store, principal)
    assert [who_is(store, secret, HERE) is None for secret in secrets] == [True, False]
    set_disabled(store, "command", disabled=True)
    assert who_is(store, secrets[1], HERE) is None
    with pytest.raises(NotAllowedError) as refused:
        sign_in(store, "command", PASSWORD, HERE)
    assert refused.value.code == "auth.disabled"
    set_disabled(store, "command", disabled=False)
    third = sign_in(store, "command", PASSWORD, HERE).secret
    once = reset_password(store, "command")
    assert who_is(store, third, HERE) is None
    assert sign_in(store, "command", once, HERE).must_change


def test_the_last_administrator_cannot_be_disabled(store: Store) -> None:
    account(store, "admin")
    with pytest.raises(InputError) as refused:
        set_disabled(store, "admin", disabled=True)
    assert refused.value.code == "account.last_admin"
    account(store, "admin", name="second")
    set_disabled(store, "admin", disabled=True)


def test_a_token_serves_scripts_without_a_cookie(store: Store) -> None:
    made = token_for(store, "command", "nightly import", "analysis")
    principal = who_is(store, made.secret, HERE)
    assert principal is not None
    assert principal.by_token
    assert principal.purpose == "analysis"
    assert store.audit.entries(action="account.token")[0].deed.purpose == "analysis"


def test_a_changed_password_replaces_the_old_one_and_ends_sessions(store: Store) -> None:
    secret = sign_in(store, "command", PASSWORD, HERE).secret
    principal = who_is(store, secret, HERE)
    assert principal is not None
    for present, new, again, code in (
        ("wrong", "another sentence", "another sentence", "auth.wrong"),
        (PASSWORD, PASSWORD, PASSWORD, "account.password_same"),
        (PASSWORD, "short", "short", "account.password_short"),
        (PASSWORD, "another sentence", "another sentense", "account.passwords_differ"),
    ):
        with pytest.raises((NotAllowedError, InputError)) as refused:
            change_own_password(store, principal, present, new, again)
        assert refused.value.code == code
    change_own_password(store, principal, PASSWORD, "another sentence", "another sentence")
    assert who_is(store, secret, HERE) is None
    assert not sign_in(store, "command", "another sentence", HERE).must_change


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("a" * 9, "account.password_short"),
        ("x" * 201, "account.password_long"),
        ("aaaabbbbaaaa", "account.password_plain"),
        ("the Command post", "account.password_plain"),
    ],
)
def test_passwords_that_are_easily_guessed_are_refused(password: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        check_password(password, "command")
    assert refused.value.code == code


def test_one_time_passwords_differ_and_pass_the_rule() -> None:
    made = {one_time_password() for _ in range(50)}
    assert len(made) == 50
    for each in made:
        check_password(each, "command")


def test_no_password_fits_an_empty_hash() -> None:
    assert not password_fits("", "")
    assert password_fits("a sentence", hash_password("a sentence"))


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (NewAccount(" ", "command"), "account.name_empty"),
        (NewAccount("command", "command"), "account.name_taken"),
        (NewAccount("x", "king"), "account.role_unknown"),
        (NewAccount("x", "station", station="S9"), "account.station_unknown"),
        (NewAccount("x", "township"), "account.township_unknown"),
        (NewAccount("x", "department"), "account.department_empty"),
    ],
)
def test_an_account_that_cannot_be_is_refused(store: Store, asked: NewAccount, code: str) -> None:
    with pytest.raises(InputError) as refused:
        add_account(store, asked)
    assert refused.value.code == code


def test_every_change_of_an_account_is_in_the_audit(store: Store) -> None:
    set_disabled(store, "command", disabled=True)
    actions = [entry.deed.action for entry in store.audit.entries(action="account.")]
    assert actions == ["account.disabled", "account.added"]


def test_an_entry_that_was_changed_or_taken_out_is_found(store: Store) -> None:
    from sqlalchemy import text

    from data.store.database import writing

    for number in range(5):
        store.audit.add(Deed("export.read", f"{number}"))
    assert store.check() == []
    with writing(store._engine) as connection:
        connection.execute(text("UPDATE audit SET subject = 'other' WHERE subject = '3'"))
    assert [problem.code for problem in store.check()] == ["store.audit_broken"]
    with writing(store._engine) as connection:
        connection.execute(text("UPDATE audit SET subject = '3' WHERE subject = 'other'"))
        connection.execute(text("DELETE FROM audit WHERE subject = '2'"))
    assert [problem.code for problem in store.check()] == ["store.audit_broken"]
