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

. "$(dirname "${BASH_SOURCE[0]}")/apt.sh"
try_apt PostgreSQL postgresql
have_server && exit 0
cat >&2 <<'END'
The tests need a PostgreSQL server, 15 or newer, and it could not be installed from here. Either
  install it:           apt-get install postgresql
  or name a server:     PAICHA_TEST_POSTGRES=postgresql://user:password@host:5432/postgres make test
                        (the user must be allowed to make databases)
END
exit 1
