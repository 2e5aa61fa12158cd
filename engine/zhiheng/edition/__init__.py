"""The public edition (公开版) of a chart: what the public is shown, and proof that it runs."""
