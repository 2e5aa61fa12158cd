"""The words of the `zh:` vocabulary: the one table, and what a word in it consists of."""
