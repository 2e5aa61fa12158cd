"""What a bureau runs on: set up, put into operation, then changed by system cases only."""
