"""Lane layout: where each box stands and each line runs, and the shapes of that."""
