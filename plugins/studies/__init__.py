"""Studies: who is asked what, when, and in which order."""
