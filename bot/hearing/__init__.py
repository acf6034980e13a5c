"""From what GitHub sends to what it says: lanes, events, the lines of a comment and what people ask by them."""
