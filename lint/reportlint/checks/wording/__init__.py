"""Kinds of check on words, and on numbers that belong to persons."""
