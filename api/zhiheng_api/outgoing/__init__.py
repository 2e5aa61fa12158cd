"""What leaves the house: webhooks and e-mail."""
