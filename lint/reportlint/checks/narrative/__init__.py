"""Kinds of check on what the prose says of the figures in the tables."""
