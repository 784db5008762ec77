"""A person without a mouse: where the focus is, and how it gets elsewhere."""

from playwright.sync_api import Page

# No way by Tab is longer: a list is one stop, so this holds for a shelf of any size.
TAB_STOPS = 25
_READ = """() => {
  const focus = document.activeElement;
  if (focus.matches("body, main")) return "";
  return focus.getAttribute("aria-label") ?? (focus.innerText || focus.labels?.[0]?.innerText || "");
}"""
_RING = """() => {
  const shown = document.activeElement.closest(".search") ?? document.activeElement;
  return getComputedStyle(shown).outlineStyle;
}"""


def focused(page: Page) -> str:
    """The label or text of what has the focus and can be acted on."""
    return str(page.evaluate(_READ))


def press(page: Page, *keys: str) -> None:
    """Presses keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


def wait_for_focus(page: Page, text: str) -> None:
    """Waits until something with this text has the focus."""
    page.wait_for_function(f"text => ({_READ})().includes(text)", arg=text)


def tab_to(page: Page, text: str, key: str = "Tab") -> None:
    """Presses Tab until something with this text has the focus, and can be seen to have it."""
    _press_until(page, text, key, TAB_STOPS)
    assert page.evaluate(_RING) != "none", f"nobody sees that {text} has the focus"


def arrow_to(page: Page, text: str, key: str) -> None:
    """Presses an arrow key until something of the same list with this text has the focus."""
    _press_until(page, text, key, 100)


def _press_until(page: Page, text: str, key: str, most: int) -> None:
    for _ in range(most):
        if text in focused(page):
            return
        page.keyboard.press(key)
    assert text in focused(page), f"{key} does not lead to {text}"
