"""Kinds of check on unit, year, period and citations."""
