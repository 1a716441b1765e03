"""A program that calls the API with a token of somebody's."""

import json
from typing import Any

from django.test import Client

from paicha.accounts.actions.tokens import make_token
from paicha.api.problem_details import MEDIA_TYPE
from paicha.orgs.models import Person

ROOT = "/api/v1"


class Program:
    """Calls as a person's program. `get` and `post` give Django's response, `read` the document of a good one."""

    def __init__(self, person: Person | None, *, read_only: bool = False, language: str = "en") -> None:
        self._client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
        self.headers = {"Accept-Language": language} if language else {}
        if person is not None:
            self.token, key = make_token(person, name="a test", read_only=read_only, days=30)
            self.headers["Authorization"] = f"Bearer {key}"

    def get(self, path: str, **headers: str) -> Any:
        """GET an address below the root, or a whole one that an answer gave."""
        return self._client.get(_whole(path), headers={**self.headers, **headers})

    def read(self, path: str) -> Any:
        """The document at an address."""
        response = self.get(path)
        assert response.status_code == 200, (path, response.status_code, response.content[:500])
        return response.json()

    def post(self, path: str, document: Any = None, **headers: str) -> Any:
        """POST a document."""
        text = "" if document is None else json.dumps(document)
        kind = "application/json"
        return self._client.post(_whole(path), text, content_type=kind, headers={**self.headers, **headers})

    def send(self, path: str, fields: dict[str, Any]) -> Any:
        """POST a form with files."""
        return self._client.post(_whole(path), fields, headers=self.headers)

    def call(self, method: str, path: str, **given: Any) -> Any:
        """Any other method."""
        return self._client.generic(method, _whole(path), headers=self.headers, **given)


def _whole(path: str) -> str:
    return path if path.startswith(("http://127.0.0.1/api", "/api")) else f"{ROOT}{path}"


def problem(response: Any, status: int, code: str) -> dict[str, Any]:
    """The problem that a response tells, which must be this one."""
    assert response.status_code == status, (response.status_code, response.content[:500])
    assert response.headers["Content-Type"] == MEDIA_TYPE
    said: dict[str, Any] = response.json()
    assert (said["status"], said["code"], said["type"]) == (status, code, f"{ROOT}/problems/{code}")
    assert said["title"] and said["detail"] and said["mend"] and said["instance"].startswith("/api")
    return said
