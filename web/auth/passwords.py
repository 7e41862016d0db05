"""Passwords: how they are kept, what they must be, and one-time ones."""

from __future__ import annotations

import secrets

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from gis.errors import InputError

SHORTEST = 10
"""Characters of a password at least (NIST SP 800-63B asks 8; a network without a second factor, more)."""

LONGEST = 200
"""Characters at most: hashing a book would be a way to keep the server busy."""

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Of one-time passwords: none that is taken for another."""

_HASHES = PasswordHash((Argon2Hasher(),))
_NOBODY = _HASHES.hash(secrets.token_urlsafe())


def hash_password(password: str) -> str:
    """Hash a password with argon2id."""
    return _HASHES.hash(password)


def password_fits(password: str, password_hash: str) -> bool:
    """
    Tell whether a password is the one of a hash.

    Where there is no hash, as much work is done as with one, so that time does not tell whether an account is
    there.
    """
    fits = len(password) <= LONGEST and _HASHES.verify(password, password_hash or _NOBODY)
    return fits and bool(password_hash)


def check_password(password: str, name: str) -> None:
    """
    Refuse a password that is easily guessed.

    Raises
    ------
    InputError
        ``account.password_short``, ``account.password_long``, ``account.password_plain`` (few different
        characters, or the name of the account in it).
    """
    if len(password) < SHORTEST:
        raise InputError("account.password_short", shortest=SHORTEST)
    if len(password) > LONGEST:
        raise InputError("account.password_long", longest=LONGEST)
    if len(set(password)) < 5 or (name and name.lower() in password.lower()):
        raise InputError("account.password_plain")


def one_time_password() -> str:
    """Make a password to be said once: four groups of four, 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
