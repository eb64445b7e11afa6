"""``python -m model.checkpoints list|fetch|verify|convert|install``: checkpoints made by others, for Stipple.

``install`` is fetch, verify and convert in one. With ``--progress json`` each line of standard output is an object with
``stage``, ``done``, ``total`` and ``detail``; the last one says ``ready`` (exit 0) or ``failed`` with a code (exit 1).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from model.checkpoints.archive import is_model_archive, unpack
from model.checkpoints.errors import CheckpointError
from model.checkpoints.folder import CONFIG, ModelFolder, read_folder
from model.checkpoints.install import Wish, install, refuse_other_families
from model.checkpoints.progress import Bars, JsonLines, Progress
from model.checkpoints.published import Published, published
from model.checkpoints.source import locate
from model.checkpoints.store import Store

TERMINATED, INTERRUPTED = 143, 130


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))  # so that half-made folders are removed
    lines = JsonLines() if options.progress == "json" else None
    progress: Progress = lines or Bars()
    try:
        result, sentence = COMMANDS[options.command](options, progress)
    except CheckpointError as error:
        _close(progress)
        failed = {"stage": "failed", "code": error.code, "detail": error.detail}
        if lines:
            lines.write(failed)
        elif options.json:
            print(json.dumps(failed))
        else:
            print(f"{error.detail} [{error.code}]", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        _close(progress)
        print("stopped; start it again to go on", file=sys.stderr)
        return INTERRUPTED
    _close(progress)
    if lines:
        lines.write({"stage": "ready", **result})
    else:
        _print(json.dumps(result, indent=1) if options.json else sentence)
    return 0


Answer = tuple[dict[str, Any], str]


def list_command(options: argparse.Namespace, progress: Progress) -> Answer:
    there = _installed(Store(options.store))
    rows = [
        {**asdict(row), "can": _purpose(row), "installed": f"{row.family}/{row.name}" in there} for row in published()
    ]
    lines = [f"{row['can']}{', installed' if row['installed'] else ''}\t{row['family']}/{row['name']}" for row in rows]
    return {"published": rows}, "\n".join(lines).expandtabs(48)


def fetch_command(options: argparse.Namespace, progress: Progress) -> Answer:
    given = locate(options.source, Store(options.store), options.sha256, progress)
    result = {"file": str(given.path), "url": given.url, "sha256": given.sha256, "bytes": given.path.stat().st_size}
    return result, f"{given.path}\nSHA-256 {given.sha256}"


def verify_command(options: argparse.Namespace, progress: Progress) -> Answer:
    if Path(options.source).is_dir():
        return _checked_folder(read_folder(Path(options.source)))
    refuse_other_families(options.source)
    store = Store(options.store)
    given = locate(options.source, store, options.sha256, progress)
    if is_model_archive(given.path):
        with tempfile.TemporaryDirectory() as folder:
            unpack(given.path, Path(folder), progress)
            return _checked_folder(read_folder(Path(folder)))
    from model.checkpoints.reading import read_state, require_torch

    require_torch(f"verifying {given.path.name}")
    from model.checkpoints.convert import digest_of
    from model.checkpoints.verify import verify

    verified = verify(read_state(given.path), options.preset or (given.row.preset if given.row else None))
    result = {
        "preset": verified.config.name,
        "parameters": verified.parameters,
        "keys": len(verified.state),
        "sha256": given.sha256,
        "digest": digest_of(verified),
    }
    return result, (
        f"{given.path.name} fits {verified.config.name}: {len(verified.state)} keys, {verified.parameters:,} "
        f"parameters\nSHA-256 {given.sha256}\ndigest  {result['digest']}"
    )


def install_command(options: argparse.Namespace, progress: Progress) -> Answer:
    wish = Wish(options.source, Store(options.store), options.name, options.preset, options.sha256, options.engine)
    model = install(wish, progress)
    result = {
        "name": model.path.name,
        "folder": str(model.path),
        "digest": model.digest,
        "preset": model.config.name,
        "parameters": model.parameters,
        "engines": list(model.engines),
    }
    return (
        result,
        f"{model.path} is ready: {model.config.name}, digest {model.digest}, engines {', '.join(model.engines)}",
    )


COMMANDS: dict[str, Callable[[argparse.Namespace, Progress], Answer]] = {
    "list": list_command,
    "fetch": fetch_command,
    "verify": verify_command,
    "convert": install_command,
    "install": install_command,
}
EXPLAINED = {
    "list": "the published checkpoints, and what this version can do with them",
    "fetch": "download a checkpoint and hold it to the hash of its first download",
    "verify": "compare a checkpoint with the parameter tree of its preset; of a model folder, the digest",
    "convert": "make a model folder (the same as install)",
    "install": "fetch, verify and convert",
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m model.checkpoints", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    default_store = Path(os.environ.get("STIPPLE_DATA") or "data") / "models"
    for name, help_text in EXPLAINED.items():
        command = commands.add_parser(name, help=help_text, description=help_text)
        command.add_argument("--store", type=Path, default=default_store, help="default: %(default)s")
        command.add_argument("--json", action="store_true", help="print the result as JSON")
        command.add_argument("--progress", choices=("bar", "json"), default="bar")
        if name == "list":
            continue
        command.add_argument("source", metavar="NAME|URL|FILE", help="a published name, an address, or a file")
        command.add_argument("--sha256", help="what the file must have; also accepts a file that was replaced")
        if name == "fetch":
            continue
        command.add_argument("--preset", help="found out from the keys where they tell")
        if name in ("convert", "install"):
            command.add_argument("--name", help="of the model in the store")
            command.add_argument("--engine", choices=("torch", "onnx", "both"), default="torch")
    return parser


def _checked_folder(model: ModelFolder) -> Answer:
    result = {"preset": model.config.name, "parameters": model.parameters, "digest": model.digest}
    return result, f"complete: {model.config.name}, {model.parameters:,} parameters\ndigest  {model.digest}"


def _purpose(row: Published) -> str:
    if row.preset:
        return f"converts to {row.preset}"
    if row.universal:
        return f"loads as {row.universal}"
    return f"initialises the backbone {row.backbone}" if row.backbone else "not supported yet"


def _installed(store: Store) -> set[str]:
    """The published checkpoints that models of the store say they came from."""
    found = set()
    for config in store.root.glob(f"[!.]*/{CONFIG}"):
        with contextlib.suppress(
            OSError, ValueError, KeyError, TypeError
        ):  # one damaged model does not hide the others
            found.add(json.loads(config.read_text(encoding="utf-8"))["source"]["published"])
    return found


def _print(text: str) -> None:
    """Print; a reader that has seen enough (``| head``) is no error."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing is left to flush at exit


def _close(progress: Progress) -> None:
    if isinstance(progress, Bars):
        progress.close()


if __name__ == "__main__":
    sys.exit(main())
