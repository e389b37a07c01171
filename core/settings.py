"""Everything that a deployment may set, from the environment (`ALONGSIDE_...`) and one TOML file."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

ChannelSettings = dict[str, str | int | bool]


class OrganisationSettings(BaseModel):
    """The organisation whose accounts members of staff may sign in with (OpenID Connect)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(description="What people call the organisation; it stands on the button.")
    issuer: str = Field(description="The address that the organisation's provider calls itself, letter by letter.")
    client_id: str = Field(description="Our name at the provider.")
    client_secret: SecretStr = Field(description="Our secret at the provider.")
    accepted_levels: tuple[str, ...] = Field(
        (), description="Values of the provider's `acr` claim that mean a second step was asked for."
    )


class Settings(BaseSettings):
    """The settings of one deployment."""

    model_config = SettingsConfigDict(env_prefix="ALONGSIDE_", env_nested_delimiter="__", extra="forbid", frozen=True)

    study: str = Field("partnership_for_change", description="The code of the study that this deployment serves.")
    demonstration: bool = Field(
        default=False,
        description="Serve invented families: the post box page, codes that do not expire and a movable clock.",
    )
    instance: Path = Field(
        Path("instance"), description="The folder for the embedded databases, sounds and demo files."
    )
    records_url: str = Field(
        "", description="Database of research data. Empty = SQLite `records.sqlite` in the instance folder."
    )
    vault_url: str = Field(
        "", description="Database of identity. Empty = SQLite `vault.sqlite` in the instance folder."
    )
    base_url: str = Field("http://127.0.0.1:8000", description="The address that links in messages begin with.")
    secret_key: SecretStr = Field(
        SecretStr(""), description="Signs forms and one-time codes; 32 random bytes as hexadecimal digits."
    )
    vault_keys: dict[str, SecretStr] = Field(
        default_factory=dict, description="Key-encrypting keys by name, each 32 random bytes as hexadecimal digits."
    )
    vault_key_in_use: str = Field("", description="The name of the key that encrypts what is written now.")
    index_key: SecretStr = Field(
        SecretStr(""), description="Key of the blind index that finds a person by telephone number; as the others."
    )
    plugin_dir: Path | None = Field(None, description="A folder with plugins of your own: one file or folder each.")
    packs: Path | None = Field(
        None,
        description="The folder of licensed text packs: one folder or zip each. Empty = `packs` in the instance folder.",
    )
    pictures: Path | None = Field(
        None,
        description="A folder with pictures of your own, beside ours or in place of them: `pictures.toml` and the drawings it names.",
    )
    not_asked_in: dict[str, tuple[str, ...]] = Field(
        default_factory=dict,
        description="Languages of the study in which a licensed instrument has no words and is not asked, by instrument; staff are told of each family.",
    )
    disabled_plugins: tuple[str, ...] = Field((), description="Plugins that are not loaded, by name.")
    channels: dict[str, ChannelSettings] = Field(
        default_factory=dict,
        description="What each message channel needs, by channel: `smtp`, `sms_gateway`, `govuk_notify`, `letters`, `post_box`.",
    )
    sounds_megabytes: int = Field(200, description="The most that made sounds may fill on disk; the oldest go first.")
    warm_sounds: bool = Field(
        default=True,
        description="Make the sounds of every page in the background, so that the first press does not wait.",
    )
    idle_minutes: int = Field(
        20, description="After so long without use a page asks for a code again. Answers are kept."
    )
    session_hours: int = Field(12, description="After so long a code is asked for again, used or not.")
    link_days: int = Field(60, description="How long a link in a message opens the way in.")
    senders: dict[str, str] = Field(
        default_factory=lambda: {"sms": "YourForms", "email": "forms@example.org", "letter": "Forms"},
        description="The neutral name or number that messages come from, by kind: `sms`, `email`, `letter`.",
    )
    site_phones: dict[str, str] = Field(
        default_factory=dict, description="The telephone number that families of each site may ring, by site code."
    )
    independent_contact: str = Field(
        "",
        description="Whom families can tell who is not in the team, as they read it: for example the sponsor's data protection officer, with a telephone number.",
    )
    data_controller: str = Field(
        "",
        description="The organisation that has to keep families' details safe, as families read it: its name and how to reach it. Empty = the privacy notice says to ask the team.",
    )
    data_protection_officer: str = Field(
        "",
        description="How families reach the data protection officer of that organisation. Empty = the privacy notice says to ask the team.",
    )
    exit_url: str = Field(
        "https://www.bbc.co.uk/weather",
        pattern=r"^(https?://[!-~]+)?$",
        description="The ordinary page outside, the same for everybody, that leaving fast ends on. Empty = an empty page of ours.",
    )
    seal_key: Path | None = Field(
        None,
        description="The key that seals copies of consents: a PKCS#12 file, or a PEM file with a private key and its certificate. Empty = copies leave unsealed.",
    )
    seal_passphrase: SecretStr = Field(SecretStr(""), description="What opens the file of the seal's key.")
    seal_certificates: Path | None = Field(
        None,
        description="The folder of certificates of earlier seals, so that old copies can still be checked. Empty = `certificates` in the instance folder.",
    )
    seal_stamps_url: str = Field(
        "",
        pattern=r"^(https?://[!-~]+)?$",
        description="A time stamp authority (RFC 3161) that vouches for when a copy was sealed. Empty = none is asked.",
    )
    organisation: OrganisationSettings | None = Field(
        None, description="The organisation whose accounts staff may sign in with. Empty = not offered."
    )

    @property
    def packs_folder(self) -> Path:
        """The folder of licensed text packs."""
        return self.packs or self.instance / "packs"

    @property
    def certificates_folder(self) -> Path:
        """The folder of certificates of earlier seals."""
        return self.seal_certificates or self.instance / "certificates"

    @property
    def records_address(self) -> str:
        """The address of the records database."""
        return self.records_url or f"sqlite:///{(self.instance / 'records.sqlite').absolute()}"

    @property
    def vault_address(self) -> str:
        """The address of the vault database."""
        return self.vault_url or f"sqlite:///{(self.instance / 'vault.sqlite').absolute()}"


class _FromFile(Settings):
    """Settings with a TOML file beneath the environment."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic-settings fixes the arguments
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - likewise
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over the file, and arguments win over both."""
        return (init_settings, env_settings, TomlConfigSettingsSource(settings_cls))


def read_settings(file: Path | None = None, **given: object) -> Settings:
    """Return the settings from arguments, the environment and a TOML file, in this order.

    Raises:
        pydantic.ValidationError: a value is of the wrong kind, or a name is unknown.
    """
    if file is None:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks them

    class Here(_FromFile):
        """The settings of this one file."""

        model_config = SettingsConfigDict(toml_file=file)

    return Here(**given)  # type: ignore[arg-type]  # pydantic checks them
