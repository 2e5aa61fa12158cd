"""What system cases end in: one effect a file, and the list of them."""
