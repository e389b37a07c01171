"""How plugins are found, checked and admitted."""
