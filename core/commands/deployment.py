"""The settings and the plugins that a command works with, read once and only when it asks."""

import tomllib
from functools import cached_property
from pathlib import Path

import click
from pydantic import ValidationError
from pydantic_settings import SettingsError

from alongside.core.plugin_host.catalogue import Catalogue
from alongside.core.plugin_host.host import load_catalogue
from alongside.core.settings import Settings, read_settings


class BadInputError(click.ClickException):
    """What was given to the command is wrong: one line on standard error, exit code 2, nothing written."""

    exit_code = 2


class Deployment:
    """One deployment as the command line sees it. A command takes it with `@pass_deployment`."""

    def __init__(self, settings_file: Path | None = None) -> None:
        self._settings_file = settings_file

    @cached_property
    def settings(self) -> Settings:
        """The settings.

        Raises:
            BadInputError: a setting is wrong; the message never repeats a value, which may be a key.
        """
        try:
            return read_settings(self._settings_file)
        except ValidationError as error:
            wrong = (f"{'.'.join(map(str, one['loc'])) or 'settings'}: {one['msg']}" for one in error.errors())
            raise BadInputError(f"Settings are wrong: {'; '.join(wrong)}.") from None
        except SettingsError as error:
            raise BadInputError(f"Settings are wrong: {error}.") from None
        except tomllib.TOMLDecodeError as error:
            raise BadInputError(f"{self._settings_file} is not TOML: {error}.") from None

    @cached_property
    def catalogue(self) -> Catalogue:
        """Everything that the plugins offer."""
        return load_catalogue(self.settings)


pass_deployment = click.make_pass_decorator(Deployment, ensure=True)
