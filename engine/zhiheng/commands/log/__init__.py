"""Upkeep of the log: sealed, cosigned, and cleared of what was lawfully erased."""
