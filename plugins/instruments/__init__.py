"""Instruments that come with Alongside, one folder each."""
