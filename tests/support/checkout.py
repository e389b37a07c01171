"""The files of the repository, as git sees them."""

import subprocess
from pathlib import Path


def files_of_checkout(root: Path) -> list[Path]:
    """Return what the repository holds, committed or about to be, relative to its root."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    files = [Path(name) for name in listed.stdout.split("\0") if name]
    return [file for file in files if (root / file).is_symlink() or (root / file).is_file()]
