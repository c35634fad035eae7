"""Where facts and everything else are kept: ports and their adapters."""
