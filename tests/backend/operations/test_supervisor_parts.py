"""The parts of the supervisor that need no process."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from backend.config.embedded import LONGEST_SOCKET_PATH, valkey_socket
from backend.config.env import read_environment
from backend.operations.supervisor.backoff import Backoff
from backend.operations.supervisor.first_start import is_setup_due, write_stamp
from backend.operations.supervisor.lock import AlreadyRunning, take_lock
from backend.operations.supervisor.logs import Logs, is_quiet
from backend.operations.supervisor.valkey import NoValkey, find_server, prepare_socket


def test_a_child_that_had_been_well_starts_again_at_once() -> None:
    tired = Backoff(failures=5)
    assert tired.after_death(ready_s=3).delay_s == 0.0


def test_delays_grow_to_half_a_minute_and_no_further() -> None:
    backoff, delays = Backoff(), []
    for _ in range(10):
        backoff = backoff.after_death(ready_s=0.1)
        delays.append(backoff.delay_s)
    assert delays[:4] == [0.0, 0.5, 1.0, 2.0]
    assert delays == sorted(delays)
    assert delays[-1] == 30.0


def test_the_socket_lies_in_the_data_folder_if_its_path_fits() -> None:
    assert valkey_socket(Path("/srv/stipple")) == Path("/srv/stipple/run/valkey.sock")


def test_two_deep_data_folders_get_two_short_sockets() -> None:
    one, two = valkey_socket(Path("/" + "a" * 120)), valkey_socket(Path("/" + "b" * 120))
    assert one != two
    assert max(len(str(one)), len(str(two))) <= LONGEST_SOCKET_PATH


def test_a_socket_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(NoValkey, match="belongs to somebody else"):
        prepare_socket(tmp_path / "link" / "valkey.sock")


def test_without_any_server_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoValkey, match="set STIPPLE_REDIS_URL"):
        find_server()


def test_only_one_holds_the_lock(tmp_path: Path) -> None:
    take_lock(tmp_path)
    with pytest.raises(AlreadyRunning, match=str(tmp_path)):
        take_lock(tmp_path, wait_s=0)


def test_set_up_is_due_once_and_again_for_another_database(tmp_path: Path) -> None:
    environment = read_environment({"STIPPLE_DATA": str(tmp_path)})
    assert is_setup_due(environment)
    (tmp_path / "stipple.sqlite3").touch()
    write_stamp(environment)
    assert not is_setup_due(environment)
    assert is_setup_due(replace(environment, database_url="postgres://localhost/other"))


@pytest.mark.parametrize(
    ("line", "quiet"),
    [
        ("[2026-11-22 10:00:00,000: INFO/MainProcess] batch@host ready.", True),
        ("[2026-11-22 10:00:00,000: WARNING/MainProcess] consumer: Connection to broker lost.", False),
        ("Traceback (most recent call last):", True),
        ('  File "x.py", line 1, in <module>', True),
        ("ValueError: it broke", False),
        ("Subject: reset your password", False),
    ],
)
def test_the_console_shows_what_a_person_should_see(line: str, quiet: bool) -> None:
    assert is_quiet(line) is quiet


def test_the_log_files_have_every_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logs = Logs(tmp_path)
    logs.child_line("web", "INFO nothing special")
    logs.child_line("web", "ERROR look here")
    logs.close()
    assert (tmp_path / "web.log").read_text().splitlines() == ["INFO nothing special", "ERROR look here"]
    printed = capsys.readouterr().out
    assert "look here" in printed
    assert "nothing special" not in printed
