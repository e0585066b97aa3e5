"""Scripts that measure quality and speed, and the gate that holds what was reached."""
