"""Who comes in from outside: apps on phones, and what they leave here."""
