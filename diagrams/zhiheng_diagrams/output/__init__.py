"""From a picture to bytes: graphviz, SVG, PDF, and the fonts that ship (ADR 0039)."""
