"""The queue. A row of it only wakes the worker; what is to be done, and how far it is, stands in the job.

A row is written in the transaction that asks for the job, so neither is ever there without the other. A worker takes
the row away before it begins. If it dies in between, the job is found without a row and gets another one.
"""

from uuid import UUID

from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult


@task()
def work_on(uid: str) -> None:
    """Run the job of that id."""
    from paicha.jobs.working import run_job

    run_job(UUID(uid))


def wake(uid: UUID) -> None:
    """Let a worker know of a job."""
    work_on.enqueue(str(uid))


def taken() -> UUID | None:
    """The next job that a worker is to run, taken off the queue; None where nothing waits."""
    rows = DBTaskResult.objects.ready().filter(task_path=work_on.module_path)
    if not rows.exists():
        return None
    with transaction.atomic():
        row = rows.get_locked()
        if row is None:
            return None
        uid = UUID(row.args_kwargs["args"][0])
        row.delete()
    return uid


def waiting() -> set[str]:
    """The ids of all jobs that have a row."""
    rows = DBTaskResult.objects.ready().filter(task_path=work_on.module_path)
    return {found["args"][0] for found in rows.values_list("args_kwargs", flat=True)}
