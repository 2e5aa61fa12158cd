"""Signatures under a step: put, asked more of, added to, made void, taken back."""
