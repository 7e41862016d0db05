"""
Commands that speak the reader's language: click, with help and errors taken from ``web/texts``.

A command or option names its help by a key; ``--lang`` and ``--store`` may stand before or after a command.
"""

from __future__ import annotations

import errno
import math
import os
import sys
import zoneinfo
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click
from click.core import ParameterSource

from gis.errors import CrsError, SafetownError
from web.settings import DEFAULT_STORE, LANGUAGES, Settings
from web.texts import has_text, render_error, text

if TYPE_CHECKING:
    from data.incidents import ReadOptions
    from web.services.progress import TerminalBar

Function = TypeVar("Function", bound=Callable[..., Any])
Named = TypeVar("Named", bound="click.Command | click.Option")

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)

WRONG_USAGE = {
    *("units.several_layers", "file.no_such_layer", "file.ending_unknown"),
    *("crs.unknown", "crs.not_horizontal", "table.field_unknown"),
    *("scope.date_unreadable", "scope.period_empty"),
}
"""Problems that another way of calling mends: exit status 2."""


UNCLEAR = ("crs.offset_unclear", "crs.zone_unclear", "crs.metres_unclear")
"""Doubts about coordinates that a user can settle at the terminal."""


def language(default: str = "en") -> str:
    """Give the language that this call speaks: the one asked for, else ``default``."""
    context = click.get_current_context(silent=True)
    return default if context is None else str(context.meta.get("safetown.lang", default))


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


class Finite(click.FloatRange):
    """A number of a range, neither endless nor none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read the number."""
        number = super().convert(value, param, ctx)
        if not math.isfinite(number):
            self.fail(f"{value} is not in the range {self._describe_range()}.", param, ctx)
        return number


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


def option(*names: str, key: str, **more: Any) -> Callable[[Function], Function]:
    """Make an option whose help is the text ``cli.help.KEY``."""
    return click.option(*names, cls=SpokenOption, help=f"cli.help.{key}", **more)


def _remember(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Keep what was said; the environment speaks only where nobody has, before the command or after."""
    key = f"safetown.{parameter.name}"
    said = context.get_parameter_source(str(parameter.name)) is ParameterSource.COMMANDLINE
    if value is not None and (said or key not in context.meta):
        context.meta[key] = value
    return value


def _pairs(_context: click.Context, parameter: click.Parameter, words: Sequence[str]) -> dict[str, str]:
    pairs = {}
    for word in words:
        field, _, column = word.partition("=")
        if not (field.strip() and column.strip()):
            raise click.BadParameter(f"{word!r} is not FIELD=COLUMN", param=parameter)
        pairs[field.strip()] = column.strip()
    return pairs


def _known_zone(_context: click.Context, parameter: click.Parameter, name: str) -> str:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise click.BadParameter(text("cli.zone_unknown", language(), zone=name), param=parameter) from error
    return name


lang_option = option(
    *("--lang",),
    key="lang",
    type=click.Choice(LANGUAGES),
    envvar="SAFETOWN_LANG",
    is_eager=True,
    expose_value=False,
    callback=_remember,
)
store_option = option(
    *("--store",), key="store", envvar="SAFETOWN_STORE", metavar="URL", expose_value=False, callback=_remember
)
zone_option = option(
    *("--time-zone",),
    key="time_zone",
    envvar="SAFETOWN_TIME_ZONE",
    default="Asia/Shanghai",
    show_default=True,
    callback=_known_zone,
)
crs_option = option("--crs", key="crs", default="auto", show_default=True, metavar="CRS")
map_option = option(*("--map", "columns"), key="map", multiple=True, metavar="FIELD=COLUMN", callback=_pairs)
seed_option = option("--seed", key="seed", default=1, show_default=True, type=click.IntRange(min=0))
