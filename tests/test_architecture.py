"""Imports run one way, and the web process stays light: held here, read from the code itself."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

STAGES = ("recall", "ranking", "diversify", "evidence")
HEAVY = ("torch", "transformers", "safetensors")
DOOR = {"services", "contracts", "errors", "progress", "schedule"}  # all that a shop may import


def modules(*folders: str) -> list[Path]:
    found = []
    for folder in folders:
        path = ROOT / folder
        found += [path] if path.suffix == ".py" else sorted(path.rglob("*.py"))
    return [path for path in found if "migrations" not in path.parts]


@cache
def imports(path: Path) -> tuple[tuple[str, bool], ...]:
    """Return what a file imports, dotted, and whether at module level (types aside)."""
    tree = ast.parse(path.read_text())
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    inside = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
    }
    found = []
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        at_top = id(node) not in inside
        if isinstance(node, ast.Import):
            found += [(alias.name, at_top) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append((node.module, at_top))
            found += [(f"{node.module}.{alias.name}", at_top) for alias in node.names]
    return tuple(found)


def named(path: Path, *prefixes: str, top_only: bool = False) -> list[str]:
    return [
        name
        for name, at_top in imports(path)
        if (at_top or not top_only)
        and any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes)
    ]


def where(paths: list[Path], *prefixes: str, top_only: bool = False) -> dict[str, list[str]]:
    """Return the files that import any of these, and what."""
    found = {str(p.relative_to(ROOT)): named(p, *prefixes, top_only=top_only) for p in paths}
    return {path: names for path, names in found.items() if names}


def second(names: list[str]) -> set[str]:
    return {name.split(".")[1] for name in names if "." in name}


def without(folder: str, *paths: Path) -> list[Path]:
    return [path for path in paths if folder not in path.parts]


EVERYTHING = modules("recommender", "shop")


def test_the_recommender_knows_no_shop():
    assert where(modules("recommender"), "shop") == {}


def test_the_shop_uses_the_door():
    for path, names in where(modules("shop"), "recommender").items():
        assert second(names) <= DOOR, path


def test_only_neural_imports_torch():
    assert where(without("neural", *EVERYTHING), *HEAVY) == {}


def test_nothing_imports_neural_on_loading():
    assert where(without("neural", *EVERYTHING), "recommender.neural", top_only=True) == {}


def test_neural_knows_neither_django_nor_stages():
    paths = modules("recommender/neural")
    assert where(paths, "django", "celery") == {}
    for path, names in where(paths, "recommender").items():
        assert second(names) <= {"neural", "contracts", "errors", "params", "metrics"}, path


@pytest.mark.parametrize("stage", STAGES)
def test_stages_know_neither_django_nor_each_other(stage):
    paths = modules(f"recommender/{stage}")
    others = [f"recommender.{other}" for other in STAGES if other != stage]
    assert where(paths, "django", "recommender.models", "recommender.store", *others) == {}
    for path in paths:
        inside = named(path, f"recommender.{stage}")
        assert {name.split(".")[2] for name in inside if name.count(".") > 1} <= {path.stem}


PLAIN = (
    "errors", "registry", "params", "actions", "candidates", "deletion",
    "evidence_find", "pipeline", "recalled", "selection", "strategy_params", "metrics",
    "item_text", "progress",
)  # fmt: skip


def test_the_pipeline_is_plain_arithmetic():
    paths = [ROOT / "recommender" / f"{name}.py" for name in PLAIN]
    paths += modules("recommender/contracts") + modules("recommender/trust")
    paths += [p for p in modules("recommender/task_heads") if p.stem != "loading"]
    assert where(paths, "django", "psycopg", "recommender.models", "recommender.store") == {}


def test_contracts_import_nothing_of_ours():
    for path, names in where(modules("recommender/contracts"), "recommender").items():
        assert second(names) <= {"contracts", "errors"}, path


def test_only_the_settings_read_the_environment():
    for path in EVERYTHING:
        if path.relative_to(ROOT).as_posix() == "shop/config/settings.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            read = (isinstance(node, ast.Call) and ast.unparse(node.func)) or (
                isinstance(node, ast.Subscript)
                and isinstance(node.ctx, ast.Load)
                and f"{ast.unparse(node.value)}[]"
            )
            # Handing the environment on to a child, or naming the settings, reads nothing from it.
            assert read not in {"os.getenv", "os.environ.get", "environ.get", "os.environ[]"}, path


def test_files_open_with_their_job_and_stay_readable():
    for path in EVERYTHING:
        text = path.read_text()
        assert not text.strip() or ast.get_docstring(ast.parse(text)), f"{path} says no job"
        assert text.count("\n") <= 500, path
