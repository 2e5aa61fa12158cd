"""The file as it stands: read safely, held against the profile and the vocabulary, named."""
