"""Word files → Document."""
