"""Map the four root folders into the one import name `alongside` (docs/adr/0001)."""

from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.sdist import sdist

FOLDERS = ("core", "plugins", "accessibility", "locales")
packages = {"alongside": "alongside"}
for folder in FOLDERS:
    for name in (folder, *(f"{folder}.{sub}" for sub in find_packages(folder))):
        packages[f"alongside.{name}"] = name.replace(".", "/")


class SdistWithLinks(sdist):
    """A source archive that holds the links of `alongside/` too: a list of files cannot name a link to a folder."""

    def make_release_tree(self, base_dir: str, files: list[str]) -> None:
        """Copy the files, then make the links."""
        super().make_release_tree(base_dir, files)
        for folder in FOLDERS:
            Path(base_dir, "alongside", folder).symlink_to(f"../{folder}", target_is_directory=True)


setup(
    packages=sorted(packages),
    package_dir=packages,
    include_package_data=False,
    # Everything that stands in a package's folder belongs to it. `alongside` itself has only its marker: its links
    # would lead to the other packages once more.
    package_data={name: ["py.typed"] if name == "alongside" else ["*", "**/*"] for name in packages},
    exclude_package_data={"": ["*.py[cod]", "__pycache__/*", "**/__pycache__/*"]},
    cmdclass={"sdist": SdistWithLinks},
)
