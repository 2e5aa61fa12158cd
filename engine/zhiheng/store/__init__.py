"""Rows: the log itself, and tables that are projections of it."""
