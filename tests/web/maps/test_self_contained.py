from __future__ import annotations

from pathlib import Path

import pytest

from gis.errors import FileError, SizeError
from web.maps import self_contained
from web.maps.assets import leaflet_script, leaflet_style, vendor_bytes
from web.maps.self_contained import outside_references, write_self_contained

LOADS = {
    "script from a host": '<script src="https://cdn.example/a.js"></script>',
    "script beside the file": '<script src="a.js"></script>',
    "style sheet": '<link rel="stylesheet" href="//cdn.example/a.css">',
    "image": '<img src="http://tiles.example/1.png">',
    "image set": '<img srcset="a.png 1x, b.png 2x" src="data:image/png;base64,AA">',
    "frame": '<iframe src="https://a.example"></iframe>',
    "frame with a page inside": "<iframe srcdoc='<img src=\"https://a.example/x.png\">'></iframe>",
    "object": '<object data="a.swf"></object>',
    "image in a drawing": '<svg><image xlink:href="https://a.example/x.png"/></svg>',
    "symbol of another file": '<svg><use href="icons.svg#a"/></svg>',
    "form": '<form action="https://a.example"></form>',
    "ping of a link": '<a href="#x" ping="https://a.example/count">x</a>',
    "script in a link": "<a href=\"javascript:fetch('x')\">x</a>",
    "base": '<base href="https://a.example/">',
    "refresh": '<meta http-equiv="refresh" content="0;url=https://a.example">',
    "url in a style": "<style>p{background:url(https://a.example/x.png)}</style>",
    "quoted url in a style": '<style>p{background:url( "x.png" )}</style>',
    "disguised url in a style": "<style>p{background:\\75 rl(https://a.example/x.png)}</style>",
    "font": "<style>@font-face{src:url(//a.example/f.woff2)}</style>",
    "import of a style": "<style>@import 'https://a.example/x.css';</style>",
    "style of an element": '<p style="background:url(x.png)">x</p>',
    "fetch": "<script>fetch('data.json')</script>",
    "request": "<script>new XMLHttpRequest()</script>",
    "import of a script": "<script>import('./a.js')</script>",
    "module": '<script type="module">import "./a.js";</script>',
    "socket": "<script>new WebSocket(address)</script>",
    "beacon": "<script>navigator.sendBeacon(x)</script>",
    "jquery": "<script>$.ajax('x')</script>",
    "address in a script": "<script>L.tileLayer('https://t.example/{z}.png')</script>",
    "address with escaped slashes": '<script>var t = "https:\\/\\/t.example";</script>',
    "address without protocol in a script": "<script>var t = '//t.example/{z}.png';</script>",
    "source map": "<script>//# sourceMappingURL=a.js.map</script>",
    "handler": "<p onclick=\"fetch('x')\">x</p>",
    "style that never ends": "<style>p{background:url(x.png)",
}

HARMLESS = {
    "text that speaks of an address": "<p>See https://a.example or //a.example, fetch('x')</p>",
    "link to click": '<a href="https://a.example">x</a>',
    "namespace": '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
    "namespace in a script": "<script>document.createElementNS('http://www.w3.org/2000/svg', 'g')</script>",
    "image inside": '<img src="data:image/png;base64,AA">',
    "part of a drawing": '<svg><use href="#a"/></svg>',
    "image inside a style": "<style>p{background:url(data:image/png;base64,AA)}</style>",
    "address in a style's comment": "<style>/* https://a.example url(x.png) */</style>",
    "data": '<script type="application/json">{"a": "https://a.example"}</script>',
}


@pytest.mark.parametrize("html", LOADS.values(), ids=LOADS.keys())
def test_everything_that_a_browser_would_load_is_found(html: str) -> None:
    assert outside_references(f"<!DOCTYPE html><html><body>{html}</body></html>")


@pytest.mark.parametrize("html", HARMLESS.values(), ids=HARMLESS.keys())
def test_what_asks_for_nothing_is_let_through(html: str) -> None:
    assert outside_references(f"<!DOCTYPE html><html><body>{html}</body></html>") == []


def test_the_inlined_library_asks_for_nothing_and_keeps_its_licence_notice() -> None:
    page = f"<style>{leaflet_style()}</style><script>{leaflet_script()}</script>"
    assert outside_references(page) == []
    assert "Vladimir Agafonkin" in page
    assert page.count("url(data:image/png;base64,") == 3


def test_only_the_host_that_was_set_is_allowed() -> None:
    page = "<script>L.tileLayer('https://t.example/{z}/{x}/{y}.png')</script>"
    assert outside_references(page, ["t.example"]) == []
    assert outside_references(page, ["example"]) != []
    assert outside_references(page + '<img src="https://other.example/x.png">', ["t.example"]) == [
        "https://other.example/x.png"
    ]


def test_a_page_that_would_load_something_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    path.write_text("yesterday's map")
    with pytest.raises(FileError) as refused:
        write_self_contained(path, LOADS["image"])
    assert refused.value.code == "export.outside_reference"
    assert refused.value.problems[0].details["reference"] == "http://tiles.example/1.png"
    assert path.read_text() == "yesterday's map"


def test_a_page_above_the_limit_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(self_contained, "MAX_BYTES", 10)
    with pytest.raises(SizeError, match=r"export\.too_large"):
        write_self_contained(tmp_path / "map.html", "<p>" + "x" * 20)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named_and_a_failed_write_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FileError, match=r"file\.not_written"):
        write_self_contained(tmp_path / "nowhere" / "map.html", "<p>x</p>")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(FileError, match="No space left"):
        write_self_contained(tmp_path / "map.html", "<p>x</p>")
    assert list(tmp_path.iterdir()) == []


def test_missing_libraries_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileError) as missing:
        vendor_bytes("leaflet/leaflet.js", tmp_path)
    assert missing.value.code == "assets.missing"
