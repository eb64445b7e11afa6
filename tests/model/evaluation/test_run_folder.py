"""Runs on disk: begun, killed, continued."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from model.evaluation.run_folder import IMAGES, INTERACTIONS, RUN, RunFolder, read_log
from tests.model.evaluation.stories import told

DESCRIPTION = {"protocol": "multi", "threshold": 0.85, "processes": 1, "date": "monday"}
STORIES = [told([[0.1, 0.2], [0.5, 0.9]], [0], index=index) for index in range(3)]


def test_what_was_written_is_read_again_in_the_order_of_the_data_set(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "run", DESCRIPTION)
    for index in (2, 0, 1):
        folder.append([STORIES[index]])
    folder.finish()
    assert folder.recorded == read_log(tmp_path / "run") == STORIES
    indices = [json.loads(line)["loader_index"] for line in (tmp_path / "run" / IMAGES).read_text().splitlines()]
    assert indices == [0, 1, 2]


def test_what_a_kill_cut_short_is_dropped(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path, DESCRIPTION)
    folder.append([STORIES[0]])
    folder.append([STORIES[1]])
    lines = (tmp_path / IMAGES).read_text().splitlines(keepends=True)
    (tmp_path / IMAGES).write_text(lines[0] + lines[1][:50])
    with (tmp_path / INTERACTIONS).open("a") as log:
        log.write('{"image_id":"photo 2","loader_in')
    again = RunFolder(tmp_path, DESCRIPTION)
    assert again.recorded == [STORIES[0]]
    again.append([STORIES[1]])
    assert read_log(tmp_path) == STORIES[:2]  # the half line is gone, and no interaction is there twice
    assert len((tmp_path / INTERACTIONS).read_text().splitlines()) == 4


def test_an_image_is_finished_when_its_interactions_and_all_its_sessions_are_there(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path, DESCRIPTION)
    folder.append(STORIES)
    kept = (tmp_path / INTERACTIONS).read_text().splitlines(keepends=True)[:-1]
    (tmp_path / INTERACTIONS).write_text("".join(kept))
    assert read_log(tmp_path) == STORIES[:2]
    ends = [json.loads(line) | {"sessions": 2} for line in (tmp_path / IMAGES).read_text().splitlines()]
    (tmp_path / IMAGES).write_text("".join(json.dumps(end) + "\n" for end in ends))
    assert read_log(tmp_path) == []


def test_a_folder_of_other_settings_is_refused_and_the_difference_named(tmp_path: Path) -> None:
    RunFolder(tmp_path, DESCRIPTION)
    with pytest.raises(ValueError, match=r"threshold was 0\.85 and is 0\.9\. Give another folder"):
        RunFolder(tmp_path, DESCRIPTION | {"threshold": 0.9})
    RunFolder(tmp_path, DESCRIPTION | {"processes": 4, "date": "tuesday"})  # where and when may differ
    assert json.loads((tmp_path / RUN).read_text())["date"] == "tuesday"


def test_a_folder_of_more_images_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    RunFolder(tmp_path, DESCRIPTION | {"limit": 3}, range(3)).append(STORIES)
    with pytest.raises(ValueError, match=r"holds finished images \(1\) that this --limit or --every leaves out"):
        RunFolder(tmp_path, DESCRIPTION | {"limit": 2}, range(2))
    assert json.loads((tmp_path / RUN).read_text())["limit"] == 3
    assert RunFolder(tmp_path, DESCRIPTION | {"limit": 5}, range(5)).recorded == STORIES


def test_a_log_without_its_settings_is_refused(tmp_path: Path) -> None:
    RunFolder(tmp_path, DESCRIPTION)
    (tmp_path / RUN).unlink()
    with pytest.raises(ValueError, match=r"holds a log but no run\.json"):
        RunFolder(tmp_path, DESCRIPTION)


@pytest.mark.parametrize(("text", "reason"), [("{", "is damaged"), ("[]", "holds a list instead of an object")])
def test_a_damaged_description_is_named(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / RUN).write_text(text)
    with pytest.raises(ValueError, match=rf"run\.json {reason}.*run again in a new folder"):
        RunFolder(tmp_path, DESCRIPTION)


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    RunFolder(tmp_path, DESCRIPTION).append(STORIES)
    text = (tmp_path / IMAGES).read_text()
    (tmp_path / IMAGES).write_text("x" + text)
    with pytest.raises(ValueError, match=r"images\.jsonl, line 1, is no line of a log: Expecting value"):
        read_log(tmp_path)
    (tmp_path / IMAGES).write_text('{"image_id": "a"}\n' + text)
    with pytest.raises(ValueError, match=r"images\.jsonl, line 1, is no line of a log: .* missing"):
        read_log(tmp_path)
