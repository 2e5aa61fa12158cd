"""What is laid over a finished drawing: the state of a case, and the figures of all cases."""
