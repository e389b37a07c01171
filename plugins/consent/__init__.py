"""Consent modules: what people are told and asked before they take part."""
