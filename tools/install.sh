#!/bin/bash
# install.sh SET...   installs requirement sets (run, test, spark) into .venv, from exact versions checked by hash.
# A stamp per set makes a second run a matter of milliseconds. Writes nothing outside the project.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

python=${PYTHON:-python3}
venv=.venv

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

check_python() {
    command -v "$python" >/dev/null || fail "There is no $python. Install Python 3.11 or newer, for example: apt-get install python3-venv"
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "paicha needs Python 3.11 or newer; $python is $("$python" -c 'import platform; print(platform.python_version())')." \
            "Install a newer one and name it: make setup PYTHON=python3.11"
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "Python's module venv is missing. Install it, for example: apt-get install python3-venv"
}

# A virtual environment knows its own place and interpreter, so a moved project or a new Python needs a new one.
make_venv() {
    local place
    place="$(pwd -P) $("$python" -c 'import sys; print(sys.version, sys.base_prefix)')"
    [ "$(cat "$venv/stamp-place" 2>/dev/null)" = "$place" ] && return
    rm -rf "$venv"
    echo "Making a Python environment in $venv"
    "$python" -m venv "$venv"
    printf '%s\n' "$place" >"$venv/stamp-place"
}

pip_install() {
    "$venv/bin/python" -m pip --disable-pip-version-check --no-cache-dir install --no-input --progress-bar off "$@"
}

# One changing line on a terminal, silence in a log; everything pip said when it fails.
show_progress() {
    local total=$1 log=$2 done=0 line
    while IFS= read -r line; do
        printf '%s\n' "$line" >>"$log"
        [[ $line == Collecting* && -t 1 ]] || continue
        done=$((done + 1))
        line=${line#Collecting }
        printf '\r\033[K  %d of %d  %s' "$done" "$total" "${line%% *}"
    done
    [ -t 1 ] && printf '\r\033[K'
    return 0
}

install_set() {
    local set=$1 file=requirements/$1.txt total log stamp=$venv/stamp-$1 wanted options=(--only-binary :all:)
    wanted=$(sha256sum "$file")
    [ "$set" = run ] && wanted+=$(sha256sum pyproject.toml)
    [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return
    total=$(grep -c '^[a-z].*==' "$file")
    # PySpark is published as source only; the run set has the setuptools that packs it.
    [ "$set" = spark ] && options=(--no-build-isolation)
    echo "Installing the $set set ($total packages)"
    log=$venv/install-$set.log
    : >"$log"
    if ! pip_install --require-hashes "${options[@]}" -r "$file" 2>&1 | show_progress "$total" "$log"; then
        { grep -E '^ERROR' "$log" || tail -n 5 "$log"; } | cut -c 1-300 >&2
        fail "The packages could not be installed. All that pip said is in $log."
    fi
    if [ "$set" = run ]; then
        pip_install --quiet --no-deps --no-build-isolation --editable .
    fi
    printf '%s\n' "$wanted" >"$stamp"
}

check_python
make_venv
for set in "$@"; do
    install_set "$set"
done
