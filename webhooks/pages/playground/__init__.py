"""Rules that are typed, tried on a case and on the past, and proposed."""
