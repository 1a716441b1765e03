#!/bin/bash
# Sees to it that the tests find the programs of a PostgreSQL server, 15 or newer. They start one of their own.
set -euo pipefail

have_server() {
    local folder
    for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null) $(dirname "$(command -v postgres || echo /none/postgres)"); do
        if [ -x "$folder/initdb" ] && "$folder/postgres" --version | grep -Eq ' (1[5-9]|[2-9][0-9])(\.|[a-z]|$)'; then
            return 0
        fi
    done
    return 1
}

[ -n "${PAICHA_TEST_POSTGRES:-}" ] && exit 0
have_server && exit 0

root=()
[ "$(id -u)" = 0 ] || root=(sudo -n)
if command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
    echo "Installing PostgreSQL for the tests"
    "${root[@]}" apt-get update -qq
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
    have_server && exit 0
fi
cat >&2 <<'END'
The tests need a PostgreSQL server, 15 or newer, and it could not be installed from here. Either
  install it:           apt-get install postgresql
  or name a server:     PAICHA_TEST_POSTGRES=postgresql://user:password@host:5432/postgres make test
                        (the user must be allowed to make databases)
END
exit 1
