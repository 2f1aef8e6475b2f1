"""The tables, step by step; Django finds them by their names."""
