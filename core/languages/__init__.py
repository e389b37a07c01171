"""Which words, in which language, in which form, and what has been checked about them."""
