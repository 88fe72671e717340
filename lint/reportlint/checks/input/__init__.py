"""Kinds of check on the file itself: whether it could be read, and whether it is a report."""
