"""The tests of reportlint."""
