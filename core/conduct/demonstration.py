"""The demonstration: settings with keys of its own, three invented families, and four members of staff."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from pathlib import Path

from pydantic import SecretStr

from alongside.core.conduct.appointments import When, book
from alongside.core.conduct.arriving import DEMONSTRATION_CODE, STAFF_LINK
from alongside.core.conduct.clock import STUDY_ZONE
from alongside.core.conduct.enrolment import NewChild, NewFamily, enrol_family
from alongside.core.conduct.people import FAMILY
from alongside.core.conduct.private_files import write_private
from alongside.core.conduct.sending import LINK_KIND, send_due
from alongside.core.conduct.services import Services
from alongside.core.conduct.staffing import Keeper, NewStaff, add_staff
from alongside.core.credentials.seal_keys import make_seal_key
from alongside.core.definitions.ages import completes_month
from alongside.core.definitions.messages import ChannelKind
from alongside.core.definitions.safe_contact import AT_ANY_HOUR, SafeContact
from alongside.core.plugin_host.host import load_catalogue
from alongside.core.settings import Settings
from alongside.core.storage import access, staff

FILES_OF_THE_DEMONSTRATION = (
    "records.sqlite",
    "vault.sqlite",
    "keys.json",
    "seal.p12",
    "people.json",
    "demo.json",
    "demo.toml",
    "clock",
)
FOLDERS_OF_THE_DEMONSTRATION = ("post_box", "sounds")
FOR_YEARS = timedelta(days=3650)
INVENTED_PHONES = ("020 7946 0123", "0141 496 0123")
"""Numbers that are reserved for invention."""


@dataclass(frozen=True, slots=True)
class _Colleague:
    code: str
    who: str
    role: str
    site: int | None = None
    """Which of the study's sites; None = every one."""


STAFF = (
    _Colleague("kim", "Kim, co-ordinator", "co_ordinator"),
    _Colleague("nina", "Nina, research nurse of one site", "nurse", site=1),
    _Colleague("tess", "Tess, trial manager", "trial_manager"),
    _Colleague("ravi", "Ravi, researcher", "researcher"),
)


def demonstration_settings(instance: Path, port: int, **given: object) -> Settings:
    """Return settings for the demonstration. Its keys are made once and kept in the instance folder.

    Leaving ends on an empty page: a demonstration asks nobody else for anything.
    """
    instance.mkdir(parents=True, exist_ok=True)
    keys = _keys(instance / "keys.json")
    settings = Settings(
        demonstration=True,
        instance=instance,
        base_url=f"http://127.0.0.1:{port}",
        secret_key=SecretStr(keys["secret"]),
        vault_keys={"demonstration": SecretStr(keys["vault"])},
        vault_key_in_use="demonstration",
        index_key=SecretStr(keys["index"]),
        channels={"post_box": {"folder": str(instance / "post_box")}},
        seal_key=_seal_key(instance / "seal.p12", keys["secret"]),
        seal_passphrase=SecretStr(keys["secret"]),
        **{"exit_url": "", **given},  # type: ignore[arg-type]  # pydantic checks them
    )
    if not settings.site_phones:
        study = load_catalogue(settings).studies.get(settings.study)
        phones = dict(zip((site.code for site in study.sites), cycle(INVENTED_PHONES), strict=False)) if study else {}
        settings = settings.model_copy(update={"site_phones": phones})
    _write_settings_file(settings, keys)
    return settings


def _keys(file: Path) -> dict[str, str]:
    if not file.exists():
        made = {name: secrets.token_hex(32) for name in ("secret", "vault", "index")}
        write_private(file, json.dumps(made).encode())
    kept: dict[str, str] = json.loads(file.read_text(encoding="ascii"))
    return kept


def _seal_key(file: Path, passphrase: str) -> Path:
    if not file.exists():
        made = make_seal_key("Demonstration of Alongside", passphrase, datetime.now(UTC))
        write_private(file, made)
    return file


@dataclass(frozen=True, slots=True)
class DemonstrationPerson:
    """Somebody to try the demonstration as. The code works for as long as the demonstration's data is kept."""

    who: str
    role: str
    language: str
    link: str
    code: str


@dataclass(frozen=True, slots=True)
class _Invented:
    who: str
    first_name: str
    phone: str
    site: int
    language: str
    children: tuple[tuple[str, int], ...]
    easy_read: bool = False
    listens: bool = False
    has_talk: bool = False


FAMILIES = (
    _Invented("Amy, mother of one baby", "Amy", "+447700900101", 0, "en", (("Leo", 7),)),
    _Invented(
        "Daniel, father of three",
        "Daniel",
        "+447700900102",
        1,
        "en",
        (("Ada", 9), ("Ben", 38), ("Cara", 76)),
        has_talk=True,
    ),
    _Invented(
        "Sana, reads Urdu, easy read and audio",
        "Sana",
        "+447700900103",
        0,
        "ur",
        (("Zoya", 20),),
        easy_read=True,
        listens=True,
    ),
)
"""Each child's age is in completed months on the day the demonstration is made: 9 months, 3 years and 6 years for Daniel."""


def prepare_demonstration(services: Services) -> tuple[DemonstrationPerson, ...]:
    """Make the invented people once, send their invitations, and return them; a second call returns the same people."""
    file = services.settings.instance / "people.json"
    if file.exists():
        return tuple(
            DemonstrationPerson(**{**person, "link": services.settings.base_url + person["link"]})
            for person in json.loads(file.read_text(encoding="utf-8"))
        )
    colleagues = [_staff(services, colleague) for colleague in STAFF]
    people = [_family(services, invented) for invented in FAMILIES] + colleagues
    send_due(services, worker="demonstration")
    kept = [{**_fields(person), "link": person.link.removeprefix(services.settings.base_url)} for person in people]
    file.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
    return tuple(people)


def _fields(person: DemonstrationPerson) -> dict[str, str]:
    return {
        "who": person.who,
        "role": person.role,
        "language": person.language,
        "link": person.link,
        "code": person.code,
    }


def _family(services: Services, invented: _Invented) -> DemonstrationPerson:
    today = services.clock.today()
    number = enrol_family(
        services,
        NewFamily(
            first_name=invented.first_name,
            phone=invented.phone,
            email="",
            safe_contact=SafeContact(
                known=True,
                channels=(ChannelKind.SMS,),
                phone_is_safe=True,
                windows=AT_ANY_HOUR,
                verified_at=services.clock.now(),
            ),
            language=invented.language,
            children=tuple(NewChild(name, _born(today, months)) for name, months in invented.children),
            site=services.study.sites[invented.site % len(services.study.sites)].code,
            easy_read=invented.easy_read,
            listens=invented.listens,
        ),
        by="kim",
    )
    if invented.has_talk:
        _book_talk(services, number)
    return _with_way_in(services, number, invented.who, FAMILY, invented.language, LINK_KIND)


def _book_talk(services: Services, number: str) -> None:
    """Book a talk for tomorrow: it stands on first pages at once, and nothing of it waits to be sent."""
    day = services.clock.today() + timedelta(days=1)
    start = datetime.combine(day, time(14, 30), STUDY_ZONE)
    book(services, number, When(start, 30, "by_phone", "kim"), by="kim", request_key=secrets.token_hex(16))


def _born(today: date, months: int) -> date:
    return completes_month(today, -months) - timedelta(days=5)


def _staff(services: Services, colleague: _Colleague) -> DemonstrationPerson:
    sites = services.study.sites
    site = "" if colleague.site is None else sites[colleague.site % len(sites)].code
    name = colleague.who.partition(",")[0]
    new = NewStaff(colleague.code, name, f"{colleague.code}@example.org", ((colleague.role, site),))
    add_staff(services, new, by=Keeper("demonstration", keeps_all=True))
    with services.records.write() as tx:
        staff.set_account_state(tx, colleague.code, "active", services.clock.now())
    return _with_way_in(services, colleague.code, colleague.who, colleague.role, "en", STAFF_LINK)


def _with_way_in(
    services: Services, subject: str, who: str, role: str, language: str, kind: str
) -> DemonstrationPerson:
    now = services.clock.now()
    with services.records.write() as tx:
        token = access.create_link(tx, subject=subject, kind=kind, expires_at=now + FOR_YEARS, at=now)
        code = access.create_code(
            tx, subject=subject, purpose=DEMONSTRATION_CODE, at=now, secret=services.secret, permanent=True
        )
    return DemonstrationPerson(who, role, language, f"{services.settings.base_url}/s/{token}", code)


def _write_settings_file(settings: Settings, keys: dict[str, str]) -> None:
    """Write `demo.toml`, with which every command reaches the demonstration: `alongside --settings instance/demo.toml`."""
    lines = (
        "demonstration = true",
        f"study = {json.dumps(settings.study)}",
        f"instance = {json.dumps(str(settings.instance.absolute()))}",
        f"base_url = {json.dumps(settings.base_url)}",
        f'secret_key = "{keys["secret"]}"',
        f'index_key = "{keys["index"]}"',
        'vault_key_in_use = "demonstration"',
        f"seal_key = {json.dumps(str((settings.instance / 'seal.p12').absolute()))}",
        f'seal_passphrase = "{keys["secret"]}"',
        "[vault_keys]",
        f'demonstration = "{keys["vault"]}"',
        "[channels.post_box]",
        f"folder = {json.dumps(str((settings.instance / 'post_box').absolute()))}",
        "[site_phones]",
        *(f"{json.dumps(site)} = {json.dumps(phone)}" for site, phone in settings.site_phones.items()),
    )
    write_private(settings.instance / "demo.toml", ("\n".join(lines) + "\n").encode(), over=True)


def write_demonstration_file(services: Services, people: tuple[DemonstrationPerson, ...]) -> Mapping[str, object]:
    """Write `demo.json` in the instance folder and return what is in it."""
    told: dict[str, object] = {
        "url": services.settings.base_url,
        "post_box": f"{services.settings.base_url}/post-box",
        "people": [_fields(person) for person in people],
    }
    file = services.settings.instance / "demo.json"
    file.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    return told
