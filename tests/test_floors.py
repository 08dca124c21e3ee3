"""The picture of the house stays true: imports only go down."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "blogtool"
FLOORS = (
    ("errors",),
    ("kramdown", "text", "cache", "parallel", "spool"),
    ("model",),
    ("read", "generate", "render", "write"),
    ("build", "check", "scaffold", "translate"),
    ("preview", "publish"),
    ("cli",),
)
FLOOR = {room: height for height, rooms in enumerate(FLOORS) for room in rooms}
ROOF = {"__init__", "__main__", "themes"}  # the version, the way in, and files that are no code
OWNERS = {
    "markdown": ("kramdown", "render/converters/markdown.py"),
    "pygments": ("kramdown",),
    "liquid": ("render",),
    "yaml": ("text",),
    "frontmatter": ("text",),
    "watchdog": ("preview",),
    "sass": ("render/converters",),
    "ctranslate2": ("translate/engines", "translate/models.py"),
    "argostranslate": (
        "translate/engines",
        "translate/models.py",
        "translate/downloads.py",
        "translate/packages.py",
    ),
}
HEAVY = (
    "ctranslate2",
    "sentencepiece",
    "argostranslate",
    "numpy",
    "torch",
    "onnxruntime",
    "starlette",
    "uvicorn",
    "rich",
)
MODULES = sorted(ROOT.rglob("*.py"))


def room(path: Path) -> str:
    """The room that a module belongs to: the folder, or the file, directly below blogtool/."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(path: Path, only_at_import: bool = False) -> list[str]:
    """Every module that a file imports, with its dots; `only_at_import` leaves out those within functions."""
    tree = ast.parse(path.read_text("utf-8"))
    nodes = _outside_of_functions(tree) if only_at_import else ast.walk(tree)
    found: list[str] = []
    for node in nodes:
        if isinstance(node, ast.Import):
            found.extend(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.module == "blogtool":
                found.extend(f"blogtool.{alias.name}" for alias in node.names)
            else:
                found.append(node.module or "")
    return found


def _outside_of_functions(tree: ast.AST):
    pending = [tree]
    while pending:
        node = pending.pop()
        yield node
        for child in ast.iter_child_nodes(node):
            is_typing = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test)
            if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) and not is_typing:
                pending.append(child)


def imported_rooms(path: Path) -> list[str]:
    """The rooms of blogtool that a file imports from."""
    return [name.split(".")[1] for name in imports(path) if name.startswith("blogtool.")]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_only_from_lower_floors(path):
    if room(path) in ROOF:
        return
    strangers = set(imported_rooms(path)) - {room(path)} - {"__version__"}

    assert sorted(other for other in strangers if FLOOR[other] >= FLOOR[room(path)]) == []


def test_every_room_has_its_floor():
    assert {room(path) for path in MODULES} <= set(FLOOR) | ROOF


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_library_is_imported_by_its_owner_alone(path):
    inside = path.relative_to(ROOT).as_posix()
    for name in imports(path):
        owners = OWNERS.get(name.split(".")[0])
        assert owners is None or inside.startswith(owners), (
            f"{inside} imports {name}, which belongs to {owners}"
        )


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_heavy_is_imported_at_start(path):
    heavy = [name for name in imports(path, only_at_import=True) if name.split(".")[0] in HEAVY]

    assert heavy == []
