"""The menu: what stands in it for whom, in which order."""

import re

import pytest
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils import translation

from paicha.orgs.models import Person
from paicha.orgs.roles import all_verbs
from paicha.testing.busy import Busy
from paicha.testing.visitor import visitor
from paicha.web.frame import Frame
from paicha.web.menu import HEADINGS, all_entries, menu_entry
from paicha.web.templatetags.parts import icon

ALL = {
    "": ["Overview"],
    "Inspection": ["Findings", "Inspections", "Units"],
    "Standing": ["Figures", "Reports", "Ledger"],
    "Administration": ["Imports", "People", "Severity scales"],
}
READER = {"": ["Overview"], "Inspection": ["Findings", "Inspections", "Units"], "Standing": ["Figures", "Reports"]}


def frame(by: Person, address: str) -> Frame:
    """What stands around a page for somebody."""
    request = RequestFactory().get(address)
    request.user, request.resolver_match = by, resolve(address)
    return Frame(request)


def menu(by: Person, language: str = "en") -> dict[str, list[str]]:
    """The menu at the side as somebody sees it: headings with the names under them."""
    with translation.override(language):
        return {str(label): [str(link.label) for link in links] for label, links in frame(by, "/more").groups}


def test_each_sees_the_pages_that_their_posts_open(busy: Busy) -> None:
    assert menu(busy.cast.terminal) == ALL
    assert menu(busy.cast.head) == READER
    assert menu(busy.cast.coordinator) == {**READER, "Standing": ALL["Standing"]}, "to import one reaches everywhere"
    assert list(menu(busy.cast.terminal, "zh-hans")) == ["", "排查", "情况", "管理"]


def test_the_bottom_of_a_phone_has_the_first_of_them(busy: Busy) -> None:
    tabs = frame(busy.cast.head, "/findings").tabs
    with translation.override("en"):
        assert [str(link.label) for link in tabs] == ["Overview", "Findings", "Inspections", "Units", "More"]
    assert [link.current for link in tabs] == [False, True, False, False, False]


def test_what_takes_the_place_along_does(busy: Busy) -> None:
    text = visitor(busy.cast.terminal).get("/more?line=territorial&unit=north").content.decode()
    for entry in all_entries():
        address = reverse(entry.name)
        assert (f'href="{address}?line=territorial&amp;unit=north"' in text) == entry.placed, entry.name


def test_every_entry_leads_to_a_page_with_an_icon_and_a_verb() -> None:
    verbs = {verb.name for verb in all_verbs()}
    reverse("overview")  # pages put themselves into the menu as their addresses are read
    for entry in all_entries():
        assert reverse(entry.name).startswith("/")
        assert icon(entry.icon)
        assert entry.verb in verbs
        with translation.override("zh-hans"):
            assert re.search(r"[\u4e00-\u9fff]", str(entry.label)), entry.name
    places = [(entry.heading, entry.order) for entry in all_entries()]
    assert len(set(places)) == len(places) > 5
    assert [heading for heading in HEADINGS if heading not in dict(places)] == []


def test_a_page_stands_once_and_under_a_heading_that_there_is() -> None:
    reverse("overview")
    before = all_entries()
    for name, heading in (("ledger", "standing"), ("more", "elsewhere")):
        with pytest.raises(ValueError, match="menu: "):
            menu_entry(name, "", "link", "ledger.see", heading, 99)
    assert all_entries() == before
