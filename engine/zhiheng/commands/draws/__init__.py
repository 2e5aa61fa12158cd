"""Random draws (双随机): announced before there is a seed, then made."""
