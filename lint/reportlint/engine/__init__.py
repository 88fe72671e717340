"""The rule engine: rule files become rules, rules judge reports."""
