"""The data folder is made at first use; one that cannot be made is a clear problem."""

from pathlib import Path

import pytest

from paicha.kernel.home import home, room
from paicha.kernel.problems import Problem


def test_the_folder_and_its_rooms_are_made_at_first_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAICHA_HOME", str(tmp_path / "deep" / "home"))
    assert room("replica") == home() / "replica" == tmp_path / "deep" / "home" / "replica"
    assert room("replica").is_dir()


def test_without_a_name_it_lies_where_we_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PAICHA_HOME")
    monkeypatch.chdir(tmp_path)
    assert home() == tmp_path / "paicha-home"


def test_a_file_in_its_place_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PAICHA_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(Problem) as caught:
        home()
    assert caught.value.code == "home_unusable"
    assert caught.value.params["path"] == str(tmp_path / "file" / "home")
