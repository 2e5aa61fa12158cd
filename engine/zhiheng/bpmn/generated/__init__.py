"""The pages and the descriptor that are made from the vocabulary (see generate.py)."""
