"""What rules did, and what they would have done, counted from the decisions that are kept."""
