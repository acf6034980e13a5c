"""The state of the simulated GitHub and every change that can be made to it."""
