"""The versions of the study's consents: what is shown now, what waits, and the steps by which a version gets to families."""

import secrets

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct import releases
from alongside.core.conduct.asking_again import queue_asking_again
from alongside.core.conduct.contact_log import names_of
from alongside.core.conduct.releases import ModuleVersions, StepNotTakenError, Version
from alongside.core.conduct.version_texts import side_by_side
from alongside.core.conduct.versions import codes_in_study, unwhole_languages, why_not_whole
from alongside.core.definitions.roles import Duty
from alongside.core.engine.reading import Refused, read_words
from alongside.core.languages.tags import SOURCE_LANGUAGE
from alongside.core.storage.consent_releases import StepKind
from alongside.core.web.access import access, acting, request_key, services
from alongside.core.web.staff.entry import Errors
from alongside.core.web.staff.home import formats

pages = Blueprint("versions", __name__, url_prefix="/staff/consent")
LONGEST_CHANGE = 1000
STEPS: dict[str, StepKind] = {"stage": "staged", "review": "reviewed", "refuse": "refused", "release": "released"}
"""The buttons and the steps that they take."""
FIELD = {"staged": "what_changed", "released": "material"}
"""Where an error about a step leads; any other leads to what can be done."""


@pages.get("/")
@access(Duty.RELEASE_CONSENT)
def home() -> str:
    """Show every consent of the study with its versions, and how many signed which."""
    with services().records.read() as tx:
        modules = releases.modules_in_study(services(), tx)
        counts = {one.shown.code: releases.count_signatures(services(), tx, one.shown) for one in modules}
        not_offered = unwhole_languages(services(), tx)
    return render_template(
        "staff_versions.html",
        modules=modules,
        counts=counts,
        not_offered=not_offered,
        not_whole=lambda version: why_not_whole(services(), version.module),
        title_of=_title,
        **_names(*modules),
        **formats(),
    )


@pages.get("/<module>/<version>")
@access(Duty.RELEASE_CONSENT)
def version(module: str, version: str) -> str:
    """Show every text of a version side by side, and what can be done with it."""
    return _version_page(*_version_here(module, version))


@pages.post("/<module>/<version>")
@access(Duty.RELEASE_CONSENT)
def take_step(module: str, version: str) -> Response | tuple[str, int]:
    """Stage, review, refuse or release a version."""
    found, one = _version_here(module, version)
    if not _may_step():
        abort(403)
    step = STEPS.get(request.form.get("action", ""))
    if step is None:
        abort(400)
    key = request_key()
    told = read_words(request.form.get("what_changed", "") if step == "staged" else "", LONGEST_CHANGE)
    material = request.form.get("material", "") if step == "released" else ""
    if isinstance(told, Refused):
        return _version_page(found, one, {"what_changed": (told.text_id, told.values)}), 422
    if step == "released" and material not in {"yes", "no"}:
        return _version_page(found, one, {"material": ("staff_consent.error_choose", {})}), 422
    try:
        releases.take_step(
            services(),
            module,
            version,
            step,
            by=acting().subject,
            request_key=key,
            what_changed=told.value or "",
            is_material=material == "yes" if material else None,
        )
    except StepNotTakenError as error:
        with services().records.read() as tx:
            found = releases.module_in_study(services(), tx, module)
        errors: Errors = {FIELD.get(step, "steps"): (f"staff_consent.error_{error.why.value}", {})}
        return _version_page(found, found.version(version) or one, errors), 422
    if material == "yes":
        queue_asking_again(services())
    return redirect(url_for("versions.version", module=module, version=version, done=step), 303)


def _version_here(module: str, version: str) -> tuple[ModuleVersions, Version]:
    if module not in codes_in_study(services()):
        abort(404)
    with services().records.read() as tx:
        found = releases.module_in_study(services(), tx, module)
    one = found.version(version)
    if one is None:
        abort(404)
    return found, one


def _version_page(found: ModuleVersions, one: Version, errors: Errors | None = None) -> str:
    order = [version.module for version in found.versions]
    place = order.index(one.module)
    with services().records.read() as tx:
        count = releases.count_signatures(services(), tx, found.shown)
    done = request.args.get("done", "")
    return render_template(
        "staff_version.html",
        module=found,
        version=one,
        before=order[place - 1] if place else None,
        texts=side_by_side(services(), one.module, order[place - 1] if place else None),
        not_whole=why_not_whole(services(), one.module),
        languages=services().study.languages,
        title=_title(one),
        may={
            step: releases.hindrance(services(), found, one, step, acting().subject) if _may_step() else "at_a_site"
            for step in STEPS.values()
        },
        must_be_material=releases.must_be_material(found.shown, one.module),
        signed=sum(count.signed.values()),
        errors=errors or {},
        typed=request.form,
        done=done if done in STEPS.values() else "",
        key=request.form.get("key") if errors else secrets.token_hex(16),
        longest=LONGEST_CHANGE,
        **_names(found),
        **formats(),
    )


def _may_step() -> bool:
    """A consent is the same at every site: only who holds the duty at all of them takes a step."""
    return acting().sites(Duty.RELEASE_CONSENT) == {site.code for site in services().study.sites}


def _title(version: Version) -> str:
    return services().book.say(f"{version.module.owner}.title", SOURCE_LANGUAGE).words


def _names(*modules: ModuleVersions) -> dict[str, dict[str, str]]:
    codes = {step.by_staff for module in modules for version in module.versions for step in version.steps}
    return {"names": names_of(services(), frozenset(codes))}
