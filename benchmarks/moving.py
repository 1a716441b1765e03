"""What does moving a subtree of 5,000 units cost, with checks, transitions and the ledger, against the bare UPDATE?

A district with its streets and shops goes below another district and back, through the action `move_unit`: every path
below it is rewritten, each place gets a transition with its digest, one entry covers them all. The baseline is the
UPDATE alone, committed likewise. How long the replica then takes to follow is shown too.
"""

from collections.abc import Callable
from functools import partial
from itertools import cycle, islice

from django.db import connection, transaction
from installations import site
from measuring import Timing, options, sample, show
from synthetic import CITY, DISTRICT, KEEP, large

from paicha.figures.replica import current
from paicha.kernel.scope import path_end
from paicha.orgs.actions.people import terminal
from paicha.orgs.actions.units import move_unit
from paicha.orgs.models import Line, Placement, Unit

MOVE = """
    UPDATE orgs_placement SET path = %s || substr(path, length(%s) + 1), depth = depth + %s,
        parent_id = CASE WHEN unit_id = %s THEN %s ELSE parent_id END
    WHERE line_id = 1 AND path >= %s AND path < %s
"""


def by_action(parent: int) -> None:
    """Move the district as a person would."""
    unit, above, line = Unit.objects.get(pk=DISTRICT), Unit.objects.get(pk=parent), Line.objects.get(pk=1)
    move_unit(terminal(), unit=unit, line=line, parent=above)


def by_update(parent: int) -> None:
    """Rewrite the places alone."""
    here, above = Placement.objects.get(line=1, unit=DISTRICT), Placement.objects.get(line=1, unit=parent)
    new, deeper = f"{above.path}{DISTRICT}/", above.depth + 1 - here.depth
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(MOVE, [new, here.path, deeper, DISTRICT, parent, here.path, path_end(here.path)])


def moved(timing: Timing, move: Callable[[int], None], runs: int, follow: Timing | None = None) -> Timing:
    """Move the district there and back again, `runs` times, and let the replica follow."""
    for parent in islice(cycle((DISTRICT + 1, CITY)), 2 * runs):
        timing.samples.append(sample(partial(move, parent))[0])
        place = Placement.objects.get(line=1, unit=DISTRICT)
        assert place.parent_id == parent
        timing.amount = Placement.objects.filter(line=1, path__gte=place.path, path__lt=path_end(place.path)).count()
        if follow:
            follow.samples.append(sample(current().fresh)[0])
    return timing


def main() -> None:
    """Measure on each database."""
    chosen = options(__doc__, runs=5, keep=KEEP)
    with site(chosen.database) as ground:
        for database in chosen.database:
            with large(ground, database, chosen.keep):
                bare = moved(Timing("UPDATE alone", unit="units"), by_update, chosen.runs)
                current().fresh()
                follow = Timing("  then the replica follows")
                ours = moved(Timing("move_unit", unit="units"), by_action, chosen.runs, follow)
                rows = [ours.row(bare), [*follow.row()[:4], "", ""], bare.row(bare)]
                show(f"Moving a subtree of {ours.amount:,} units, {database}", rows)


if __name__ == "__main__":
    main()
