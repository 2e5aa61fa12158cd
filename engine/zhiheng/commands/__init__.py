"""What can be done: one file a command, in drawers (ADR 0050); `handling` is the way to write."""
