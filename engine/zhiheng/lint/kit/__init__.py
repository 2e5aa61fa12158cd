"""What the lint rules share."""
