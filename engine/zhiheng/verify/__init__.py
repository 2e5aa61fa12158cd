"""Proofs about a chart before it runs. Pure: no input or output."""
