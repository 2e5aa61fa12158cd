"""A case and an agency as folded from their entries. Pure: no input or output."""
