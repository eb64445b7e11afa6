"""No import runs against the order of the folders: kernels <- model, kernels <- backend, worker on top."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("kernels", "model", "backend", "worker")
MAY_IMPORT = {
    "kernels": {"kernels"},
    "model": {"model", "kernels"},
    "backend": {"backend", "kernels"},
    "worker": set(FOLDERS),
}
NEVER = {"backend": {"torch", "onnxruntime"}, "kernels": {"django", "celery"}, "model": {"django", "celery"}}

BLOCK_TORCH = """
import importlib.abc, os, sys, tempfile
class Block(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in BLOCKED:
            raise ImportError(f"{name} is blocked: the product runs without it")
BLOCKED = {"torch", "torchvision", "onnx", "safetensors"}
sys.meta_path.insert(0, Block())
os.environ.setdefault("STIPPLE_DATA", tempfile.mkdtemp(prefix="stipple-layering-"))
os.environ["DJANGO_SETTINGS_MODULE"] = "backend.config.settings"
"""
PROCESSES = {
    "the web process": "import backend.config.asgi",
    "the worker": "import django; django.setup(); import worker.tasks; import backend.config.celery as c; "
    "c.app.loader.import_default_modules()",
    "the ONNX engine": "import model.engines.onnx, model.loading",
    "the kernels": "import kernels.label_map, kernels.rle",
}


def modules(folder: str) -> Iterator[Path]:
    return (path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts)


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Every module that a file names in an import statement, wherever in the file: (line, dotted name)."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                inside = path.relative_to(ROOT).with_suffix("").parts[: -node.level]
                yield node.lineno, ".".join((*inside, node.module or ""))
            else:
                yield node.lineno, node.module or ""


def offences(folder: str) -> list[str]:
    forbidden = (set(FOLDERS) | {"tests", "manage"}) - MAY_IMPORT[folder] | NEVER.get(folder, set())
    return [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in modules(folder)
        for line, name in imported(path)
        if name.split(".")[0] in forbidden
    ]


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_import_runs_against_the_order(folder: str) -> None:
    assert any(True for _ in modules(folder)), f"{folder}/ holds no Python files"
    assert offences(folder) == []


def test_an_import_against_the_order_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MAY_IMPORT, "model", {"model"})
    assert any("imports kernels" in line for line in offences("model"))


def test_backend_tasks_send_to_the_worker_by_name_only() -> None:
    dynamic = [
        f"{path.relative_to(ROOT)}"
        for path in modules("backend")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) in ("import_module", "__import__")
        and any(isinstance(a, ast.Constant) and str(a.value).split(".")[0] in ("worker", "model") for a in node.args)
    ]
    assert dynamic == []


@pytest.mark.parametrize("process", PROCESSES)
def test_the_product_imports_with_torch_blocked(process: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BLOCK_TORCH + PROCESSES[process]], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr


def test_the_block_itself_blocks() -> None:
    done = subprocess.run([sys.executable, "-c", BLOCK_TORCH + "import torch"], capture_output=True, text=True)
    assert done.returncode == 1 and "blocked" in done.stderr
