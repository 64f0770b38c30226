"""From what a new project needs to the organisations that could do it together."""
