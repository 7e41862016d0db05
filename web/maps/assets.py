"""Browser libraries that are written into exported files."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import web
from gis.errors import FileError

VENDOR = Path(web.__file__).parent / "assets" / "vendor"
"""Where ``npm run vendor`` puts the pinned browser libraries."""

_HERE = Path(__file__).parent
_HOME_PAGE = "https://leafletjs.com"


def vendor_bytes(name: str, vendor: Path | None = None) -> bytes:
    """
    Read a file of a browser library.

    Parameters
    ----------
    name
        Path inside the vendor folder, such as ``leaflet/leaflet.js``.
    vendor
        Another vendor folder than the package's own.

    Raises
    ------
    FileError
        ``assets.missing`` when the libraries were not installed.
    """
    path = (vendor or VENDOR) / name
    if not path.is_file():
        raise FileError("assets.missing", path=str(path))
    return path.read_bytes()


def leaflet_script() -> str:
    """Give Leaflet's script without its source map and the link to its home page."""
    script = vendor_bytes("leaflet/leaflet.js").decode("utf-8")
    script = re.sub(r"//# sourceMappingURL=\S*", "", script)
    return script.replace(_HOME_PAGE, "leafletjs.com")


def leaflet_style() -> str:
    """Give Leaflet's style sheet with its images inside, without comments, since these name other hosts."""
    style = vendor_bytes("leaflet/leaflet.css").decode("utf-8")
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    return re.sub(r"url\((images/[\w.-]+\.png)\)", _as_data_uri, style)


def own_text(name: str) -> str:
    """Read a script or style sheet that lies beside this module."""
    return (_HERE / name).read_text(encoding="utf-8")


def _as_data_uri(found: re.Match[str]) -> str:
    image = base64.b64encode(vendor_bytes(f"leaflet/{found[1]}")).decode("ascii")
    return f"url(data:image/png;base64,{image})"
