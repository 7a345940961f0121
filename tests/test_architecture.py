"""The import rule and the sizes that keep the project readable, over every Python file, script and style."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from statistics import quantiles

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("signing_core", "admin_views", "portals", "importers", "exports", "migrations", "tests")
FILES = sorted([*ROOT.glob("*.py"), *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))])
SHIPPED = [path for path in FILES if path.relative_to(ROOT).parts[0] not in {"tests", "migrations"}]
NAMES = {path: ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in FILES}
OURS = set(NAMES.values())

WEB = {"flask", "flask_admin", "flask_login", "flask_wtf", "flask_babel", "wtforms", "werkzeug", "jinja2"}
FILES_OF_OTHERS = {"pandas", "fpdf", "openpyxl", "python_calamine", "huey"}
LIBRARIES_NOT_FOR = {  # by the beginning of the importing module's name
    "signing_core": WEB | FILES_OF_OTHERS,
    "signing_core.lifecycles": {"sqlalchemy"},
    "signing_core.states": {"sqlalchemy"},
    "signing_core.values": {"sqlalchemy"},
    "signing_core.chain": {"sqlalchemy"},
    "importers": WEB,
    "exports": WEB,
}
# Each room imports those below it. Of one line, rooms joined by & import each other, rooms parted by | do not.
LAYERS = """
app
admin_views
portals
importers | exports
use_cases
effects | queries
work
names
database
scope
criteria
bulk | schema
models | lifecycles
agreement_sheet | figures_sheet | paper_sheet | plan_check | plan_sheet | prechecks | rescission_sheet | sheets
opening_sheet
values & fields & catalogues
bucket | turns
parties | store
states
actors | chain | clock | crypto | errors | frozen | masking | settings | sweeping
"""
LINES = LAYERS.split("\n")[1:-1]
DEPTH = {room: depth for depth, line in enumerate(LINES) for room in line.replace("&", "|").replace(" ", "").split("|")}
DOCS = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
LOOK = sorted(path for path in (ROOT / "static").iterdir() if path.suffix in {".css", ".js"})
MACHINE = "signing_core.lifecycles.machine"
LONGEST_FILE, LONG_FILE, LONGEST_FUNCTION = 300, 250, 40


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def is_or_is_within(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def targets(node: ast.AST, path: Path) -> list[str]:
    """The modules that one import statement names, relative ones made absolute."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    base = node.module or ""
    if node.level:
        package = path.relative_to(ROOT).parent.parts
        base = ".".join([*package[: len(package) - node.level + 1], *([base] if base else [])])
    return [base, *(f"{base}.{alias.name}" for alias in node.names)]


@cache
def imports_of(path: Path) -> frozenset[str]:
    return frozenset(target for node in ast.walk(tree_of(path)) for target in targets(node, path))


@cache
def own_imports(path: Path) -> frozenset[str]:
    """Our own modules that this one imports, wherever in the file: what could go round in a circle."""
    own = {target for node in run_nodes(tree_of(path)) for target in targets(node, path)} & OURS
    packages = {module for module in own if any(other.startswith(module + ".") for other in own)}
    return frozenset(own - packages - {NAMES[path]})


def run_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Every node that may run: what only the type checker reads is left out."""
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from run_nodes(child)


def room_of(module: str) -> str:
    """Of signing_core its packages and single modules are rooms; elsewhere the top-level name is."""
    parts = module.split(".")
    return parts[1] if parts[0] == "signing_core" and parts[1:] else parts[0]


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_nobody_imports_what_stands_above_or_beside_them(path):
    own = room_of(NAMES[path])
    if own == "signing_core":
        assert not own_imports(path)
        return
    others = {room_of(module) for module in own_imports(path)} - {own}
    joined = {room for room in others if DEPTH.get(room) == DEPTH[own] and "&" in LINES[DEPTH[own]]}
    assert {room for room in others - joined if DEPTH.get(room, -1) <= DEPTH[own]} == set()


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_the_rules_know_no_web_and_no_files_of_others(path):
    forbidden = set().union(*(names for who, names in LIBRARIES_NOT_FOR.items() if is_or_is_within(NAMES[path], who)))
    assert not {module for module in imports_of(path) for other in forbidden if is_or_is_within(module, other)}


def test_the_page_draws_the_layers_that_hold():
    assert f"```text{LAYERS}```" in DOCS


def test_the_sample_on_the_page_is_the_code_that_runs():
    sample = DOCS.split("```python\n")[1].split("```")[0]
    assert sample in (ROOT / "portals" / "student" / "views.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=name)
def test_only_the_machine_imports_transitions(path):
    if NAMES[path] != MACHINE and not NAMES[path].startswith("tests"):
        assert not any(is_or_is_within(module, "transitions") for module in imports_of(path))


def test_no_module_imports_itself_by_a_detour():
    graph = {NAMES[path]: own_imports(path) for path in SHIPPED}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def calls_of(path: Path) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)}


@pytest.mark.parametrize("path", [p for p in SHIPPED if NAMES[p] != "signing_core.clock"], ids=name)
def test_only_the_clock_knows_what_time_it_is(path):
    if not is_or_is_within(NAMES[path], "signing_core"):
        return
    clocks = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "datetime.datetime.now", "time.time"}
    assert not calls_of(path) & clocks


@pytest.mark.parametrize("path", [*(p for p in FILES if "versions" not in p.parts), *LOOK], ids=name)
def test_no_file_is_longer_than_a_reader_bears(path):
    assert length(path) <= LONGEST_FILE


def test_few_files_are_long():
    lengths = [length(path) for path in [*FILES, *LOOK] if "versions" not in path.parts]
    assert quantiles(lengths, n=10)[-1] <= LONG_FILE


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_no_function_is_longer_than_a_screen(path):
    functions = (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    lengths = {node.name: node.end_lineno - node.lineno + 1 for node in functions}
    assert {function for function, lines in lengths.items() if lines > LONGEST_FUNCTION} == set()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_file_says_first_what_lives_in_it(path):
    assert ast.get_docstring(tree_of(path)) or not length(path)


def test_the_standard_library_is_not_shadowed():
    assert not {path.relative_to(ROOT).parts[0].removesuffix(".py") for path in FILES} & set(sys.stdlib_module_names)
