"""Why was this allowed, or refused: a past decision judged again by the rules, out of the log."""
