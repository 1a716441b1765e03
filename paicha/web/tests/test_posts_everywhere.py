"""Posts that reach everywhere, at the pages: who gives them, who sees them, and how one comes back from them."""

from paicha.accounts.actions.preferences import set_preferences
from paicha.orgs.actions.people import give_post
from paicha.orgs.models import Post
from paicha.testing.cast import Cast
from paicha.testing.visitor import visitor
from paicha.web.tests.signed import said
from paicha.web.tests.test_people_pages import keeper

EVERYWHERE = '<option value="*">'
SENT = {"role": "administrator", "unit": "", "line": "*"}


def test_a_post_everywhere_is_given_shown_and_ended(people: Cast) -> None:
    client = visitor(set_preferences(people.terminal, language="en", theme="auto"))
    one = f"/people/{people.owner.pk}"
    assert client.post(f"{one}/posts", SENT).status_code == 302
    assert "administrator · everywhere" in said(client.get(one))
    assert "administrator · everywhere" in said(client.get("/people?q=owner"))
    owner = visitor(set_preferences(people.owner, language="en", theme="auto"))
    assert "administrator · everywhere" in said(owner.get("/account/"))
    assert "Imports" in said(owner.get("/people"))
    post = Post.objects.get(person=people.owner, unit=None)
    assert client.post(f"{one}/posts/{post.pk}/end").status_code == 302
    assert "1 post has ended" in said(client.get(one))
    assert owner.get("/people").status_code == 403


def test_somebody_is_added_with_a_post_everywhere(people: Cast) -> None:
    sent = {"name": "Wang", "username": "wang", "language": "en", **SENT}
    assert visitor(people.terminal).post("/people/new", sent).status_code == 201
    assert [post.unit for post in Post.objects.filter(person__username="wang")] == [None]


def test_a_unit_beside_everywhere_is_asked_about(people: Cast) -> None:
    """Whoever named a unit meant that unit: the wider post is not given by mistake."""
    client, one = visitor(people.terminal), f"/people/{people.owner.pk}/posts"
    for line, unit in (("*", "bakery"), ("territorial", "")):
        answer = client.post(one, {"role": "head", "line": line, "unit": unit})
        assert answer.status_code == 422
        assert "pc-err" in answer.content.decode()
    assert Post.objects.filter(person=people.owner).count() == 1
    sent = {"name": "Wang", "username": "wang", "language": "en", "role": "head", "line": "*", "unit": "bakery"}
    assert client.post("/people/new", sent).status_code == 422


def test_who_reaches_a_part_neither_gives_nor_sees_nor_ends_one(people: Cast) -> None:
    client, one = visitor(keeper(people)), f"/people/{people.owner.pk}"
    assert EVERYWHERE not in client.get(one).content.decode()
    assert client.post(f"{one}/posts", SENT).status_code == 422
    assert client.post("/people/new", {"name": "W", "username": "w", "language": "en", **SENT}).status_code == 422
    post = give_post(people.terminal, person=people.owner, role="verifier")
    for page in (one, "/people?q=owner"):
        assert "· everywhere" not in said(client.get(page))
    assert "verifier" not in said(client.get("/people?q=owner")).partition(" Find ")[2]
    assert 'pc-code">owner<' not in client.get("/people?role=verifier").content.decode()
    assert client.post(f"{one}/posts/{post.pk}/end").status_code == 404
    assert client.post(f"{one}/link").status_code == 403, "the account reaches further than its keeper"


def test_why_names_a_post_everywhere_to_whom_it_is_no_secret(people: Cast) -> None:
    give_post(people.terminal, person=people.owner, role="verifier")
    question = {"person": "owner", "verb": "findings.verify", "kind": "unit", "key": "bakery"}
    set_preferences(people.terminal, language="en", theme="auto")
    told = said(visitor(people.terminal).get("/people/why", question)).partition(" Ask ")[2]
    assert "verifier · everywhere This post allows it." in told
    told = said(visitor(keeper(people)).get("/people/why", question)).partition(" Ask ")[2]
    assert "A post outside your reach allows it." in told
    assert "everywhere" not in told


def test_imports_are_in_the_menu_of_whoever_may_import(people: Cast) -> None:
    set_preferences(people.terminal, language="en", theme="auto")
    assert 'href="/imports"' in visitor(people.terminal).get("/more").content.decode()
    for person in (people.coordinator, keeper(people), people.head):
        assert 'href="/imports"' not in visitor(person).get("/more").content.decode()
    give_post(people.terminal, person=people.coordinator, role="coordinator")
    assert 'href="/imports"' not in visitor(people.coordinator).get("/more").content.decode()
    assert visitor(people.coordinator).get("/imports").status_code == 403
    give_post(people.terminal, person=people.head, role="administrator")
    assert 'href="/imports"' in visitor(people.head).get("/more").content.decode()


def test_another_place_is_looked_at_from_the_page_of_one_record(people: Cast) -> None:
    give_post(people.terminal, person=people.owner, role="head", line=people.territory, unit=people.canteen)
    page = visitor(people.owner).get(f"/units/{people.bakery.pk}").content.decode()
    assert 'href="/units?line=territorial&amp;unit=canteen"' in page
