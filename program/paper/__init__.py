"""Cairn on paper: modules, sheets and workbooks as tagged PDF, large type, black on white."""

from program.paper._blocks import Block
from program.paper._forms import sheet
from program.paper._modules import module_pages, workbook
from program.paper._pdf import Size, render

__all__ = ["Block", "Size", "module_pages", "render", "sheet", "workbook"]
