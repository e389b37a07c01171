"""The three doors through which plugins come: the bundled folders, installed packages, and a folder of one's own.

Finding a plugin imports nothing of it; `Found.load` does. pluggy's own entry-point loader is not used: it drops a
second plugin of the same name in silence, and a failing import stops the host without naming its package.
"""

import importlib
import importlib.util
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from alongside.core.definitions.faults import Fault
from alongside.core.plugin_host.catalogue import Door, Plugin

BUNDLED_PACKAGE = "alongside.plugins"
ROOMS = ("instruments", "consent", "studies", "channels", "voices")
ENTRY_POINTS = "alongside.plugins"


@dataclass(frozen=True, slots=True)
class Found:
    """A plugin that was found and not yet imported. `faults` are those of the finding itself."""

    plugin: Plugin
    load: Callable[[], object]
    faults: tuple[Fault, ...] = ()


def find_bundled(package: str = BUNDLED_PACKAGE) -> Iterator[Found]:
    """Yield every package directly under the rooms of the bundled plugins."""
    origin = _version_of("alongside")
    for folder in map(Path, importlib.import_module(package).__path__):
        for room in ROOMS:
            for module in pkgutil.iter_modules([str(folder / room)]):
                if module.ispkg:
                    plugin = Plugin(module.name, Door.BUNDLED, origin, folder / room / module.name)
                    yield Found(plugin, _importer(f"{package}.{room}.{module.name}"))


def find_installed(group: str = ENTRY_POINTS) -> Iterator[Found]:
    """Yield every entry point of the group, of whichever distribution."""
    for entry in sorted(metadata.entry_points(group=group), key=lambda entry: (entry.name, entry.value)):
        origin = f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value
        yield Found(Plugin(entry.name, Door.INSTALLED, origin, _folder_of_module(entry.module)), entry.load)


def find_in_folder(folder: Path) -> Iterator[Found]:
    """Yield each Python file and each package of the folder. Names that begin with a dot or underscore are left out."""
    if not folder.is_dir():
        fault = Fault(
            "PLUGIN_DIR_MISSING",
            "plugin_dir",
            f"There is no folder {folder}.",
            "Correct the setting plugin_dir, or make the folder.",
        )
        yield Found(Plugin("plugin_dir", Door.FOLDER, str(folder), folder), lambda: None, (fault,))
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "_")) or not (path.is_dir() or path.suffix == ".py"):
            continue
        file = path / "__init__.py" if path.is_dir() else path
        plugin = Plugin(path.stem, Door.FOLDER, str(path), path if path.is_dir() else folder)
        yield Found(plugin, _file_importer(plugin.name, file), tuple(_path_faults(path, file)))


def given_plugins(extra: Iterable[tuple[str, object]]) -> Iterator[Found]:
    """Yield plugins that the caller hands over already imported."""
    for name, module in extra:
        file = getattr(module, "__file__", None)
        folder = Path(file).parent if file else Path()
        yield Found(Plugin(name, Door.GIVEN, "given by the caller", folder), lambda module=module: module)  # type: ignore[misc]  # the default binds the loop's value


def settle_names(found: Sequence[Found]) -> list[Found]:
    """Return the same plugins, with a fault on each that may not have its name.

    The earliest door has the name; where one door offers a name twice nobody has it, because nothing decides.
    """
    doors = list(Door)
    settled = []
    for one in found:
        rivals = [other for other in found if other is not one and other.plugin.name == one.plugin.name]
        stronger = [other for other in rivals if doors.index(other.plugin.door) <= doors.index(one.plugin.door)]
        faults = tuple(
            Fault(
                "PLUGIN_NAME_TAKEN",
                one.plugin.name,
                f"The name {one.plugin.name!r} is offered by {one.plugin.origin} and by {other.plugin.origin}.",
                "Rename one of them, or remove it.",
            )
            for other in stronger
        )
        settled.append(replace(one, faults=(*one.faults, *faults)))
    return settled


def _path_faults(path: Path, file: Path) -> Iterator[Fault]:
    if not path.stem.isidentifier():
        yield Fault(
            "PLUGIN_NAME_MALFORMED",
            str(path),
            f"{path.stem!r} cannot be the name of a plugin.",
            "Use letters, digits and underscores.",
        )
    if not file.is_file():
        yield Fault(
            "PLUGIN_INIT_MISSING",
            str(path),
            "The folder has no file __init__.py, so nothing in it can be loaded.",
            "Add __init__.py, or move the folder elsewhere.",
        )


def _importer(module: str) -> Callable[[], object]:
    return lambda: importlib.import_module(module)


def _file_importer(name: str, file: Path) -> Callable[[], object]:
    # The path is part of the module's name: two hosts with two folders must not share what has the same file name.
    full_name = f"alongside_plugin_{sha256(str(file.absolute()).encode()).hexdigest()[:12]}_{name}"

    def load() -> object:
        search = [str(file.parent)] if file.name == "__init__.py" else None
        spec = importlib.util.spec_from_file_location(full_name, file, submodule_search_locations=search)
        if spec is None or spec.loader is None:  # no loader for this suffix; `find_in_folder` lets only .py through
            raise ImportError(f"{file} is not a Python file")
        _forget(full_name)
        module = importlib.util.module_from_spec(spec)
        sys.modules[full_name] = module  # dataclasses and relative imports look their module up here
        try:
            spec.loader.exec_module(module)
        except BaseException:
            _forget(full_name)
            raise
        return module

    return load


def _forget(module: str) -> None:
    for name in [name for name in sys.modules if name == module or name.startswith(f"{module}.")]:
        del sys.modules[name]


def _folder_of_module(module: str) -> Path:
    """Return the folder of a module's files without importing anything: a plugin that is switched off stays unread."""
    top, *rest = module.split(".")
    try:
        spec = importlib.util.find_spec(top)
    except (ImportError, ValueError):  # loading it names what is wrong
        return Path()
    if spec is None or spec.origin is None:
        return Path()
    folder = Path(spec.origin).parent.joinpath(*rest)
    return folder if folder.is_dir() else folder.parent


def _version_of(distribution: str) -> str:
    try:
        return f"{distribution} {metadata.version(distribution)}"
    except metadata.PackageNotFoundError:
        return distribution
