"""The architecture of docs/architecture.md, held by tools."""

import ast
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parent.parent
FILE_CALLS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink"}
DISK = {"disk.py", "listing.py", "lock.py", "package_disk.py"}
MODULES = sorted(path for path in (ROOT / "vaultkit").rglob("*.py") if path.name not in DISK)


def test_imports_go_one_way() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml")) == 0


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_only_disk_touches_files(module: Path) -> None:
    calls = (
        node.func
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    )
    assert not [ast.unparse(called) for called in calls if touches_files(called)]


def touches_files(called: ast.expr) -> bool:
    match called:
        case ast.Name(id=name):
            return name in FILE_CALLS
        case ast.Attribute(value=ast.Name(id="disk" | "_OPENER")):  # of files, of web addresses
            return False
        case ast.Attribute(attr=name):
            # importlib.resources reads the package's own data, which is code of another kind.
            return name in FILE_CALLS and not ast.unparse(called).startswith("files(")
        case _:
            return False
