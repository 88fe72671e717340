"""Kinds of check on the statutory tables and their cells."""
