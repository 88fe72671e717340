"""The ways in: which files are meant, with what settings they are judged, and what each of them gives."""
