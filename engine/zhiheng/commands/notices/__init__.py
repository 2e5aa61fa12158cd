"""Notices after they are written: delivered, tried again, marked as read."""
