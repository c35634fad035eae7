"""Filling in a form with the keys alone, as somebody does who cannot use a mouse."""

from collections.abc import Iterator, Mapping

from playwright.sync_api import Page, expect
from pydantic import JsonValue

from program.fields import AnyField, Pages, RowsField

_HERE = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const field = at?.closest?.(".field");
  return { tag: at?.tagName ?? "", type: at?.type ?? "", value: at?.value ?? "",
    said: at?.textContent?.trim() ?? "", on: Boolean(at?.classList?.contains("on")),
    path: field?.dataset.path ?? "", checked: Boolean(at?.checked),
    rows: field?.querySelectorAll(".row").length ?? 0 };
}"""
_FAR = 250
"""More stops than any page has."""


def fill_by_keyboard(page: Page, pages: Pages, answers: Mapping[str, JsonValue]) -> None:
    """Answer every page that is asked, and save."""
    given = dict(_by_path(pages, answers))
    while True:
        title = page.locator(".form h2").text_content()
        _one_page(page, given)
        last = page.locator(".form button.on").text_content() == "Save"
        page.keyboard.press("Enter")
        if last:
            return
        expect(page.locator(".form h2")).not_to_have_text(str(title))


def _by_path(
    pages: Pages, answers: Mapping[str, JsonValue]
) -> Iterator[tuple[str, tuple[AnyField, JsonValue]]]:
    """Path -> its question and what is to be answered."""
    for field in (field for page in pages for field in page.fields):
        value = answers.get(field.id)
        if value is None:
            continue
        yield field.id, (field, value)
        if isinstance(field, RowsField) and isinstance(value, list):
            for n, row in enumerate(value):
                for inner in field.fields:
                    if isinstance(row, dict) and row.get(inner.id) is not None:
                        yield f"{field.id}.{n}.{inner.id}", (inner, row[inner.id])


def _one_page(page: Page, given: Mapping[str, tuple[AnyField, JsonValue]]) -> None:
    """Go from stop to stop, answer what is asked, and come to the button that goes on."""
    page.keyboard.press("Tab")
    for _ in range(_FAR):
        at = page.evaluate(_HERE)
        if at["on"]:
            return
        field, value = given.get(at["path"], (None, None))
        if isinstance(field, RowsField):
            if at["said"] == field.add and isinstance(value, list) and at["rows"] < len(value):
                page.keyboard.press("Enter")  # which leads into the new row
                continue
        elif field is not None:
            _answer(page, field, at, value)
        page.keyboard.press("Tab")
    raise AssertionError("the way on is not reached by Tab")


def _answer(page: Page, field: AnyField, at: Mapping[str, str], value: JsonValue) -> None:
    match field.type:
        case "scale" | "choice" if at["type"] == "radio":
            _turn_to(page, str(value))
        case "choice" if isinstance(value, list) and at["value"] in value and not at["checked"]:
            page.keyboard.press("Space")
        case "text":
            page.keyboard.type(str(value))
        case "amount":
            _amount(page, field, at, float(str(value)))
        case "time":
            hour, minute = map(int, str(value).split(":"))
            half = "AM" if hour < 12 else "PM"
            page.keyboard.type(f"{hour % 12 or 12:02d}{minute:02d}{half}")
        case "date":
            year, month, day = str(value).split("-")
            page.keyboard.type(f"{month}{day}{year}")
        case "practice" if at["said"] == "Start":
            _practise(page)
        case _:
            pass


def _turn_to(page: Page, wanted: str) -> None:
    """The option of a group: Space takes the first, arrows go on."""
    page.keyboard.press("Space")
    for _ in range(40):
        if page.evaluate(_HERE)["value"] == wanted:
            return
        page.keyboard.press("ArrowRight")
    raise AssertionError(f"{wanted} cannot be chosen by keys")


def _amount(page: Page, field: AnyField, at: Mapping[str, str], value: float) -> None:
    parted = bool(getattr(field, "clock", ""))
    if at["tag"] == "SELECT":
        more = f"{round(60 * (value % 1)):02d}" if value % 1 else "0"
        page.keyboard.type(more)
    elif parted:
        page.keyboard.type(str(int(value)))
    else:
        page.keyboard.type(f"{value:g}")


def _practise(page: Page) -> None:
    page.keyboard.press("Enter")
    expect(page.get_by_text("0:01").first).to_be_visible()
    for _ in range(12):
        if page.evaluate(_HERE)["said"] == "Stop here":
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError("a practice cannot be stopped by keys")
