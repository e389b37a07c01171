"""What can be wrong with how a plugin answers hooks: its functions before they are called, and what they gave."""

import difflib
import inspect
import traceback
from collections.abc import Callable, Iterable, Iterator

import pluggy

from alongside.core.definitions.consent import ConsentModule
from alongside.core.definitions.faults import Fault
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.messages import ChannelKind
from alongside.core.definitions.study import Study
from alongside.core.plugin_host.hookspecs import PROJECT

GIVES: dict[str, str] = {
    "alongside_instruments": "Instrument",
    "alongside_consent_modules": "ConsentModule",
    "alongside_studies": "Study",
    "alongside_channels": "Channel",
    "alongside_voices": "Voice",
}
"""What each hook gives a tuple of."""


def specified_hooks(manager: pluggy.PluginManager) -> dict[str, tuple[str, ...]]:
    """Return the hooks that exist, each with the names of its arguments."""
    return {
        name: caller.spec.argnames
        for name, caller in sorted(vars(manager.hook).items())
        if isinstance(caller, pluggy.HookCaller) and caller.spec is not None
    }


def function_faults(manager: pluggy.PluginManager, name: str, module: object) -> Iterator[Fault]:
    """Yield what is wrong with the hook functions of a plugin, before any is called."""
    hooks = specified_hooks(manager)
    answered = 0
    for attribute in dir(module):
        options = manager.parse_hookimpl_opts(module, attribute)
        place = f"{name}.{attribute}"
        if options is None:
            if attribute.startswith(f"{PROJECT}_") and inspect.isroutine(getattr(module, attribute)):
                yield Fault(
                    "HOOK_UNMARKED",
                    place,
                    f"The function {attribute} is not marked, so it would never be called.",
                    "Write @hookimpl above it.",
                )
            continue
        answered += 1
        hook = options.get("specname") or attribute
        if hook not in hooks:
            likely = difflib.get_close_matches(hook, hooks, n=1)
            yield Fault(
                "HOOK_UNKNOWN",
                place,
                f"There is no hook {hook!r}.",
                f"Did you mean {likely[0]!r}?" if likely else f"The hooks are {', '.join(hooks)}.",
            )
            continue
        if options.get("wrapper") or options.get("hookwrapper"):
            yield Fault(
                "HOOK_WRAPS",
                place,
                "The function wraps what others give; a plugin may only give its own.",
                "Remove wrapper=True and return a tuple.",
            )
        for argument in inspect.signature(getattr(module, attribute)).parameters:
            if argument not in hooks[hook]:
                yield Fault(
                    "HOOK_ARGUMENT_UNKNOWN",
                    place,
                    f"The hook {hook!r} has no argument {argument!r}.",
                    f"Its arguments: {', '.join(hooks[hook]) or 'none'}.",
                )
    if not answered:
        yield Fault(
            "PLUGIN_EMPTY",
            name,
            "The plugin answers no hook, so it gives nothing.",
            f"Write a function with @hookimpl, for example {next(iter(hooks))}().",
        )


def result_faults(name: str, hook: str, results: object) -> Iterator[Fault]:
    """Yield what is wrong with the kind of value that a hook gave."""
    place, wanted = f"{name}.{hook}", GIVES[hook]
    if not isinstance(results, tuple):
        yield Fault(
            "HOOK_RESULT_WRONG",
            place,
            f"It gave {_kind(results)} and not a tuple.",
            f"Return a tuple, also for one: return (THE_{wanted.upper()},)",
        )
        return
    for result in results:
        if isinstance(result, type) or not _IS_A[wanted](result):
            yield Fault(
                "HOOK_RESULT_WRONG",
                place,
                f"The tuple holds {_kind(result)}, which is not a {wanted}.",
                f"Give values of the kind {wanted} only.",
            )


def error_fault(code: str, place: str, what: str, error: BaseException) -> Fault:
    """Return the fault for an error that a plugin's own code raised, with the line that raised it."""
    frames = traceback.extract_tb(error.__traceback__)
    said, line = " ".join(str(error).split()), ""
    if isinstance(error, SyntaxError):
        said, line = error.msg, f" ({error.filename}, line {error.lineno})"
    elif frames:
        line = f" ({frames[-1].filename}, line {frames[-1].lineno})"
    return Fault(
        code,
        place,
        f"{what}: {type(error).__name__}{': ' + said if said else ''}{line}.",
        "Mend the plugin's code, or switch the plugin off with the setting disabled_plugins.",
    )


def _kind(value: object) -> str:
    if value is None:
        return "nothing"
    return f"the class {value.__name__}" if isinstance(value, type) else f"a value of the kind {type(value).__name__}"


def _has(value: object, words: Iterable[str], calls: Iterable[str]) -> bool:
    return all(isinstance(getattr(value, word, None), str) for word in words) and all(
        callable(getattr(value, call, None)) for call in calls
    )


_IS_A: dict[str, Callable[[object], bool]] = {
    "Instrument": lambda value: isinstance(value, Instrument),
    "ConsentModule": lambda value: isinstance(value, ConsentModule),
    "Study": lambda value: isinstance(value, Study),
    "Channel": lambda value: (
        isinstance(getattr(value, "kind", None), ChannelKind)
        and isinstance(getattr(value, "can_find", None), bool)
        and _has(value, ("code",), ("send", "find"))
    ),
    "Voice": lambda value: _has(value, ("code", "kind", "version"), ("languages", "speak")),
}
