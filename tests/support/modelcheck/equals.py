"""Mutants that no run can tell from the original, each with its reason: judged by hand."""

from collections.abc import Mapping

EQUAL: Mapping[str, str] = {}
"""By `Mutant.id`."""
