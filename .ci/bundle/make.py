"""
Write one archive from which Safetown is installed on a machine without internet and without make.

    python .ci/bundle/make.py [--platform NAME]... [--python 3.12]... [--out FILE]

In it: wheels of everything that is pinned for Linux (x86-64, ARM64) and Windows, our wheel with web assets,
fonts and samples, a start script for each system, checksums, and a guide of two pages in Chinese.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BIN = Path(sys.executable).parent

MANYLINUX = [f"manylinux_2_{minor}" for minor in range(5, 29)] + [
    "manylinux1",
    "manylinux2010",
    "manylinux2014",
]
PLATFORMS = {
    "linux-x86_64": ("x86_64-manylinux_2_28", [f"{name}_x86_64" for name in MANYLINUX]),
    "linux-aarch64": ("aarch64-manylinux_2_28", [f"{name}_aarch64" for name in MANYLINUX]),
    "windows-amd64": ("x86_64-pc-windows-msvc", ["win_amd64"]),
}
"""Name of each system: as uv resolves for it, and the tags of wheels that run on it."""

TEXT_FILES = ("start.sh", "start.bat")


def main() -> None:
    """Write the archive."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--platform", action="append", choices=list(PLATFORMS))
    asked.add_argument("--python", action="append")
    asked.add_argument("--out", type=Path)
    said = asked.parse_args()
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    with tempfile.TemporaryDirectory() as made:
        wheel = build_wheel(Path(made))
        name = f"safetown-{wheel.name.split('-')[1]}"
        folder = Path(made) / name
        for platform in said.platform or PLATFORMS:
            for python in said.python or [own]:
                gather(folder / "wheels" / platform, platform, python)
            shutil.copy(wheel, folder / "wheels" / platform)
        for each in TEXT_FILES:
            shutil.copy(HERE / each, folder)
        shutil.copy(ROOT / "LICENSE", folder)
        write_guide(folder)
        write_sums(folder)
        out = said.out or ROOT / "dist" / f"{name}-offline.zip"
        out.parent.mkdir(parents=True, exist_ok=True)
        pack(folder, out)
    print(f"{out}  {out.stat().st_size / 2**20:.0f} MiB")


def build_wheel(folder: Path) -> Path:
    """Build our own wheel, with assets and samples in it."""
    run(BIN / "python", "-m", "build", "--no-isolation", "--wheel", "--outdir", folder, ROOT)
    return next(folder.glob("*.whl"))


def gather(folder: Path, platform: str, python: str) -> None:
    """Fetch the wheels that one system and Python need, each checked by its hash."""
    resolved, tags = PLATFORMS[platform]
    folder.mkdir(parents=True, exist_ok=True)
    pins = folder / "pins.txt"
    run(
        *(BIN / "uv", "pip", "compile", "--quiet", ROOT / "requirements.txt", "--output-file", pins),
        *("--python-platform", resolved, "--python-version", python, "--generate-hashes", "--no-annotate"),
        *("--no-header", "--no-emit-index-url", "--no-emit-find-links"),
    )
    digits = python.replace(".", "")
    run(
        *(BIN / "python", "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", "-r", pins),
        *("--only-binary", ":all:", "--implementation", "cp", "--python-version", python, "--dest", folder),
        *(word for abi in (f"cp{digits}", "abi3", "none") for word in ("--abi", abi)),
        *(word for tag in tags for word in ("--platform", tag)),
    )
    pins.unlink()


def write_guide(folder: Path) -> None:
    """Write the guide as PDF, and as text for who has no reader of PDF."""
    sys.path.insert(0, str(ROOT))
    from web.reports.pdf import make_pdf
    from web.texts.typography import set_chinese

    text = (HERE / "guide.md").read_text(encoding="utf-8")
    title, *parts = text.strip().split("\n## ")
    sections = []
    for part in parts:
        heading, _, body = part.partition("\n")
        blocks = [block.strip("\n") for block in body.strip("\n").split("\n\n")]
        sections.append({"heading": heading, "blocks": [_block(block, set_chinese) for block in blocks]})
    data = {"title": title.removeprefix("# ").strip(), "lang": "zh", "sections": sections}
    (folder / "安装说明.pdf").write_bytes(make_pdf("guide.typ", data))
    (folder / "安装说明.txt").write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))


def _block(block: str, said: Callable[[str], str]) -> dict[str, object]:
    if block.startswith("    "):
        return {"code": [line.removeprefix("    ") for line in block.splitlines()]}
    if block.startswith("- "):
        return {"items": [said(line.removeprefix("- ")) for line in block.splitlines()]}
    return {"text": said(block.replace("\n", ""))}


def write_sums(folder: Path) -> None:
    """Write the checksum of every file, as ``sha256sum -c`` reads them."""
    lines = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            lines.append(f"{digest}  {path.relative_to(folder).as_posix()}\n")
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def pack(folder: Path, out: Path) -> None:
    """Put the folder into a zip, which every system opens; wheels are packed already."""
    draft = out.with_suffix(".part")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(folder.rglob("*")):
            if not path.is_file():
                continue
            entry = zipfile.ZipInfo.from_file(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
            entry.external_attr = (0o755 if path.suffix == ".sh" else 0o644) << 16
            with path.open("rb") as source, archive.open(entry, "w") as target:
                shutil.copyfileobj(source, target, 1 << 20)
    draft.replace(out)


def run(*words: object) -> None:
    """Run a command; what it says stands on the terminal."""
    subprocess.run([str(word) for word in words], check=True)


if __name__ == "__main__":
    main()
