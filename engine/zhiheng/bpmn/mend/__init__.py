"""What a file of another tool leaves unsaid, or says that no chart can hold: mended and told."""
