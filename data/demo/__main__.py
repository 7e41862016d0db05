"""Write the demo county as files: ``python -m data.demo FOLDER --seed N``."""

from __future__ import annotations

import argparse
from pathlib import Path

from data.demo.county import build_county
from data.demo.files import write_county


def main() -> None:
    """Read the arguments and write the county."""
    parser = argparse.ArgumentParser(description="Write the demo county as files.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write_county(build_county(arguments.seed), arguments.folder)


if __name__ == "__main__":
    main()
