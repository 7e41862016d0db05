"""What goes into the archive for machines without internet."""

from __future__ import annotations

import importlib.util
import subprocess
import zipfile
from pathlib import Path
from types import ModuleType

import pypdf
import pytest

ROOT = Path(__file__).resolve().parent.parent
BUNDLE = ROOT / ".ci" / "bundle"


@pytest.fixture(scope="module")
def make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bundle_make", BUNDLE / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_guide_has_two_pages_in_chinese_with_its_commands(make: ModuleType, tmp_path: Path) -> None:
    make.write_guide(tmp_path)
    pages = pypdf.PdfReader(tmp_path / "安装说明.pdf").pages
    assert len(pages) == 2
    said = "".join(page.extract_text() for page in pages)
    for words in ("./start.sh demo", "sha256sum -c SHA256SUMS", "一次性密码", "safetown backup"):
        assert words in said
    assert (tmp_path / "安装说明.txt").read_bytes().startswith(b"\xef\xbb\xbf")


def test_every_command_of_the_guide_is_one_that_there_is() -> None:
    from safetown import safetown

    guide = (BUNDLE / "guide.md").read_text(encoding="utf-8")
    named = {line.split("/safetown ")[1].split()[0] for line in guide.splitlines() if "/safetown " in line}
    assert named >= {"import", "backup", "check", "user"}
    assert named <= set(safetown.commands)


def test_the_archive_keeps_start_sh_runnable_and_its_sums_right(make: ModuleType, tmp_path: Path) -> None:
    folder = tmp_path / "safetown-1"
    (folder / "wheels").mkdir(parents=True)
    (folder / "wheels" / "a.whl").write_bytes(b"wheel")
    (folder / "start.sh").write_text((BUNDLE / "start.sh").read_text(encoding="utf-8"), encoding="utf-8")
    make.write_sums(folder)
    make.pack(folder, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert archive.getinfo("safetown-1/start.sh").external_attr >> 16 == 0o755
        archive.extractall(tmp_path / "there")
    done = subprocess.run(
        ["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=tmp_path / "there" / "safetown-1", check=False
    )
    assert done.returncode == 0


def test_start_sh_says_what_is_missing_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "start.sh").write_text((BUNDLE / "start.sh").read_text(encoding="utf-8"), encoding="utf-8")
    done = subprocess.run(["sh", "start.sh"], cwd=tmp_path, check=False, capture_output=True, text=True)
    assert (done.returncode, "wheels" in done.stderr) == (1, True)
    machine = subprocess.run(["uname", "-m"], check=True, capture_output=True, text=True).stdout.strip()
    (tmp_path / "wheels" / f"linux-{machine}").mkdir(parents=True)
    (tmp_path / "wheels" / f"linux-{machine}" / "numpy-2.4.0-cp399-cp399-any.whl").touch()
    done = subprocess.run(["sh", "start.sh"], cwd=tmp_path, check=False, capture_output=True, text=True)
    assert (done.returncode, "3.99" in done.stderr) == (1, True)
    assert not (tmp_path / ".installed").exists()


def test_the_batch_file_has_the_line_ends_that_windows_needs() -> None:
    lines = (BUNDLE / "start.bat").read_bytes()
    assert lines.count(b"\r\n") == lines.count(b"\n") > 20
    assert lines.isascii()
