"""The page for people without a terminal, and its HTTP API."""
