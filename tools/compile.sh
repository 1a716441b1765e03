#!/bin/bash
# Compiles requirements/*.in to exact versions with hashes, for Python 3.11 and newer on any platform. Needs the network.
# A version that still fits is kept; `tools/compile.sh --upgrade` takes the newest ones.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../requirements"

uv=../.cache/uv
if [ ! -x "$uv/bin/uv" ]; then
    "${PYTHON:-python3}" -m venv "$uv"
    "$uv/bin/pip" --disable-pip-version-check install --quiet uv==0.13.9
fi
for set in run test spark; do
    options=()
    [ "$set" = test ] && options=(-c run.txt)
    "$uv/bin/uv" pip compile --quiet --no-cache --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-emit-find-links --no-annotate --no-header "${options[@]}" "$@" "$set.in" --output-file "$set.txt"
done
