"""``safetown user``: accounts of the store."""

from __future__ import annotations

import click

from web.auth.roles import PURPOSES, Role
from web.options import lang_option, option, store_option
from web.terminal import SpokenGroup, language, say, settings
from web.texts import text


@click.group("user", cls=SpokenGroup, help="cli.help.user")
def user() -> None:
    """Gather the commands on accounts."""


@user.command("add", help="cli.help.user_add")
@click.argument("name")
@option("--role", key="user_role", type=click.Choice([role.value for role in Role]), required=True)
@option("--title", key="user_title", default="")
@option("--station", key="user_station", default="", metavar="CODE")
@option("--township", "township_code", key="user_township", default="", metavar="CODE")
@option("--department", key="user_department", default="", metavar="NAME")
@store_option
@lang_option
def add(name: str, role: str, title: str, station: str, township_code: str, department: str) -> None:
    """Add an account."""
    from web.services.office.accounts import NewAccount, add_account
    from web.services.stores import store_to_read

    with store_to_read(settings().store_url) as store:
        once = add_account(store, NewAccount(name, role, title, station, township_code, department))
    say("cli.user_added", name=name, password=once)


@user.command("list", help="cli.help.user_list")
@store_option
@lang_option
def list_accounts() -> None:
    """List the accounts."""
    from web.services.stores import store_to_read

    with store_to_read(settings().store_url) as store:
        accounts = store.accounts.all()
    if not accounts:
        say("cli.user_none")
    for account in accounts:
        state = "disabled" if account.disabled_at else "enabled"
        said = [
            account.name,
            account.role,
            account.station or account.township_code or account.department,
            text(f"office.{state}", language()),
        ]
        click.echo("\t".join(said))


@user.command("reset", help="cli.help.user_reset")
@click.argument("name")
@store_option
@lang_option
def reset(name: str) -> None:
    """Give an account a one-time password."""
    from web.services.office.accounts import reset_password
    from web.services.stores import store_to_read

    with store_to_read(settings().store_url) as store:
        once = reset_password(store, name)
    say("cli.user_reset", name=name, password=once)


@user.command("disable", help="cli.help.user_disable")
@click.argument("name")
@option("--enable", key="user_enable", is_flag=True)
@store_option
@lang_option
def disable(name: str, enable: bool) -> None:  # noqa: FBT001
    """Disable an account, or enable it again."""
    from web.services.office.accounts import set_disabled
    from web.services.stores import store_to_read

    with store_to_read(settings().store_url) as store:
        set_disabled(store, name, disabled=not enable)
    say("cli.user_enabled" if enable else "cli.user_disabled", name=name)


@user.command("token", help="cli.help.user_token")
@click.argument("name")
@option("--label", key="user_label", default="")
@option("--purpose", key="user_purpose", type=click.Choice(PURPOSES))
@store_option
@lang_option
def token(name: str, label: str, purpose: str | None) -> None:
    """Make a bearer token for scripts."""
    from web.services.office.accounts import token_for
    from web.services.stores import store_to_read

    with store_to_read(settings().store_url) as store:
        made = token_for(store, name, label, purpose or "")
    say("cli.user_token", name=name, token=made.secret, until=f"{made.expires_at:%Y-%m-%d}")
