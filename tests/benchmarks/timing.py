"""Seconds of processor time and memory of one piece of work."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable


def timed(name: str, work: Callable[[], object]) -> float:
    """Run once, print seconds and the most memory that the process has held so far."""
    start = time.process_time()
    work()
    seconds = time.process_time() - start
    most_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {name:<44}{seconds:8.2f} s{most_mb:8.0f} MB", flush=True)
    return seconds
