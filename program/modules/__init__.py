"""Programs, modules, steps and practices: their shape, reading and checking."""
