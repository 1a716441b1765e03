"""A report that is broken off leaves nothing half done, and is made whole by the next call."""

import signal
import subprocess
from pathlib import Path

import pytest

from paicha.ledger.checking import check
from paicha.orgs.actions.people import terminal
from paicha.reports.models import Report
from paicha.reports.verifying import verify
from paicha.testing.house import House

EXAMPLE = Path(__file__).parents[3] / "examples" / "lifecycle"
MOMENTS = (0.8, 1.6, 2.4)  # seconds after the start; a report takes about three


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=["kill", "term"])
def test_a_report_broken_off_leaves_nothing_half_done(
    sqlite_house: House, tmp_path: Path, number: signal.Signals
) -> None:
    house = sqlite_house
    done = house.run("import", "inspections", EXAMPLE / "lifecycle.csv", "--mapping", EXAMPLE / "mapping.toml")
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "reports"
    words = ("report", "inspection-report", "--unit", "sample-city", "--from", "2024-01-01", "--to", "2024-12-31")
    for moment in MOMENTS:
        running = subprocess.Popen(
            house.command(*words, "--output", folder), env=house.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        try:
            running.wait(moment)
        except subprocess.TimeoutExpired:
            running.send_signal(number)
        _, said = running.communicate()
        assert b"Traceback" not in said
        on_file = {name for report in Report.objects.all() for name in report.files}
        assert not on_file or len(list(folder.iterdir())) >= 3, "what is on file was written before"
    assert list(check()) == []
    whole = house.run(*words, "--output", folder)
    assert whole.returncode == 0, whole.stderr
    paths = [Path(line) for line in whole.stdout.splitlines()]
    assert len(paths) == 3
    assert all(verify(terminal(), path).ok for path in paths)
    assert list(check()) == []
