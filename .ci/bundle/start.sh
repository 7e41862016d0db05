#!/bin/sh
# 安装并启动平安乡镇;不需要互联网。  Installs Safetown from this folder and starts it; no internet is asked for.
#   ./start.sh          本县 the county's own store (data/safetown.sqlite)
#   ./start.sh demo     演示县 the demo county
#   ./start.sh install  只安装 install only
set -eu
here=$(cd "$(dirname "$0")" && pwd)
case "$(uname -m)" in
    x86_64 | amd64) wheels=$here/wheels/linux-x86_64 ;;
    aarch64 | arm64) wheels=$here/wheels/linux-aarch64 ;;
    *) echo "没有这种处理器的安装包 no wheels for this processor: $(uname -m)" >&2; exit 1 ;;
esac
[ -d "$wheels" ] || { echo "安装包中缺少 missing: $wheels" >&2; exit 1; }

python=
for each in ${SAFETOWN_PYTHON:-} python3.11 python3.12 python3.13 python3; do
    if command -v "$each" >/dev/null 2>&1 && "$each" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        tag=$("$each" -c 'import sys; print("cp%d%d" % sys.version_info[:2])')
        if ls "$wheels"/numpy-*-"$tag"-*.whl >/dev/null 2>&1; then python=$each; break; fi
    fi
done
if [ -z "$python" ]; then
    has=$(ls "$wheels" | sed -n 's/^numpy-.*-cp\([0-9]\)\([0-9]*\)-cp.*/\1.\2/p' | sort -u | tr '\n' ' ')
    echo "需要 Python(及其 venv 模块) ${has}  Needs Python (with venv): ${has}" >&2
    exit 1
fi

installed=$here/.installed
if [ ! -x "$installed/bin/safetown" ]; then
    echo "正在安装,约一两分钟…  Installing, a minute or two…"
    rm -rf "$installed"
    "$python" -m venv "$installed"
    "$installed/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$wheels" safetown ||
        { rm -rf "$installed"; echo "安装未成功 installation failed" >&2; exit 1; }
fi
[ "${1:-}" = install ] && exit 0
mkdir -p "$here/data" && cd "$here/data"
export SAFETOWN_LANG="${SAFETOWN_LANG:-zh}"
if [ "${1:-}" = demo ]; then shift; exec "$installed/bin/safetown" demo --out demo --serve "$@"; fi
exec "$installed/bin/safetown" serve "$@"
