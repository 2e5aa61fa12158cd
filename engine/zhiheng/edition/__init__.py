"""The public edition (公开版) of a chart: what of it the public is shown, and proof that it is it."""
