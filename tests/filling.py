"""Going through a form in a browser as a person does."""

from collections.abc import Mapping

from playwright.sync_api import Locator, Page

Given = Mapping[str, str | int]

CALM: Given = {
    "intake__red_flags": "none", "intake__mania": 0, "intake__voices": 0,
    "intake__flashbacks": 0, "intake__ending_life": 0, "intake__crash": 0,
}  # fmt: skip
"""First answers that call for nobody."""


def hand_in(page: Page, given: Given) -> None:
    """Answer every page of the form, these where they are asked, calm ones elsewhere."""
    on = page.locator("form.form button.on")
    on.wait_for()
    while True:
        fill(page, given)
        number = page.locator("form.form .way p")
        here = number.text_content() if number.count() else "1 of 1"
        on.click()
        n, m = (here or "").split(" of ")
        if n == m:
            return


def fill(page: Page, given: Given) -> None:
    """Answer what the open page of the form asks."""
    done: set[str] = set()
    while True:
        asked = page.locator("form.form .field:visible:not(.row .field)")
        paths = asked.evaluate_all("found => found.map(each => each.dataset.path)")
        waiting = [path for path in paths if path not in done]
        if not waiting:
            return
        field = page.locator(f'form.form .field[data-path="{waiting[0]}"]')
        _answer(page, field, waiting[0], given.get(waiting[0]))
        done.add(waiting[0])


def _answer(page: Page, field: Locator, path: str, answer: str | int | None) -> None:
    if field.locator(".practice").count():
        field.get_by_role("button", name="Start").click()
        field.get_by_text("0:01", exact=False).first.wait_for()
        field.get_by_role("button", name="Stop here").click()
        return
    options = field.locator("label:not(.decline) > input:is([type=radio], [type=checkbox])")
    if options.count():
        values = options.evaluate_all("found => found.map(each => each.value)")
        chosen = str(answer) if answer is not None else values[4 if len(values) > 5 else 0]
        choice = page.locator(f'input[value="{chosen}"]')
        field.locator("label:not(.decline)").filter(has=choice).click()
    else:
        field.locator("input, textarea").first.fill(str(answer or "A walk to the lake"))
