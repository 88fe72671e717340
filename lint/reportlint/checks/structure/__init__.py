"""Kinds of check on title, headings and sections."""
