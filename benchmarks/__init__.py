"""Scripts that measure quality and speed, and that make the tables which the package ships."""
