"""What a chart must make sense in: one module for each kind of fault."""
