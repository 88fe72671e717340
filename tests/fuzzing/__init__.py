"""Files no program would write, and what must hold for every one of them (tools/fuzz.py)."""
