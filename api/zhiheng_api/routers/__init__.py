"""Endpoints: parse, call a command or query, answer. No rule, no SQL, no commit."""
