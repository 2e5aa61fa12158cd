"""What every command stands in: what was asked for, who signed it, what is written of it."""
