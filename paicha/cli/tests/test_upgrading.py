"""An installation of an earlier version, brought up to this code."""

from django.core.management import call_command
from django.db import connection

from paicha.cli.tests.terminal import Call
from paicha.jobs.actions import ask_for
from paicha.jobs.models import Job
from paicha.ledger.tests.records import execute
from paicha.orgs.actions.people import terminal
from paicha.testing.house import House
from paicha.testing.jobs import run_all

LEFT = "django_tasks_database"


def test_the_queue_of_a_library_goes_and_its_jobs_are_done(house: House, paicha: Call) -> None:
    """Version 0.2.0 had a row of django-tasks-db for each job that waited."""
    job = ask_for(terminal(), kind="export", arguments={"list": "units", "query": "", "format": "csv"})
    call_command("migrate", "jobs", "0001", verbosity=0)
    execute(f"CREATE TABLE {LEFT}_dbtaskresult (id integer PRIMARY KEY, status text)")
    execute(f"INSERT INTO {LEFT}_dbtaskresult VALUES (1, 'READY')")
    execute(f"INSERT INTO django_migrations (app, name, applied) VALUES ('{LEFT}', '0001_initial', '2026-01-01')")
    done = paicha("check")
    assert done.code == 1 and "paicha setup" in done.err, "older, and not newer"
    assert paicha("setup").code == 0
    assert paicha("check").code == 0
    assert f"{LEFT}_dbtaskresult" not in connection.introspection.table_names()
    assert [(ran.pk, ran.state) for ran in run_all()] == [(job.pk, Job.State.DONE)]
