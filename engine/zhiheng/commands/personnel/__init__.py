"""The persons of a bureau: accounts and keys, leave and hand-over, relations, archives."""
