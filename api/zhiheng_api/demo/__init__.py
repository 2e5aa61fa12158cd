"""A scenario played over HTTP against the real service, by each person with his own login."""
