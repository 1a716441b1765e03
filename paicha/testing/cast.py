"""The cast: the people whom tests act as, in a small organisation, all made through actions.

territory   city > north > bakery, canteen        food   food-office > bakery, noodles
                 > south > noodles
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from paicha.orgs.actions.people import add_person, give_post, terminal
from paicha.orgs.actions.units import draw_line, move_unit, open_unit
from paicha.orgs.models import Line, Person, Unit

OPENED = date(2025, 1, 1)


@dataclass(frozen=True)
class Cast:
    """Who there is and where. `terminal` may do everything; each of the others holds one post."""

    territory: Line
    food: Line
    city: Unit
    north: Unit
    south: Unit
    bakery: Unit
    canteen: Unit
    noodles: Unit
    food_office: Unit
    terminal: Person
    coordinator: Person  # of the city
    liaison: Person  # of the north
    head: Person  # of the north
    owner: Person  # of the bakery
    inspector: Person  # of the food office, in the line of food
    verifier: Person  # of the north
    outsider: Person  # head of the south: sees nothing of the north


def cast() -> Cast:
    """Found the organisation in the house this process works in, and give everybody their post."""
    by = terminal()
    territory = draw_line(by, code="territorial", kind="territorial", name_zh="属地", name_en="Territory")
    food = draw_line(by, code="food", kind="sectoral", name_zh="食品", name_en="Food")

    def opened(code: str, parent: Unit | None, kind: str, line: Line = territory) -> Unit:
        since = OPENED if kind == "shop" else None
        return open_unit(
            by,
            code=code,
            name=code.title(),
            line=line,
            parent=parent,
            kind=kind,
            inspected=kind == "shop",
            opened_on=since,
        )

    city = opened("city", None, "city")
    north, south = (opened(code, city, "district") for code in ("north", "south"))
    bakery, _canteen = (opened(code, north, "shop") for code in ("bakery", "canteen"))
    noodles = opened("noodles", south, "shop")
    food_office = opened("food-office", None, "office", food)
    for shop in (bakery, noodles):
        move_unit(by, unit=shop, line=food, parent=food_office)

    def posted(username: str, role: str, unit: Unit, line: Line = territory) -> None:
        person = add_person(by, username=username, name=username.title())
        give_post(by, person=person, role=role, line=line, unit=unit)

    posted("coordinator", "coordinator", city)
    posted("liaison", "liaison", north)
    posted("head", "head", north)
    posted("owner", "owner", bakery)
    posted("inspector", "inspector", food_office, food)
    posted("verifier", "verifier", north)
    posted("outsider", "head", south)
    return introduced()


def introduced() -> Cast:
    """The cast of a house in which it is already."""
    lines = {line.code: line for line in Line.objects.all()}
    units = {unit.code.replace("-", "_"): unit for unit in Unit.objects.all()}
    people = {person.username: person for person in Person.objects.all()}
    found: dict[str, Any] = units | people | {"territory": lines["territorial"], "food": lines["food"]}
    return Cast(**{part.name: found[part.name] for part in fields(Cast)})
