"""A host with nothing but the miniature plugins of one folder."""

from collections.abc import Callable
from pathlib import Path

import pytest

from alongside.core.plugin_host.catalogue import Catalogue
from alongside.core.plugin_host.host import PluginHost
from alongside.core.plugin_host.sources import find_in_folder
from alongside.core.settings import read_settings


@pytest.fixture
def load(tmp_path: Path) -> Callable[[], Catalogue]:
    """Load the plugins of `tmp_path`."""
    return lambda: PluginHost(read_settings()).admit(find_in_folder(tmp_path))
