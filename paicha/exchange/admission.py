"""Who may import: a file may name any unit, item and inspection, so posts that reach everywhere are needed."""

from paicha.kernel.problems import Problem
from paicha.orgs.models import Person
from paicha.orgs.permissions import may

# What an import does besides: it takes in units, and publishes the scale and the checklist that its mapping names.
VERBS = ("inspections.import", "units.change", "checklists.change")


def may_import(by: Person) -> bool:
    """Whether a person may import."""
    return all(may(by, verb, None) for verb in VERBS)


def require_import(by: Person) -> None:
    """Problem `import_everywhere` for those who may not; the actions ask for each verb again."""
    if not may_import(by):
        raise Problem("import_everywhere")
