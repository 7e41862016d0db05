"""How long work tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeAlias

from tqdm import tqdm

Progress: TypeAlias = Callable[[int, int | None], None]
"""Called with what is done and the whole, or ``None`` where the whole is unknown."""


class TerminalBar:
    """
    A bar on stderr for work over a second.

    Parameters
    ----------
    task
        What is being done, in the reader's language.
    shown
        Whether there is a terminal to draw on.
    """

    def __init__(self, task: str, *, shown: bool) -> None:
        self._bar = tqdm(desc=task, delay=1, disable=not shown, leave=False, unit="", unit_scale=True)

    def __enter__(self) -> Self:
        """Begin the work."""
        return self

    def __call__(self, done: int, total: int | None = None) -> None:
        """Tell how far the work is."""
        if total is not None:
            self._bar.total = total  # `reset` would draw at once, and leave what it drew
        self._bar.update(done - self._bar.n)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        self._bar.close()
