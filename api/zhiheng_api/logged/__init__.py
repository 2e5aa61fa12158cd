"""Every door, and what the log holds of it: the page docs/log.md is made of this, and tested."""
