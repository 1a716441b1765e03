# Sourced by the scripts that see to it that the tests find a program: installs packages through apt, where it may.
# try_apt WHAT PACKAGE...   nothing happens without apt or the right to use it; whether it helped, the caller looks

try_apt() {
    local what=$1 root=()
    shift
    [ "$(id -u)" = 0 ] || root=(sudo -n)
    command -v apt-get >/dev/null || return 0
    [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null || return 0
    echo "Installing $what for the tests"
    "${root[@]}" apt-get update -qq || return 0
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null || return 0
}
