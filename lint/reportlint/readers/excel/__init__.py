"""Workbooks → Document."""
