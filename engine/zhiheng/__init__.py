"""zhiheng (制衡): charts of official power that run, with gates nobody can walk around."""

__version__ = "0.1.0"
