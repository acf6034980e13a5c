"""What the rules would do, for people who ask: facts in, reasons out."""
