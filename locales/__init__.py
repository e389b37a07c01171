"""Part of Alongside; imported as `alongside.locales`, never as `locales`."""

if not __name__.startswith("alongside."):  # the same file under two names would be two unequal modules
    message = "Import this package as 'alongside.locales'. Run from an installed checkout: make setup."
    raise ImportError(message)
