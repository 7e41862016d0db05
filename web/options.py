"""Options that several commands take, and what their values must be."""

from __future__ import annotations

import math
import zoneinfo
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from web.settings import LANGUAGES
from web.terminal import SpokenOption, language
from web.texts import text

Function = TypeVar("Function", bound=Callable[..., Any])

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)
CELL = click.FloatRange(min=0, min_open=True, max=100_000)
SHARE = click.FloatRange(min=0, min_open=True, max=1)


SCORE_PARTS = ("excess", "harm", "persistence", "trend")
"""Parts of the score that areas are ranked by, as ``--weights`` names them."""


class Finite(click.FloatRange):
    """A number of a range, neither endless nor none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read the number."""
        number = super().convert(value, param, ctx)
        if not math.isfinite(number):
            self.fail(text("cli.not_a_number", language(), value=str(value)), param, ctx)
        return number


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
            raise click.BadParameter(text("cli.not_a_pair", language(), word=word), param=parameter)
        pairs[field.strip()] = column.strip()
    return pairs


def _weights(_context: click.Context, parameter: click.Parameter, words: str | None) -> dict[str, float]:
    """Read ``excess=1,harm=2``; a part left out has no weight; without any the usual ones hold."""
    weights: dict[str, float] = {}
    for word in words.split(",") if words is not None else ():
        part, _, number = (piece.strip() for piece in word.partition("="))
        try:
            weights[part] = float(number)
        except ValueError:
            weights[part] = math.nan
        if part not in SCORE_PARTS or not 0 <= weights[part] < math.inf:
            known = ", ".join(SCORE_PARTS)
            said = text("cli.not_a_weight", language(), word=word, parts=known)
            raise click.BadParameter(said, param=parameter)
    if words is not None and not sum(weights.values()) > 0:
        raise click.BadParameter(text("cli.no_weight", language()), param=parameter)
    return weights and dict.fromkeys(SCORE_PARTS, 0.0) | weights


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

_HOTSPOT_OPTIONS = (
    crs_option,
    map_option,
    option("--study-area", key="study_area", type=FILE),
    option("--population", key="population", type=FILE),
    option("--category", "categories", key="category", multiple=True, metavar="C"),
    option("--since", key="since", metavar="DATE"),
    option("--until", key="until", metavar="DATE"),
    option("--watch", key="watch", type=click.IntRange(min=0), metavar="N", default=0),
    option("--areas", "most_areas", key="most_areas", type=click.IntRange(min=1), metavar="N"),
    option("--area-share", "most_share", key="most_share", type=SHARE, metavar="S"),
    option("--weights", key="weights", metavar="PART=W,...", callback=_weights),
    option("--rank-by", key="rank_by", type=click.Choice(["count", "forecast"]), default="count"),
    option("--snap", key="snap", type=click.Choice(["streets", "villages"])),
    option("--roads", key="roads", type=FILE),
    option("--villages", key="villages", type=FILE),
    option("--previous", key="previous", type=FILE),
    option("--calendar", key="calendar", type=FILE),
    seed_option,
    option("--out", key="out", type=FILE, required=True),
    option("--density", key="density", type=FILE),
    zone_option,
)


def hotspot_options(command: Function) -> Function:
    """Add the options of the search for disorderly areas."""
    for decorate in reversed(_HOTSPOT_OPTIONS):
        command = decorate(command)
    return command
