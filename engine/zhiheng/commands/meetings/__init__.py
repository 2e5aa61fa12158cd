"""Collective decision (集体讨论): called, attended, voted in, put off."""
