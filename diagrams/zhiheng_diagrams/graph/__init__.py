"""A chart as a graph to be drawn: unfolded, cut into sections and phases, in rows."""
