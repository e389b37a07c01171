"""Part of Alongside; imported as `alongside.accessibility`, never as `accessibility`."""

if not __name__.startswith("alongside."):  # the same file under two names would be two unequal modules
    message = "Import this package as 'alongside.accessibility'. Run from an installed checkout: make setup."
    raise ImportError(message)
