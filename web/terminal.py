"""
Commands that speak the reader's language: click, with help and errors taken from ``web/texts``.

A command or option names its help by a key; ``--lang`` and ``--store`` may stand before or after a command.
"""

from __future__ import annotations

import errno
import gettext
import os
import sys
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from copy import copy
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click
import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

from gis.errors import CrsError, SafetownError
from web.doubts import UNCLEAR
from web.settings import DEFAULT_STORE, LANGUAGES, Settings
from web.texts import has_text, render_error, text
from web.texts.click_words import CHINESE
from web.texts.typography import set_chinese

if TYPE_CHECKING:
    from data.incidents import ReadOptions
    from web.services.progress import TerminalBar

Named = TypeVar("Named", bound="click.Command | click.Option")

WRONG_USAGE = {
    *("units.several_layers", "file.no_such_layer", "file.ending_unknown"),
    *("crs.unknown", "crs.not_horizontal", "table.field_unknown"),
    *("scope.date_unreadable", "scope.period_empty", "snap.not_asked"),
}
"""Problems that another way of calling mends: exit status 2."""


_asked: ContextVar[str] = ContextVar("safetown.lang", default="")
"""Language that the words of the call ask for, where click speaks before it has read them."""


def language(default: str = "en") -> str:
    """Give the language that this call speaks: the one asked for, else ``default``."""
    context = click.get_current_context(silent=True)
    said = None if context is None else context.meta.get("safetown.lang")
    return str(said or _asked.get() or default)


def _language_in(words: Sequence[str]) -> str:
    """Find the language in the words of a call, else in the environment; empty where neither names one."""
    named = [after for before, after in pairwise(words) if before == "--lang"]
    named += [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    lang = named[-1] if named else os.environ.get("SAFETOWN_LANG", "")
    return lang if lang in LANGUAGES else ""


def _click_says(message: str) -> str:
    """Say one of click's own sentences in the language of the call."""
    return (
        set_chinese(CHINESE[message])
        if message in CHINESE and language() == "zh"
        else gettext.gettext(message)
    )


def _click_counts(one: str, more: str, number: int) -> str:
    """Say one of click's own sentences that goes with a number."""
    return _click_says(one if number == 1 else more)


# click takes its words from gettext, whose catalogues follow the machine's language and not --lang.
for _module in (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types):
    for _name, _speaker in (("_", _click_says), ("ngettext", _click_counts)):
        if hasattr(_module, _name):
            setattr(_module, _name, _speaker)


def settings(default_lang: str = "en", **more: Any) -> Settings:
    """Give the settings of this call; pages and reports speak Chinese unless told otherwise."""
    url = str(click.get_current_context().meta.get("safetown.store", DEFAULT_STORE))
    return Settings(store_url=url, lang=language(default_lang), **more)


def say(key: str, **details: object) -> None:
    """Print a sentence on stdout."""
    click.echo(text(key, language(), **details))


def warn(message: str) -> None:
    """Print a line on stderr."""
    click.echo(message, err=True)


def _translated(named: Named) -> Named:
    """Copy a command or option, with its help said in the reader's language."""
    said = copy(named)
    said.help = text(named.help, language()) if named.help and has_text(named.help) else named.help
    return said


def _tell(error: SafetownError | OSError) -> int:
    """Say the error's sentence on one line; gives status 1, or 2 where another way of calling mends it."""
    if isinstance(error, SafetownError):
        message, status = render_error(error, language()), 2 if error.code in WRONG_USAGE else 1
    elif error.errno in (errno.EPIPE, errno.ENOSPC) and not error.filename:
        message, status = text("cli.output_refused", language(), why=error.strerror), 1
    else:
        where = f"{error.filename}: " if error.filename else ""
        message, status = f"{where}{error.strerror or error}", 1
    warn(text("cli.error", language(), message=message))
    return status


def run_to_the_end(command: click.Command, name: str) -> NoReturn:
    """Run a command line; an output that takes nothing more ends in one line too."""
    status: str | int | None = 0
    try:
        command(prog_name=name)
    except SystemExit as end:
        status = end.code
    except OSError as error:
        status = _tell(error)
    try:
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python tries again, and complains
        status = status or _tell(error)
    sys.exit(status)


def bar_of(task: str) -> TerminalBar:
    """Make the bar of a task, drawn on a terminal alone."""
    from web.services.progress import TerminalBar

    return TerminalBar(text(f"cli.task.{task}", language()), shown=sys.stderr.isatty())


def asking(options: ReadOptions, work: Callable[[ReadOptions], Any]) -> Any:
    """Do the work; where the numbers leave the reference system open, ask at a terminal and do it again."""
    try:
        return work(options)
    except CrsError as error:
        if error.code not in UNCLEAR or not sys.stdin.isatty():
            raise
        warn(render_error(error, language()))
        return work(replace(options, crs=click.prompt("--crs", err=True)))


class SpokenOption(click.Option):
    """An option whose help is said in the reader's language."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Give the names and the help."""
        return click.Option.get_help_record(_translated(self), ctx)


class SpokenCommand(click.Command):
    """A command whose help and errors are said in the reader's language."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        click.Command.format_help_text(_translated(self), ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Give the first sentence of what the command does."""
        return click.Command.get_short_help_str(_translated(self), limit)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Give the option that asks for help; click keeps it, in the language of the first call."""
        asking_for_help = click.Command.get_help_option(self, ctx)
        if asking_for_help is not None:
            asking_for_help.help = _click_says("Show this message and exit.")
        return asking_for_help

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what a user can mend ends in one line."""
        try:
            return super().invoke(ctx)
        except (SafetownError, OSError) as error:
            sys.exit(_tell(error))


class SpokenGroup(click.Group):
    """A group of such commands."""

    command_class = SpokenCommand
    group_class = type
    format_help_text = SpokenCommand.format_help_text
    get_short_help_str = SpokenCommand.get_short_help_str
    get_help_option = SpokenCommand.get_help_option

    def main(self, args: Sequence[str] | None = None, *others: Any, **more: Any) -> Any:
        """Run the command line, in the language that its words ask for from the first error on."""
        words = sys.argv[1:] if args is None else list(args)
        before = _asked.set(_language_in(words))
        try:
            return super().main(words, *others, **more)
        finally:
            _asked.reset(before)
