"""Pure functions on text, one file a subject, with their small data files; they know no stage."""
