"""Map the four root folders into the one import name `alongside` (docs/adr/0001)."""

from setuptools import find_packages, setup

FOLDERS = ("core", "plugins", "accessibility", "locales")
packages = {"alongside": "alongside"}
for folder in FOLDERS:
    for name in (folder, *(f"{folder}.{sub}" for sub in find_packages(folder))):
        packages[f"alongside.{name}"] = name.replace(".", "/")

setup(
    packages=sorted(packages),
    package_dir=packages,
    include_package_data=False,
    package_data={name: ["*", "**/*"] for name in packages},
)
