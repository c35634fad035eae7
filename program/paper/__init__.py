"""Cairn on paper: modules, sheets and workbooks as tagged PDF, large type, black on white."""

from program.paper._blocks import Block, Paragraph, said
from program.paper._forms import sheet
from program.paper._modules import module_pages, where_to_turn, workbook
from program.paper._pdf import Size, render

__all__ = [
    "Block", "Paragraph", "Size", "module_pages", "render", "said", "sheet", "where_to_turn",
    "workbook",
]  # fmt: skip
