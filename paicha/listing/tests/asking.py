"""Questions for tests: any that a list takes, as an address writes them."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from paicha.findings.rules.lifecycle import STATES
from paicha.listing.declared import Filter, Listing, listing_named

WORDS = {
    "source": ["town", "trade", "nobody"],
    "kind": ["routine", "shop", "city"],
    "family": ["routine", "other"],
    "item": ["town-list/1.1", "trade-list/2.1"],
}
TEXTS = ["bakery", "hands", "noodles", "1", "T", "walls whole", "nothing of that"]
CHOICES = {
    "state": list(STATES),
    "severity": ["minor", "serious", "critical", "ungraded"],
    "failed": ["0", "1"],
    "held": ["0", "1"],
    "inspected": ["0", "1"],
    "closed": ["open", "closed"],
}


def values(each: Filter) -> st.SearchStrategy[list[str]]:
    """Values that a filter can be."""
    if each.kind == "flag":
        return st.just(["1"])
    if each.kind == "day":
        return st.dates(date(2025, 2, 1), date(2026, 6, 1)).map(lambda day: [day.isoformat()])
    if each.kind == "text":
        return st.sampled_from(TEXTS).map(lambda word: [word])
    return st.lists(st.sampled_from(CHOICES.get(each.name) or WORDS[each.name]), min_size=1, max_size=3, unique=True)


def parameters(listing: Listing) -> st.SearchStrategy[dict[str, list[str]]]:
    """What an address asks of a list: some filters, an order, some columns."""
    orders = [minus + sort.name for sort in listing.sorts for minus in ("", "-")]
    columns = st.lists(st.sampled_from([column.name for column in listing.columns]), min_size=1, max_size=5)
    return st.fixed_dictionaries(
        {},
        optional={
            **{each.name: values(each) for each in listing.filters},
            "sort": st.sampled_from(orders).map(lambda order: [order]),
            "columns": columns.map(lambda names: [",".join(names)]),
        },
    )


def questions() -> st.SearchStrategy[tuple[Listing, dict[str, list[str]]]]:
    """A list and what is asked of it, mostly a little."""
    lists = st.sampled_from(["findings", "inspections", "units"]).map(listing_named)
    return lists.flatmap(lambda listing: st.tuples(st.just(listing), _few(parameters(listing))))


def _few(given: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Many conditions at once leave nothing over, which teaches little: three at most, and the order."""
    return given.map(lambda found: dict([*found.items()][:3]) | {key: found[key] for key in ("sort",) if key in found})
