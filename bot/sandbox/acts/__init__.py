"""What people do in the simulated GitHub, told to it through the control API."""
