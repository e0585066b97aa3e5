"""Scripts that make files of the project: tables that ship, pages of the documentation."""
