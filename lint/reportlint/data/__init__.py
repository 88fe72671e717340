"""Data files: the folders of rules and schemas, YAML as it is read here, and faults against a schema in words."""
