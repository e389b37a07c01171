"""Lets `python -m alongside` run the command line."""

from alongside.core.commands import main

main(prog_name="alongside")
