"""A parsed report as JSON (schemas/report.schema.json): written, and read back to be judged like any other.

`shape` has the objects of the JSON as types; `writing` makes them of a `Report`, `reading` makes a `Report` of them.
"""
