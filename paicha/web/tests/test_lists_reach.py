"""Nothing from outside somebody's reach stands on a list: no row, no value of a filter, no count."""

from typing import Any

import pytest

from paicha.testing.busy import OUTSIDE, Busy
from paicha.testing.visitor import visitor

NORTH = ("head", "liaison", "verifier", "owner")
ADDRESSES = (
    "/findings",
    "/findings?sort=-deadline",
    "/findings?severity=serious",
    "/findings?state=closed",
    "/findings?text=a",
    "/findings?repeat=1&state=withdrawn",
    "/findings/choose/source",
    "/inspections",
    "/inspections?failed=1",
    "/inspections?columns=kind,unit,unit_code,parent,result,source",
    "/inspections/choose/kind",
    "/units",
    "/units?sort=-name",
    "/units?sort=latest",
    "/units?columns=name,code,kind,parent,address",
    "/units/choose/kind",
    "/findings?line=food",
    "/units?line=territorial&unit=bakery",
)


@pytest.mark.parametrize("who", NORTH)
def test_no_list_of_the_north_holds_a_word_of_the_south(busy: Busy, who: str) -> None:
    client = visitor(getattr(busy.cast, who))
    for address in ADDRESSES:
        answer: Any = client.get(address)
        assert answer.status_code == 200, address
        page = answer.content.decode()
        assert [word for word in OUTSIDE if word in page] == [], address


def count(busy: Busy, who: str, address: str) -> str:
    answer: Any = visitor(getattr(busy.cast, who)).get(address, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_counts_are_those_of_the_reach(busy: Busy) -> None:
    north = len(busy.findings(busy.cast.bakery)) + len(busy.findings(busy.cast.canteen))
    south = len(busy.findings(busy.cast.noodles))
    assert count(busy, "head", "/findings/count").startswith(str(north))
    assert count(busy, "outsider", "/findings/count").startswith(str(south))
    assert count(busy, "coordinator", "/findings/count").startswith(str(north + south))


@pytest.mark.parametrize("name", ["findings", "inspections", "units"])
@pytest.mark.parametrize("path", ["", "/count", "/choose/source"])
def test_a_place_out_of_reach_is_absent(busy: Busy, name: str, path: str) -> None:
    client = visitor(busy.cast.head)
    for unit in ("south", "noodles", "nowhere"):
        answer = client.get(f"/{name}{path}?line=territorial&unit={unit}", headers={"HX-Request": "true"})
        assert answer.status_code == 404


def test_a_sectoral_post_sees_its_own_records_of_all_its_units(busy: Busy) -> None:
    client = visitor(busy.cast.inspector)
    page: Any = client.get("/inspections?columns=external_id").content.decode()
    assert [key for key in ("F1", "F2", "F3") if f">{key}<" in page] == ["F1", "F2", "F3"]
    assert [key for key in ("T1", "T2", "T3", "T4", "T5", "T6") if f">{key}<" in page] == []
    sources = client.get("/inspections/choose/source").content.decode()
    assert 'value="trade"' in sources
    assert 'value="town"' not in sources


def test_an_item_out_of_reach_is_not_named(busy: Busy) -> None:
    for who, named in (("coordinator", True), ("inspector", False)):
        page = visitor(getattr(busy.cast, who)).get("/findings?item=town-list/1.1").content.decode()
        assert ("Floors are clean" in page) is named
        assert (
            "town-list/1.1" in visitor(getattr(busy.cast, who)).get("/findings/choose/item").content.decode()
        ) is named


def test_a_source_that_is_not_in_reach_is_an_empty_list_like_one_that_is_nowhere(busy: Busy) -> None:
    client = visitor(busy.cast.inspector)
    real, none = (client.get(f"/findings?source={name}").content.decode() for name in ("town", "toad"))
    assert real.replace("town", "toad").count("<h2>") == none.count("<h2>") == 1
