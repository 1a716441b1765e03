"""The picture of the floors shows the imports that there are."""

from tools.floors import PICTURE, drawn, floors, imports, reduced


def test_the_picture_is_drawn_from_the_imports() -> None:
    assert PICTURE.read_text(encoding="utf-8") == drawn(), "run tools/floors.py"


def test_no_arrow_leads_up() -> None:
    assert 'class="up"' not in drawn()


def test_an_arrow_that_follows_from_others_is_left_out() -> None:
    assert reduced({("a", "b"), ("b", "c"), ("a", "c")}) == {("a", "b"), ("b", "c")}


def test_every_room_that_is_imported_stands_on_a_floor() -> None:
    rooms = {room for floor in floors() for room in floor}
    assert {room for edge in imports(rooms) for room in edge} == rooms
