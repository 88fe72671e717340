"""Correct reports with random figures, every shape that text takes, and faults with the findings they must give."""
