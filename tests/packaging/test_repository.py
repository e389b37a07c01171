import ast
from pathlib import Path

from tests.support.checkout import files_of_checkout

TOOL_FILES = {
    ".babelrc",
    ".bandit",
    ".codacy.yaml",
    ".codecov.yml",
    ".coveragerc",
    ".editorconfig",
    ".flake8",
    ".importlinter",
    ".isort.cfg",
    ".mypy.ini",
    ".pep8",
    ".pre-commit-config.yaml",
    ".pycodestyle",
    ".pylintrc",
    ".pytest.ini",
    ".ruff.toml",
    ".style.yapf",
    ".yapfignore",
    "Pipfile",
    "alembic.ini",
    "babel.cfg",
    "bandit.yaml",
    "codecov.yml",
    "coveragerc",
    "environment.yml",
    "hatch.toml",
    "mypy.ini",
    "noxfile.py",
    "pylintrc",
    "pyrightconfig.json",
    "pytest.ini",
    "pytest.toml",
    "requirements.txt",
    "ruff.toml",
    "setup.cfg",
    "tasks.py",
    "tox.ini",
    "tox.toml",
    "uv.toml",
}
NO_NAMES = ("utils", "util", "helpers", "helper", "common", "misc", "manager", "managers")
NO_CLASSES = ("Manager", "Helper", "Utils", "Util", "Misc")


def test_no_tool_is_configured_outside_pyproject(root: Path) -> None:
    files = files_of_checkout(root)
    assert Path("pyproject.toml") in files
    # A module inside a package is code, whatever tool looks for a file of its name at the root.
    outside = [
        file
        for file in files
        if (file.name in TOOL_FILES and (file.suffix != ".py" or len(file.parts) == 1))
        or file.suffix in {".cfg", ".ini"}
    ]
    assert outside == []
    assert [file for file in files if file.name == "pyproject.toml" and file.parts[0] != "examples"] == [
        Path("pyproject.toml")
    ]


def test_no_module_has_a_name_that_says_nothing(root: Path) -> None:
    modules = [file for file in files_of_checkout(root) if file.suffix == ".py"]
    assert len(modules) > 100
    named = [file for file in modules if {part.lstrip("_").removesuffix(".py") for part in file.parts} & set(NO_NAMES)]
    assert named == []


def test_no_class_has_a_name_that_says_nothing(root: Path) -> None:
    classes = [
        (file, node.name)
        for file in files_of_checkout(root)
        if file.suffix == ".py"
        for node in ast.walk(ast.parse((root / file).read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    ]
    assert len(classes) > 50
    assert [(file, name) for file, name in classes if name.endswith(NO_CLASSES)] == []
