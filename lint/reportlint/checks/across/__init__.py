"""Kinds of check that compare reports, of two years or of many units."""
