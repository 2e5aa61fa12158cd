"""Limits and timers (期限): begun, stopped, counted anew, extended, warned of, fired."""
