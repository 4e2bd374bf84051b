"""Pages for readers: no login, no cookie, `public_*` tables alone."""
