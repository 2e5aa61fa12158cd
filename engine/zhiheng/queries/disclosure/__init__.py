"""What anybody may read without an account: published editions, figures, progress by code."""
