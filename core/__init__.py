"""Part of Alongside; imported as `alongside.core`, never as `core`."""

if not __name__.startswith("alongside."):  # the same file under two names would be two unequal modules
    message = "Import this package as 'alongside.core'. Run from an installed checkout: make setup."
    raise ImportError(message)
