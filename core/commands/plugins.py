"""`alongside plugins`: what is loaded, from where, and what was refused and why."""

from collections.abc import Iterator
from dataclasses import asdict

import click

from alongside.core.commands.deployment import Deployment, pass_deployment
from alongside.core.commands.fault_lists import as_json, count_faults, fault_lines
from alongside.core.definitions.consent import ConsentModule
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.study import Study
from alongside.core.plugin_host.catalogue import Catalogue, Plugin


@click.command(
    epilog="\b\nExamples:\n  alongside plugins\n  alongside plugins --json\n  ALONGSIDE_TRACE_HOOKS=1 alongside plugins"
)
@click.option("--json", "json_wanted", is_flag=True, help="Print JSON.")
@pass_deployment
def plugins(deployment: Deployment, *, json_wanted: bool) -> None:
    """List the plugins: what each gives and where it is from, or all that is wrong with it.

    A refused plugin does not stop the others; `alongside check plugins` fails when there is one.
    """
    listing = plugin_listing(deployment.catalogue)
    click.echo(as_json(listing) if json_wanted else "\n".join(_lines(deployment.catalogue)))


def plugin_listing(catalogue: Catalogue) -> dict[str, object]:
    """Return what is loaded and what is not, as plain values for JSON."""
    return {
        "plugins": [
            {**_where(plugin), "gives": [_definition(catalogue, code) for code in catalogue.codes_of(plugin)]}
            for plugin in catalogue.plugins
        ],
        "channels": [{"code": channel.code, "kind": str(channel.kind)} for channel in catalogue.channels],
        "voices": [{"code": voice.code, "kind": voice.kind} for voice in catalogue.voices],
        "refused": [
            {**_where(refusal.plugin), "faults": [asdict(fault) for fault in refusal.faults]}
            for refusal in catalogue.refused
        ],
        "switched_off": [_where(plugin) for plugin in catalogue.switched_off],
    }


def _where(plugin: Plugin) -> dict[str, str]:
    return {"name": plugin.name, "door": str(plugin.door), "origin": plugin.origin}


def _definition(catalogue: Catalogue, code: str) -> dict[str, object]:
    if (instrument := catalogue.instruments.get(code)) is not None:
        return {
            "kind": "instrument",
            "code": code,
            "version": instrument.version,
            "items": len(instrument.items),
            "forms": [form.code for form in instrument.all_forms],
            "words": _words(instrument),
            "licence": instrument.licence.spdx,
            "holder": instrument.licence.holder,
        }
    if (module := catalogue.consent_modules.get(code)) is not None:
        return {
            "kind": "consent module",
            "code": code,
            "version": module.version,
            "versions": [one.version for one in catalogue.versions_of(code)],
            "pages": len(module.information),
            "statements": len(module.statements),
        }
    study = catalogue.studies[code]
    return {
        "kind": "study",
        "code": code,
        "versions": [version.code for version in study.versions],
        "sites": len(study.sites),
        "languages": list(study.languages),
    }


def _words(instrument: Instrument) -> str:
    if not instrument.has_wording:
        return "skeleton"
    return "complete" if instrument.licence.wording_may_ship else "licensed pack"


def _lines(catalogue: Catalogue) -> Iterator[str]:
    for plugin in catalogue.plugins:
        yield f"{plugin.name}  ({plugin.door}: {plugin.origin})"
        for code in catalogue.codes_of(plugin):
            yield f"    {_in_words(catalogue, code)}"
    if catalogue.channels:
        yield f"Messages: {', '.join(f'{channel.code} ({channel.kind})' for channel in catalogue.channels)}"
    if catalogue.voices:
        yield f"Voices: {', '.join(f'{voice.code} ({voice.kind})' for voice in catalogue.voices)}"
    for plugin in catalogue.switched_off:
        yield f"{plugin.name}  ({plugin.door}: {plugin.origin})  switched off by the setting disabled_plugins"
    for refusal in catalogue.refused:
        plugin = refusal.plugin
        yield f"{plugin.name}  ({plugin.door}: {plugin.origin})  REFUSED: {count_faults(refusal.faults)}"
        for fault in refusal.faults:
            yield "    " + fault_lines(fault).replace("\n", "\n    ")
    if not catalogue.plugins and not catalogue.refused:
        yield "No plugins."


def _in_words(catalogue: Catalogue, code: str) -> str:
    definition: Instrument | ConsentModule | Study
    if (instrument := catalogue.instruments.get(code)) is not None:
        words = {
            "complete": "words complete",
            "licensed pack": "words from a licensed pack",
            "skeleton": "skeleton: words come from the holder's text pack",
        }[_words(instrument)]
        forms = f", forms {', '.join(form.code for form in instrument.forms)}" if instrument.forms else ""
        return (
            f"instrument {code} {instrument.version}: {len(instrument.items)} items{forms}; {words}; "
            f"licence {instrument.licence.spdx}, {instrument.licence.holder}"
        )
    if (module := catalogue.consent_modules.get(code)) is not None:
        return (
            f"consent module {code} {', '.join(one.version for one in catalogue.versions_of(code))}: "
            f"{len(module.information)} pages, {len(module.statements)} statements"
        )
    definition = catalogue.studies[code]
    return (
        f"study {code}: {len(definition.sites)} sites, "
        f"versions {', '.join(version.code for version in definition.versions)}, "
        f"languages {', '.join(definition.languages)}"
    )
