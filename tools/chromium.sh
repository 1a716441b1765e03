#!/bin/bash
# Sees to it that the tests find a Chromium. They drive it without a window, on this machine only.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

have_chromium() {
    [ -x "${PAICHA_TEST_CHROMIUM:-/none}" ] && return 0
    local name
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" >/dev/null && return 0
    done
    PLAYWRIGHT_BROWSERS_PATH=.cache/browsers .venv/bin/python - <<'END'
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

with sync_playwright() as started:
    sys.exit(not Path(started.chromium.executable_path).exists())
END
}

have_chromium && exit 0

. tools/apt.sh
try_apt Chromium chromium fonts-noto-cjk
have_chromium && exit 0
echo "Fetching Chromium for the tests into .cache"
PLAYWRIGHT_BROWSERS_PATH=.cache/browsers .venv/bin/playwright install chromium >/dev/null 2>&1 || true
have_chromium && exit 0
cat >&2 <<'END'
The tests need Chromium, and it could not be installed from here. Either
  install it:       apt-get install chromium
  or name a file:   PAICHA_TEST_CHROMIUM=/path/to/chromium make test
END
exit 1
