#!/bin/sh
# Shows that an archive works: unpacked into an empty folder and started in an empty environment with the network cut off.
#   sh .ci/bundle/check.sh dist/safetown-*-offline.zip      (as root, for the network namespace)
set -eu
archive=$(realpath "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m zipfile -e "$archive" "$folder"
cd "$folder"/safetown-*
sha256sum --quiet -c SHA256SUMS
python=$(dirname "$(python3 -c 'import sys; print(sys.executable)')")
unshare --net sh -eu -c '
    ip link set lo up
    env -i HOME="$1" PATH="$2:/usr/bin:/bin" sh start.sh demo --port 8765 > "$1/log" 2>&1 &
    for second in $(seq 1 300); do
        sleep 1
        if curl -fs http://127.0.0.1:8765/api/v1/health; then echo; kill $!; cat "$1/log"; exit 0; fi
    done
    cat "$1/log" >&2
    exit 1
' check "$folder" "$python"
