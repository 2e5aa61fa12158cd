"""What is done to a case as a whole: put off, joined, withdrawn, moved, copied, urged."""
