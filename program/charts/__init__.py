"""Records to figures, each with its sentence and its table.

Importing this, `figure`, `tones` or `sparkline` loads no Plotly; the other files do.
"""
