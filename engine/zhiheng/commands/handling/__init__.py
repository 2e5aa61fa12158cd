"""How a command on a case is handled, as design.md §4 orders it; the only way to write one."""
