"""Scheduled work: list, run."""

from datetime import datetime
from typing import Annotated

import typer
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from paicha.cli.frame import out, say_json, typer_app
from paicha.cli.installation import opened
from paicha.jobs.labels import state_name
from paicha.jobs.schedule import task_named
from paicha.jobs.scheduled_runs import plan, problem_of, run_now

app = typer_app()


@app.command("list")
def list_tasks(as_json: Annotated[bool, typer.Option("--json", help=_("Answer as JSON."))] = False) -> None:
    """What the workers do by themselves, how it went last, and when it is due next."""
    opened()
    rows = plan()
    if as_json:
        say_json(
            [
                {
                    "name": each.task.name,
                    "title": str(each.task.title),
                    "when": each.task.recurrence.sentence(),
                    "catch_up": each.task.catch_up,
                    "last": each.last and {"due_at": each.last.due_at.isoformat(), "state": each.last.state},
                    "next": each.next.due_at.isoformat(),
                }
                for each in rows
            ]
        )
        return
    for each in rows:
        out.print(f"{each.task.name}  {each.task.title}", style="bold", markup=False)
        words = {
            "when": each.task.recurrence.sentence(),
            "last": f"{_shown(each.last.due_at)} {state_name(each.last)}" if each.last else _("never"),
            "next": _shown(each.next.due_at),
        }
        out.print("  " + _("%(when)s; last run: %(last)s; next run: %(next)s") % words, markup=False)


def _shown(moment: datetime) -> str:
    return f"{localtime(moment):%Y-%m-%d %H:%M}"


@app.command()
def run(name: Annotated[str, typer.Argument(help=_("Its name, as `paicha schedule list` says it."))]) -> None:
    """Do here and now what is due of a task; where nothing is, its last due time once more."""
    opened()
    ended = run_now(task_named(name))
    if problem := problem_of(ended):
        raise problem
    out.print(_("Done, as due %(moment)s.") % {"moment": _shown(ended.due_at)}, markup=False)
