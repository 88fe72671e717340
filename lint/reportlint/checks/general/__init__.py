"""Kinds of check that serve rules of several families."""
