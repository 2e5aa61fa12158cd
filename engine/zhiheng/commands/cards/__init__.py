"""Cards (黄牌、红牌): each act on one, in a stream of its own."""
