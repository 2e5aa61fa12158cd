"""What can be done: one file a command; `handle` is the one way to write (design.md §4)."""
