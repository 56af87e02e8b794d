"""The laws that the source itself must keep; each failure names the place."""

import ast
import re
from pathlib import Path

import pytest

from portal.access import TABLE, Verb
from tests.laws.lives import LIVES
from tests.laws.source import PORTAL, ROOT, Module, called, calls, functions, imported, modules

FLASK_CONTEXT = {"request", "session", "g", "current_app", "current_user"}
ROOMS_WITH_FLASK = re.compile(
    r"^(?:.*/)?(routes|guard|viewing|errors|extensions|cli|__init__)\.py$|^web/|^cli/"
)
FEATURE_FILES = {"__init__", "states", "models", "rules", "queries", "actions", "forms", "routes", "tasks"}
FEATURES = (
    "accounts authorities cities calls announcements applications formal_checks consents references panels "
    "deputies reviews meetings decisions letters awards payments mine desk administration"
).split()
NO_NAMES = {"common", "utils", "util", "helpers", "helper", "misc", "services", "managers", "base"}
LONG_FUNCTIONS_WITH_A_REASON: dict[str, str] = {}


def test_there_is_one_commit_in_the_whole_portal() -> None:
    found = [module.name for module in modules() for call in calls(module.tree) if called(call) == "commit"]
    assert found == ["db.py"]


def test_selects_stand_only_in_queries() -> None:
    found = {
        f"{module.name}:{call.lineno}"
        for module in modules()
        if module.path.name != "queries.py"
        and any(source.startswith("sqlalchemy") for source, _ in imported(module.tree))
        for call in calls(module.tree)
        if called(call) == "select"
    }
    assert found == set()


def test_flask_context_is_read_only_at_the_edge() -> None:
    found = {
        f"{module.name} imports {name}"
        for module in modules()
        if not ROOMS_WITH_FLASK.match(module.name)
        for source, name in imported(module.tree)
        if source in ("flask", "flask_login") and name in FLASK_CONTEXT
    }
    assert found == set()


def test_states_are_written_only_by_the_lifecycle() -> None:
    found = {
        f"{module.name}:{node.lineno}"
        for module in modules()
        if module.name != "lifecycle.py" and not module.name.startswith(("jobs/", "mail/"))
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute) and target.attr == "state" and not _is_self(target)
    }
    assert found == set()


def _is_self(target: ast.Attribute) -> bool:
    return isinstance(target.value, ast.Name) and target.value.id == "self"


def test_public_state_is_written_only_when_outcomes_are_published() -> None:
    found = {
        f"{module.name}:{function.name}"
        for module in modules()
        for function in functions(module.tree)
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute) and target.attr == "public_state"
    }
    assert found == {"applications/actions.py:publish_outcome"}


@pytest.mark.parametrize("kind", sorted(LIVES))
def test_every_verb_of_a_life_has_a_row_in_the_table_of_people(kind: str) -> None:
    assert {verb for verb in LIVES[kind].bound if verb not in TABLE} == set()


@pytest.mark.parametrize("kind", sorted(LIVES))
def test_every_state_of_a_life_has_its_words_and_can_be_reached(kind: str) -> None:
    life = LIVES[kind]
    states = set(life.wording)
    first = next(iter(life.wording))
    assert states == {first} | {target for _, _, target in life.rows}


def test_every_verb_has_exactly_one_row_of_people() -> None:
    assert set(TABLE) == set(Verb)


def test_a_feature_holds_only_the_files_that_every_feature_holds() -> None:
    found = {
        module.name
        for module in modules()
        if module.path.parent.name in FEATURES and module.path.parent.parent == PORTAL
        if module.path.stem not in FEATURE_FILES
    }
    assert found == set()


def test_no_room_has_a_name_that_says_nothing() -> None:
    assert {
        module.name for module in modules() if set(Path(module.name).with_suffix("").parts) & NO_NAMES
    } == set()


def test_no_file_is_longer_than_400_lines() -> None:
    assert {module.name: module.lines for module in modules() if module.lines > 400} == {}


def test_no_template_is_longer_than_150_lines() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): path.read_text().count("\n")
        for folder in ("templates", "pdf_templates")
        for path in (ROOT / folder).rglob("*.html")
        if "vendor" not in path.parts
    }
    assert {name: length for name, length in lengths.items() if length > 150} == {}


def test_no_function_is_longer_than_50_lines_without_a_reason() -> None:
    found = {
        f"{module.name}:{function.name}": length
        for module in modules()
        for function in functions(module.tree)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > 50
    }
    assert {name for name in found if name not in LONG_FUNCTIONS_WITH_A_REASON} == set()


def test_every_public_function_has_a_docstring_and_types() -> None:
    assert {place for module in modules() for place in _undocumented(module)} == set()


def _undocumented(module: Module) -> set[str]:
    found = set()
    for function in functions(module.tree):
        public = not function.name.startswith("_")
        if public and _is_top_level(module, function) and ast.get_docstring(function) is None:
            found.add(f"{module.name}:{function.name} has no docstring")
        if function.returns is None:
            found.add(f"{module.name}:{function.name} does not say what it returns")
    return found


def _is_top_level(module: Module, function: ast.FunctionDef) -> bool:
    return function in module.tree.body


def test_a_flush_says_why_on_its_line() -> None:
    lines = {
        f"{module.name}:{call.lineno}": module.path.read_text().splitlines()[
            (call.end_lineno or call.lineno) - 1
        ]
        for module in modules()
        for call in calls(module.tree)
        if called(call) == "flush" and "session" in ast.unparse(call.func)
    }
    assert {place for place, line in lines.items() if "#" not in line} == set()


def test_every_suppression_says_why() -> None:
    bare = re.compile(r"#\s*(noqa(:\s*[A-Z0-9, ]+)?|type:\s*ignore(\[[a-z\-, ]+\])?)\s*$")
    found = {
        f"{module.name}:{number}"
        for module in modules()
        for number, line in enumerate(module.path.read_text().splitlines(), 1)
        if bare.search(line)
    }
    assert found == set()


def test_nothing_is_left_for_later() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    assert {module.name for module in modules() if marks.search(module.path.read_text())} == set()


def test_actions_take_words_but_no_rights_from_access() -> None:
    found = {
        f"{module.name} imports {name}"
        for module in modules()
        if module.path.name == "actions.py"
        for source, name in imported(module.tree)
        if source.startswith("portal.access") and name not in ("Verb", "Role", "FieldClass")
    }
    assert found == set()


def test_templates_ask_neither_roles_nor_states() -> None:
    forbidden = re.compile(r"\.(role|state)\s*(==|!=|in\b)|\bis_(officer|approver|juror|administrator)\b")
    found = {
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "templates").rglob("*.html")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if forbidden.search(line)
    }
    assert found == set()
